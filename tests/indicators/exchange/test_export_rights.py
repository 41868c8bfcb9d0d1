"""What a person may not see does not come out as a spreadsheet either; what comes out is noted."""

import pytest

from indicators.exchange.workbooks import template_name
from indicators.plan.models import Indicator
from indicators.reporting.errors import Forbidden
from indicators.reporting.listed import Sought
from regions.models import AuditEvent, Region, Zone
from tests.indicators.exchange.taken_out import taken
from tests.indicators.reporting.quarter import report_of, submitted
from tests.people import NOON, client_of, person

pytestmark = pytest.mark.django_db


def derivation(zone=""):
    """Of the first indicator, provisional, for Wuhan's reporter beside whom a zone is named."""
    return taken(
        "derivation",
        by="wuhan",
        basis="provisional",
        indicators=[Indicator.objects.active().first().code],
        regions=[Region.objects.get(code="420100")],
        sought=Sought(zone=zone),
    )


def test_a_zones_provisional_verdict_is_not_had_by_naming_ones_own_region_beside_it(wuhan):
    submitted(at=NOON)
    assert derivation()[0].rows > 0
    for zone in Zone.objects.all():
        with pytest.raises(Forbidden):
            derivation(zone=zone.code)


@pytest.mark.parametrize("region", ["420100", "420000"])
def test_a_workbook_with_a_reports_figures_is_on_record(manager, region):
    report = report_of(region)
    path = f"/exchange/template/{report.period.name}/{region}.xlsx"
    answer = client_of(manager).get(path)
    b"".join(answer)  # to its end: the file is closed then
    event = AuditEvent.objects.get(act="export")
    assert (event.object_label, event.region_code, event.period) == (
        template_name(report), region, report.period.name,
    )  # fmt: skip
    assert event.new == {"what": "figures"}


def test_an_auditor_is_asked_only_what_the_trail_knows():
    form = client_of(person("auditor")).get("/exchange/export/").context["form"]
    assert [field.name for field in form.visible_fields()] == ["what", "period", "format"]
