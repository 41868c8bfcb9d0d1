"""Figures out: long and matrix, csv and xlsx, and in again without a change."""

from decimal import Decimal

import pytest

from indicators.exchange.importing import confirm
from indicators.reporting.actions import enter, submit
from indicators.reporting.errors import Forbidden, Unknown
from indicators.reporting.models import Revision
from regions.models import AuditEvent, User
from tests.indicators.exchange.files import brought
from tests.indicators.exchange.taken_out import lines, records, rows_of, sheet, taken
from tests.indicators.reporting.quarter import (
    PROVINCE,
    approved,
    not_applicable,
    number,
    plausible,
    report_of,
    submitted,
)
from tests.people import NOON, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_reading")]
LONG = ["地区代码", "地区", "填报期", "数据项代码", "数据项", "数值", "单位", "状态", "说明"]


def reported():
    """Wuhan's draft is filled in."""
    report = report_of()
    enter(report=report, cells=plausible(report), by=person("wuhan"), via="form", at=NOON)
    return report


def beds(rows, region="420100", code="ELD_BEDS"):
    (found,) = [r for r in rows if (r["地区代码"], r["数据项代码"]) == (region, code)]
    return found


def test_the_long_layout_has_its_fixed_columns(wuhan):
    assert lines("figures")[0] == LONG


def test_one_row_per_region_and_measure_asked(wuhan):
    approved(at=NOON)
    rows = records("figures")
    regions = {row["地区代码"] for row in rows}
    assert (len(regions), len(rows)) == (18, len({(r["地区代码"], r["数据项代码"]) for r in rows}))
    bureau = [row for row in rows if row["地区代码"] == "420600"]
    province = [row for row in rows if row["地区代码"] == PROVINCE]
    assert {row["状态"] for row in [*bureau, *province]} == {"未报"}
    assert "POVERTY_LINE" in {row["数据项代码"] for row in province}
    assert "POP_60PLUS" in {row["数据项代码"] for row in bureau}


def test_the_four_states_stay_apart(wuhan):
    report = reported()
    cells = [not_applicable("PILOTS"), number("ELD_BEDS", 0), number("ELD_BEDS_BUILT", 0)]
    enter(report=report, cells=cells, by=wuhan, via="form", at=NOON)
    submit(report=report_of(), by=wuhan, responsible="李局长", at=NOON)
    rows = records("figures", basis="provisional")
    told = {
        code: (beds(rows, code=code)["数值"], beds(rows, code=code)["状态"])
        for code in ("ELD_BEDS", "PILOTS", "POP_60PLUS")
    }
    assert told == {"ELD_BEDS": ("0", "数值"), "PILOTS": ("", "不适用"), "POP_60PLUS": ("", "未报")}
    assert {row["状态"] for row in records("figures")} == {"未报"}


def test_a_number_has_the_decimals_of_its_measure(wuhan):
    approved(at=NOON)
    row = beds(records("figures"), code="RURAL_DIBAO_STD")
    assert (row["数值"], row["单位"]) == ("1500.00", "元/人·年")


def test_an_explained_blank_is_a_blank_with_its_explanation(wuhan):
    report = report_of()
    cells = [cell for cell in plausible(report) if cell.measure != "PILOTS"]
    enter(report=report, cells=cells, by=wuhan, via="form", at=NOON)
    why = {("420100", "PILOTS"): "=待核实"}
    submit(report=report, by=wuhan, responsible="李局长", explanations=why, at=NOON)
    row = beds(records("figures", basis="provisional"), code="PILOTS")
    assert (row["状态"], row["数值"], row["说明"]) == ("空", "", "'=待核实")


def test_the_matrix_has_a_column_for_each_measure(wuhan):
    approved(at=NOON)
    header, *rows = lines("figures", layout="matrix")
    assert header[:3] == ["地区代码", "地区", "填报期"]
    column = header.index("各类养老床位数（张）[ELD_BEDS]")
    assert [row[column] for row in rows if row[0] == "420100"] == ["1"]
    assert len(rows) == 18


