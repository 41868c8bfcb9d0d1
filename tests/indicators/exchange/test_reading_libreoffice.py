"""A workbook that LibreOffice wrote (`soffice --convert-to xlsx libreoffice_long.fods`)."""

from decimal import Decimal

from indicators.exchange.book import Kind
from indicators.exchange.reading import Limits, read
from tests.sources import ROOT

PATH = ROOT / "tests" / "files" / "libreoffice_long.xlsx"


def test_a_workbook_of_libreoffice_is_read_through_the_child_process():
    with read(PATH, name=PATH.name, limits=Limits.PEOPLE) as book:
        [sheet] = book.sheets
        rows = {row.number: [row.shown(column) for column in range(1, 9)] for row in sheet.rows()}
        figures = [row.get(6) for row in sheet.rows()][1:]
    assert (sheet.name, sheet.hidden, sheet.row_count) == ("季报", False, 10)
    assert rows[1] == ["地区代码", "地区", "填报期", "数据项代码", "数据项", "数值", "状态", "说明"]
    assert rows[2] == [
        "420100", "武汉市", "2020Q4", "ELD_BEDS", "各类养老床位数", "82000", "数值", "含公办和民办",
    ]  # fmt: skip
    assert rows[10][4:] == ["建成精神卫生福利机构的市（州）数", "", "不适用", "本级无此机构"]
    assert [cell and cell.figure(decimals=2) for cell in figures] == [
        Decimal(82000), Decimal(26500), Decimal(420), Decimal(400), Decimal(1300), Decimal(0),
        Decimal("8640.5"), Decimal("2166.66"), None,
    ]  # fmt: skip
    assert [cell.formula for cell in figures if cell] == [True] + [False] * 7
    assert {cell.kind for cell in figures if cell} == {Kind.NUMBER}
