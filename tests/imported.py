"""An import that was confirmed, under a fixed address, for those who look at pages."""

from uuid import UUID

from django.utils import timezone

from indicators.exchange.models import ImportBatch, Outcome
from tests.people import person

KEY = UUID(int=1)
ADDRESS = f"/exchange/import/{KEY}/"


def confirmed() -> ImportBatch:
    """Of Wuhan's in the demonstration; it wrote nothing, the page tells what it says it wrote."""
    now = timezone.now()
    return ImportBatch.objects.create(
        pk=KEY, name="2020年第四季度填报表.xlsx", size=1, uploaded_by=person("wuhan"),
        uploaded_at=now, ended_at=now, outcome=Outcome.CONFIRMED, new=12, changed=3,
        periods=["2020Q4"], regions=["420100"],
    )  # fmt: skip