def test_xlsx_has_titles_a_frozen_header_and_numbers(wuhan):
    approved(at=NOON)
    worksheet = sheet("figures")
    table = rows_of(worksheet)
    header = table.index(tuple(LONG))
    titles = [row[0] for row in table[:header]]
    assert titles[0] == "2018年第3季度填报数据"
    assert titles[1] == "填报期：2018年第3季度；口径：正式。"
    assert titles[2].startswith("已报 1/17；缺：")
    assert titles[3] == "导出人：郭敏（manager），导出时间：2018-10-10 12:00"
    assert worksheet.freeze_panes == f"A{header + 2}"
    (row,) = [
        r
        for r in worksheet.iter_rows(min_row=header + 2)
        if (r[0].value, r[3].value) == ("420100", "RURAL_DIBAO_STD")
    ]
    assert (row[5].value, row[5].number_format) == (1500, "#,##0.00")


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("layout", ["long", "matrix"])
@pytest.mark.parametrize("by", ["wuhan", "manager"])
def test_what_goes_out_comes_in_again_and_changes_nothing(by, layout, file_format, manager):
    province = report_of(PROVINCE)
    enter(report=province, cells=plausible(province), by=manager, via="form", at=NOON)
    approved(at=NOON)
    revisions = Revision.objects.count()
    done, content = taken("figures", by=by, layout=layout, file_format=file_format)
    batch = brought(content, done.name, by=by)
    assert (batch.problems, batch.new, batch.changed) == ([], 0, 0)
    assert batch.unchanged > 50
    confirm(batch=batch, by=person(by), at=NOON)
    assert Revision.objects.count() == revisions


def test_text_that_looks_like_a_formula_stays_text(wuhan):
    report, why = report_of(), '=HYPERLINK("http://a")'
    cells = [c for c in plausible(report) if c.measure not in {"PILOTS", "ELD_BEDS"}]
    enter(report=report, cells=cells, by=wuhan, via="form", at=NOON)
    told = {("420100", "PILOTS"): why, ("420100", "ELD_BEDS"): "-5，见附件"}
    submit(report=report, by=wuhan, responsible="李局长", explanations=told, at=NOON)
    worksheet = sheet("figures", basis="provisional")
    found = {r[3].value: r[8] for r in worksheet.iter_rows() if r[0].value == "420100"}
    assert [(found[c].value, found[c].data_type) for c in ("PILOTS", "ELD_BEDS")] == [
        (why, "s"),
        ("-5，见附件", "s"),
    ]
    row = beds(records("figures", basis="provisional"))
    assert row["说明"] == "'-5，见附件"


def test_scope_is_the_persons_own(wuhan, xiangyang):
    submitted(at=NOON)
    assert {row["地区代码"] for row in records("figures", by="wuhan")} == {"420100"}
    rows = records("figures", by="xiangyang", basis="provisional")
    assert {row["地区代码"] for row in rows} == {"420600"}
    with pytest.raises(Unknown):
        taken("figures", by="xiangyang", regions=[report_of().region])


@pytest.mark.parametrize("who", ["auditor", "administrator", "stranger"])
def test_who_sees_no_figures_takes_none_out(who):
    with pytest.raises(Forbidden):
        taken("figures", by=who)


def test_a_viewer_has_approved_figures_only(viewer):
    with pytest.raises(Forbidden):
        taken("figures", by="viewer", basis="provisional")
    approved(at=NOON)
    rows = records("figures", by="viewer")
    assert beds(rows)["状态"] == "数值"


def test_each_export_leaves_one_record(wuhan):
    done, _content = taken("figures", by="wuhan")
    last = AuditEvent.objects.order_by("number").last()
    assert (last.act, last.object_label, last.period, last.actor_id) == (
        "export",
        done.name,
        "2018Q3",
        wuhan.pk,
    )
    assert last.new == {"what": "figures", "layout": "long", "rows": done.rows}


def test_a_demonstration_says_so(wuhan):
    assert taken("figures")[0].name == "填报数据_2018Q3_正式.csv"
    User.objects.filter(pk=wuhan.pk).update(demonstration=True)
    done, _content = taken("figures")
    assert (done.name, done.demonstration) == ("演示_填报数据_2018Q3_正式.csv", True)
    titles = [row[0] for row in rows_of(sheet("figures"))[:6]]
    assert "演示数据：全部填报数字为虚构，仅供试用。" in titles


def count_queries(django_assert_max_num_queries, **more):
    with django_assert_max_num_queries(40) as counted:
        taken("figures", **more)
    return len(counted)


def test_the_queries_do_not_grow_with_the_regions(django_assert_max_num_queries, manager):
    approved(at=NOON)
    one = count_queries(django_assert_max_num_queries, regions=[report_of().region])
    assert count_queries(django_assert_max_num_queries) == one


def test_numbers_are_exact_in_both_formats(wuhan):
    report = reported()
    value = Decimal("9876543210.12")
    enter(report=report, cells=[number("PENSION_STD", value)], by=wuhan, via="form", at=NOON)
    why = {("420100", "PENSION_STD"): "核实无误"}
    submit(report=report_of(), by=wuhan, responsible="李局长", explanations=why, at=NOON)
    row = beds(records("figures", basis="provisional"), code="PENSION_STD")
    assert row["数值"] == "9876543210.12"
    found = [r for r in rows_of(sheet("figures", basis="provisional")) if r[3] == "PENSION_STD"]
    assert 9876543210.12 in [r[5] for r in found]
