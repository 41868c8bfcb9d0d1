"""What the matrix of permissions and the hostile walk find: four quarters, a file, keys of rows."""

import io
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from indicators.exchange.importing import preview
from indicators.exchange.models import ImportBatch
from indicators.plan.models import CheckRule, Indicator, Measure, Target
from regions.models import Membership, Notice
from tests.indicators.reporting import quarter
from tests.people import person
from tests.permission_matrix import MODELS

SHORT = {
    "wuhan": "/reports/2020Q2/420100",
    "approved": "/reports/2020Q1/420100",
    "own_why": "/indicators/ELD_BEDS_PER_1000/why/?region=420100&basis=provisional",
    "figures": "what=figures&period=2020Q4&layout=long&basis=official&format=csv",
    "audit": "what=audit&period=2020Q4&layout=long&basis=official&format=csv",
}


def four_quarters() -> None:
    """Wuhan's reports; their days lie in the future, for the pages look at the real clock."""
    now, today = timezone.now(), timezone.localdate()
    days = {"due": today + timedelta(days=6), "locks": today + timedelta(days=20)}
    for number in range(1, 5):
        quarter.opened(f"2020Q{number}", at=now, **days)
    quarter.approved(quarter.report_of(period="2020Q1"), at=now)
    quarter.in_review(quarter.report_of(period="2020Q2"), at=now)
    quarter.submitted(quarter.report_of(period="2020Q3"), at=now)


def waiting_batch() -> ImportBatch:
    """A file of Wuhan's that waits to be confirmed."""
    text = "地区代码,填报期,数据项代码,数值\n420100,2020Q4,{code},1\n"
    code = quarter.plausible(quarter.report_of(period="2020Q4"))[0].measure
    file = io.BytesIO(text.format(code=code).encode())
    return preview(file=file, name="数据.csv", by=person("wuhan"))


def keys_of_the_pages() -> dict[str, object]:
    """What stands for the braces in the paths of the pages."""
    told = Notice.objects.create(
        user=person("wuhan"), kind="due_week", day=timezone.localdate(), text="还有 6 天"
    )
    return {
        "notice": told.pk,
        "indicator": Indicator.objects.active().first().code,
        "divided": Target.objects.filter(indicator__aggregation="sum").first().indicator.code,
        "membership": Membership.objects.get(user__username="wuhan").pk,
        "batch": waiting_batch().pk,
        **SHORT,
    }


def keys_of_the_admin() -> dict[str, object]:
    """The first row of each model."""
    CheckRule.objects.create(
        code="R", measure=Measure.objects.first(), operator="at_most", severity="soft"
    )
    models = [apps.get_model(line.split()[0]) for line in MODELS.strip().splitlines()]
    return {model._meta.model_name: getattr(model.objects.first(), "pk", 0) for model in models}
