"""The plan in the admin: what a manager may change there, and what only is looked at."""

import pytest
from django.contrib.admin import site
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.plan.models import Baseline, CheckRule, Indicator, Measure, Plan, Target, Theme
from regions.models import AuditEvent
from tests.people import client_of

MODELS = [Plan, Theme, Measure, Indicator, CheckRule, Target, Baseline]


@pytest.fixture
def client(manager):
    return client_of(manager)


def path_of(row):
    return f"/admin/indicators/{row._meta.model_name}/{row.pk}/change/"


def as_sent(page):
    """The form of a page just as the browser would send it back."""
    form = page.context["adminform"].form
    forms = [form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = {part.add_prefix(name): part[name].value() for part in forms for name in part.fields}
    return {
        name: "" if value is None else value for name, value in fields.items() if value is not False
    }


def shown(client, row, **more):
    page = client.get(path_of(row))
    return client.post(path_of(row), as_sent(page) | more)


def changed_by(answer):
    event = AuditEvent.objects.last()
    return answer.status_code, event.act, event.object_type, event.old, event.new


def test_an_indicator_is_switched_off_on_record(client):
    beds = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    fields = as_sent(client.get(path_of(beds)))
    del fields["is_active"]
    answer = client.post(path_of(beds), fields)
    off = ({"is_active": True}, {"is_active": False})
    assert changed_by(answer) == (302, "reference_changed", "indicator", *off)
    assert Indicator.objects.get(pk=beds.pk).is_active is False


def test_the_clause_is_the_plans_and_stays(client):
    beds = Indicator.objects.get(code="ELD_BEDS_PER_1000")
    assert shown(client, beds, quote="另有说法").status_code == 302
    assert Indicator.objects.get(pk=beds.pk).quote == beds.quote


def test_a_measures_bounds_are_set_exactly(client):
    beds = Measure.objects.get(code="ELD_BEDS")
    answer = shown(client, beds, maximum="99999999999.9999")
    assert changed_by(answer)[:3] == (302, "reference_changed", "measure")
    assert str(Measure.objects.get(pk=beds.pk).maximum) == "99999999999.9999"


@pytest.mark.parametrize("text", ["100000000000", "0.00001", "many"])
def test_a_bound_that_cannot_be_stored_is_refused(client, text):
    beds = Measure.objects.get(code="ELD_BEDS")
    answer = shown(client, beds, maximum=text)
    assert (answer.status_code, [*answer.context["adminform"].form.errors]) == (200, ["maximum"])


def test_bounds_out_of_order_are_refused_in_the_form(client):
    beds = Measure.objects.get(code="ELD_BEDS")
    answer = shown(client, beds, minimum="2", maximum="1")
    assert (answer.status_code, answer.context["adminform"].form.is_valid()) == (200, False)


def test_the_plans_dates_stay_and_its_thresholds_are_the_provinces(client):
    plan = Plan.objects.get()
    answer = shown(client, plan, ends_on="2030-12-31", slight_lag="12")
    assert changed_by(answer)[:3] == (302, "reference_changed", "plan")
    now = Plan.objects.get()
    assert (now.ends_on, now.slight_lag) == (plan.ends_on, 12)


@pytest.mark.parametrize("model", [Target, Baseline])
def test_a_version_is_looked_at_and_never_altered(client, model):
    row = model.objects.all()[0]
    assert client.get(path_of(row)).status_code == 200
    assert client.post(path_of(row), {"value": "1"}).status_code == 403
    assert model.objects.get(pk=row.pk).value == row.value


@pytest.mark.parametrize("model", MODELS)
def test_no_page_of_the_admin_removes_anything(client, model):
    path = f"/admin/indicators/{model._meta.model_name}/"
    actions = {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"}
    before = model.objects.count()
    client.post(path, actions)
    assert model.objects.count() == before


@pytest.mark.parametrize(
    ("compared", "why"),
    [
        (["GOV_UNIT_TOTAL"], "规则须将一个数据项与其他数据项比较，每项只列一次。"),
        (["ELD_BEDS"], "强制规则只能比较同一张报表中的数据项；请改为核实。"),
        (["POVERTY_LINE"], "规则只能比较同一地区的数，或全省一个数的数据项。"),
    ],
)
def test_a_rule_that_cannot_be_asked_is_refused_in_the_form(client, compared, why):
    rule = CheckRule.objects.get(code="UNITS_ADD_UP")
    keys = list(Measure.objects.filter(code__in=compared).values_list("pk", flat=True))
    answer = shown(client, rule, compared=keys)
    assert answer.context["adminform"].form.errors == {"compared": [why]}


@pytest.mark.parametrize("model", [Theme, Measure, Indicator, CheckRule, Target])
def test_a_list_asks_as_many_questions_for_three_rows_as_for_one(
    client, monkeypatch, django_assert_num_queries, model
):
    page, listed = f"/admin/indicators/{model._meta.model_name}/", site.get_model_admin(model)
    client.get(page)  # what a process reads once, it has read
    monkeypatch.setattr(listed, "list_per_page", 1)
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get(page).context["cl"].result_list) == 1
    monkeypatch.setattr(listed, "list_per_page", 3)
    with django_assert_num_queries(len(asked)):
        assert len(client.get(page).context["cl"].result_list) == 3


@pytest.mark.parametrize(
    ("model", "words", "found"),
    [
        ("indicator", "每千名老年人口养老床位数", 1),
        ("measure", "ELD_BEDS_BUILT", 1),
        ("theme", "nowhere", 0),
    ],
)
def test_rows_are_found_by_name_and_code(client, model, words, found):
    answer = client.get(f"/admin/indicators/{model}/", {"q": words})
    assert answer.context["cl"].result_count == found
