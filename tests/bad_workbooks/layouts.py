"""Layout cases: columns, templates, and what people do not see."""

from tests.bad_workbooks.made import (
    HEADER,
    MARK,
    TEMPLATE,
    bad,
    commas,
    filled,
    line,
    long,
    row,
)
from tests.workbooks import Sheet, workbook

BEDS_COLUMN = "各类养老床位数（张）[ELD_BEDS]"
MATRIX = ("地区代码", "地区", "填报期", BEDS_COLUMN)
PLACE = ("420100", "武汉市", "2018Q3")


def matrix(*rows, header=MATRIX):
    return workbook((header, *rows))


def without(column, cells):
    place = HEADER.index(column)
    return (*cells[:place], *cells[place + 1 :])


LAYOUTS = {
    "no known sheet": bad(workbook([["姓名", "电话"], ["王芳", "1"]]), ("no_known_sheet", "")),
    "no known csv": bad(commas(header=("a", "b")), ("no_known_sheet", ""), name="a.csv"),
    "headers only": bad(long(), ("no_rows", "")),
    "template headers only": bad(filled(), ("no_rows", "")),
    "missing value column": bad(
        long(without("数值", row()), header=without("数值", HEADER)), ("missing_column", "")
    ),
    "missing region": bad(long(row()[2:], header=HEADER[2:]), ("missing_column", "")),
    "missing period": bad(
        long(without("填报期", row()), header=without("填报期", HEADER)), ("missing_column", "")
    ),
    "missing item": bad(
        long((*row()[:3], *row()[5:]), header=(*HEADER[:3], *HEADER[5:])), ("missing_column", "")
    ),
    "missing input of the template": bad(
        filled(line()[:6], header=TEMPLATE[:6]), ("missing_column", "")
    ),
    "mark taken out of the template": bad(filled(line(), mark=("",)), ("missing_column", "")),
    "duplicate column": bad(
        long((*row(), 1), header=(*HEADER, "数值")), ("duplicate_column", "J1")
    ),
    "duplicate measure": bad(
        matrix((*PLACE, 1, 2), header=(*MATRIX, "各类养老床位数")), ("duplicate_column", "E1")
    ),
    "unknown column": bad(long((*row(), 1), header=(*HEADER, "电话")), ("unknown_column", "J1")),
    "unknown measure": bad(
        matrix((*PLACE, 1, 2), header=(*MATRIX, "各类养老床数")), ("unknown_column", "E1")
    ),
    "renamed column": bad(
        filled(line(), header=(*TEMPLATE[:6], "本季度", *TEMPLATE[7:])),
        ("unknown_column", "G4"),
        ("missing_column", ""),
    ),
    "unit changed in a matrix": bad(
        matrix((*PLACE, 1), header=(*MATRIX[:3], "各类养老床位数（万张）[ELD_BEDS]")),
        ("unit_changed", "D1"),
    ),
    "unit changed over the values": bad(
        long(row(), header=(*HEADER[:5], "数值（万张）", *HEADER[6:])), ("unit_changed", "F2")
    ),
    "unit changed in a row": bad(filled(line(unit="万张")), ("unit_changed", "D5")),
    "code and name of a measure disagree in a heading": bad(
        matrix((*PLACE, 1), header=(*MATRIX[:3], "养老机构数（所）[ELD_BEDS]")),
        ("unit_changed", "D1"),
        ("measure_disagree", "D1"),
    ),
    "last year's template": bad(
        filled(line(), mark=("民政填报模板", "1", "2017Q3", "420100")), ("not_open", "G5")
    ),
    "template of a period to come": bad(
        filled(line(), mark=("民政填报模板", "1", "2020Q4", "420100")), ("period_not_open", "C1")
    ),
    "another region's template": bad(
        filled(line(), mark=("民政填报模板", "1", "2018Q3", "420600")), ("foreign_region", "G5")
    ),
    "template of another version": bad(
        filled(line(), mark=("民政填报模板", "0", *MARK[2:])), ("template_version", "B1")
    ),
    "template of nowhere": bad(
        filled(line(), mark=(*MARK[:3], "429999")), ("region_unknown_code", "D1")
    ),
    "hidden sheet": bad(
        workbook(
            sheets={"数据": Sheet((HEADER, row())), "旧": Sheet((HEADER, row()), hidden="hidden")}
        ),
        ("hidden_sheet", ""),
    ),
    "hidden row": bad(long(row(), hidden_rows=(2,)), ("hidden_row", "")),
    "hidden column": bad(long(row(), hidden_columns=(6,)), ("hidden_column", "F2")),
    "hidden name": bad(long(row(), hidden_columns=(5,)), ("hidden_column", "E2")),
    "merged cells": bad(
        long(row(), (*row(1)[:5], None, "张"), merged=("F2:F3",)), ("merged_cells", "F2")
    ),
    "beside the table": bad(long((*row(), None, 7)), ("no_heading", "K2")),
    "one column too far": bad(filled((*line(None)[:9], 62310)), ("no_heading", "J5")),
}
