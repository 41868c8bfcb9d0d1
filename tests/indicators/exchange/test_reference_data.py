"""Reference data out and in by spreadsheet, in the admin."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse
from openpyxl import load_workbook

from indicators.plan.models import Indicator, Measure, Target
from indicators.reporting.findings import rules_in_force
from regions.models import AuditEvent, Region
from tests.people import client_of

XLSX, CSV = "0", "1"
MODELS = ["regions/region", "regions/zone", "indicators/measure", "indicators/indicator"]
MODELS += ["indicators/checkrule"]


@pytest.fixture
def client(manager):
    return client_of(manager)


def exported(client, model, kind=CSV):
    answer = client.post(f"/admin/{model}/export/", {"format": kind, "resource": "0"})
    assert answer.status_code == 200
    return answer.content


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def uploaded(client, model, content, kind=CSV):
    name = "data.csv" if kind == CSV else "data.xlsx"
    fields = {"import_file": SimpleUploadedFile(name, content), "format": kind, "resource": "0"}
    return client.post(f"/admin/{model}/import/", fields)


def confirmed(client, model, preview):
    form = preview.context["confirm_form"]
    fields = {name: form[name].value() for name in form.fields}
    return client.post(f"/admin/{model}/process_import/", fields, follow=True)


def errors(answer):
    result = answer.context.get("result")
    if result is None:
        return [e for found in answer.context["form"].errors.values() for e in found]
    rows = [str(error.error) for _line, found in result.row_errors() for error in found]
    invalid = [m for row in result.invalid_rows for m in row.error.messages]
    return [str(error.error.messages[0]) for error in result.base_errors] + rows + invalid


def facts():
    return sorted(Measure.objects.values_list("code", "name_zh", "minimum", "part_of__code"))


@pytest.mark.parametrize("kind", [XLSX, CSV])
@pytest.mark.parametrize("model", MODELS)
def test_what_goes_out_comes_in_again_and_changes_nothing(client, model, kind):
    content = exported(client, model, kind)
    preview = uploaded(client, model, content, kind)
    assert errors(preview) == []
    totals = preview.context["result"].totals
    assert (totals["new"], totals["update"], totals["skip"] > 0) == (0, 0, True)


def test_a_change_is_shown_first_and_written_when_it_is_confirmed(client):
    rows = rows_of(exported(client, "indicators/measure"))
    rows[0] |= {"name_zh": "新名称", "minimum": "0.5"}
    before = facts()
    preview = uploaded(client, "indicators/measure", as_csv(rows))
    assert (facts(), errors(preview)) == (before, [])
    answer = confirmed(client, "indicators/measure", preview)
    assert answer.status_code == 200
    measure = Measure.objects.get(code=rows[0]["code"])
    assert (measure.name_zh, str(measure.minimum)) == ("新名称", "0.5")
    event = AuditEvent.objects.last()
    assert (event.act, event.object_label, event.actor) == (
        "reference_imported",
        "数据项",
        "郭敏（manager）",
    )
    assert event.new == {"update": 1, "skip": len(rows) - 1}


BAD = [
    ("indicators/measure", {"part_of": "NO_SUCH"}, "没有代码为NO_SUCH的数据项。"),
    ("indicators/measure", {"decimals": "9"}, "measure_has_at_most_four_decimals"),
    ("indicators/measure", {"kind": "stocks"}, "stocks"),
    ("indicators/indicator", {"theme": "nowhere"}, "没有代码为nowhere的章节。"),
    ("regions/region", {"name_zh": "新武汉市"}, "请在地区的表单中更名"),
    ("indicators/checkrule", {"compared": "ELD_BEDS+NO_SUCH"}, "没有代码为NO_SUCH的数据项。"),
    ("indicators/checkrule", {"compared": ""}, "规则须将一个数据项与其他数据项比较"),
    (
        "indicators/checkrule",
        {"compared": "POVERTY_LINE", "severity": "soft"},
        "规则只能比较同一地区的数",
    ),
    ("indicators/checkrule", {"tolerance": "0.00001"}, "4"),
    ("regions/region", {"parent": "430000"}, "没有代码为430000的地区。"),
]


@pytest.mark.parametrize(("model", "change", "why"), BAD)
def test_a_bad_row_is_refused_with_the_reason(client, model, change, why):
    rows = rows_of(exported(client, model))
    rows[1] |= change
    preview = uploaded(client, model, as_csv(rows))
    assert "confirm_form" not in preview.context
    [told] = errors(preview)
    assert why in told


def test_a_rule_of_the_provinces_own_comes_in_and_is_asked(client):
    row = {"code": "OWN", "measure": "ELD_BEDS", "operator": "equals", "severity": "soft"}
    row |= {
        "compared": "ELD_INST_TOTAL + ELD_PUB_TOTAL",
        "tolerance": "1.5",
        "sentence_zh": "请核对",
    }
    preview = uploaded(client, "indicators/checkrule", as_csv([row]))
    assert errors(preview) == []
    confirmed(client, "indicators/checkrule", preview)
    [rule] = [rule for rule in rules_in_force() if rule.code == "OWN"]
    compared, tolerance = ("ELD_INST_TOTAL", "ELD_PUB_TOTAL"), Decimal("1.5")
    assert rule[1:] == ("ELD_BEDS", compared, "equals", tolerance, "soft", "请核对")


def test_an_unknown_column_is_refused(client):
    rows = [row | {"colour": "red"} for row in rows_of(exported(client, "indicators/measure"))]
    assert errors(uploaded(client, "indicators/measure", as_csv(rows))) == ["没有colour列。"]


def test_a_file_that_cannot_be_read_is_refused_in_words(client):
    [told] = errors(uploaded(client, "indicators/measure", b"no workbook", XLSX))
    assert "Traceback" not in told
    assert "data.xlsx" in told or "文件" in told


def test_what_goes_wrong_meanwhile_undoes_everything(client):
    *_others, whole, first, second = rows_of(exported(client, "indicators/measure"))
    rows = [first | {"name_zh": "新名称"}, second | {"part_of": whole["code"]}]
    preview = uploaded(client, "indicators/measure", as_csv(rows))
    Measure.objects.filter(code=whole["code"]).update(code="RENAMED")
    before = facts()
    answer = confirmed(client, "indicators/measure", preview)
    assert [str(m) for m in answer.context["messages"]] == ["未导入任何数据：请重新预览。"]
    assert facts() == before
    assert AuditEvent.objects.last().act == "reference_exported"


def test_targets_go_out_and_never_come_in(client):
    rows = rows_of(exported(client, "indicators/target"))
    assert len(rows) == Target.objects.count()
    assert rows[0].keys() >= {"indicator", "region", "year", "value", "adopted_on"}
    with pytest.raises(NoReverseMatch):
        reverse("admin:indicators_target_import")
    assert AuditEvent.objects.last().new == {"rows": len(rows)}


def test_a_workbook_has_text_for_codes_and_one_header(client):
    book = load_workbook(io.BytesIO(exported(client, "regions/region", XLSX)))
    header, first, *others = book.active.iter_rows(values_only=True)
    assert (header[0], first[0], len(others)) == ("code", "420000", 116)


@pytest.mark.parametrize("page", ["import", "export", "process_import"])
@pytest.mark.parametrize("who", ["administrator", "wuhan", "reviewer"])
def test_only_managers_exchange_reference_data(request, who, page):
    client = client_of(request.getfixturevalue(who))
    assert client.get(f"/admin/indicators/measure/{page}/").status_code in {403, 405}


def test_a_region_is_renamed_in_its_form(client):
    region = Region.objects.get(code="420923")
    page = client.get(f"/admin/regions/region/{region.pk}/change/")
    form = page.context["adminform"].form
    fields = {n: form[n].value() for n in form.fields}
    fields = {n: "" if v is None else v for n, v in fields.items()} | {"name_zh": "云梦市"}
    fields |= {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    path = f"/admin/regions/region/{region.pk}/change/"
    assert "named_since" in client.post(path, fields).context["adminform"].form.errors
    assert client.post(path, fields | {"named_since": "2019-01-01"}).status_code == 302
    names = Region.objects.get(code="420923").names.values_list("name_zh", flat=True)
    assert list(names) == ["云梦县", "云梦市"]


def test_an_indicators_numerator_goes_out_to_be_read(client):
    rows = {row["code"]: row for row in rows_of(exported(client, "indicators/indicator"))}
    several = Indicator.objects.filter(numerators__position__gte=1).first()
    codes = [part.measure.code for part in several.numerators.all()]
    assert rows[several.code]["numerator"] == "+".join(codes)
