"""The main road: a template is handed out, filled, previewed, confirmed."""

import pytest

from indicators.exchange.importing import confirm
from indicators.reporting.models import Figure
from tests.indicators.exchange.files import brought, fill, saved, template
from tests.indicators.reporting.quarter import NOON

pytestmark = pytest.mark.django_db


def filled_template(**values):
    return saved(fill(template(), {"ELD_BEDS": 62310, "COMM_URBAN_TOTAL": 1200, **values}))


def test_a_filled_template_becomes_figures(wuhan):
    batch = brought(filled_template(PILOTS="不适用"))
    assert (batch.outcome, batch.problems) == ("previewed", [])
    assert (batch.new, batch.changed, batch.unchanged) == (3, 0, 0)
    assert Figure.objects.count() == 0
    confirm(batch=batch, by=wuhan, at=NOON)
    stored = Figure.objects.order_by("measure__code").values_list(
        "measure__code", "state", "value", "revision"
    )
    assert list(stored) == [
        ("COMM_URBAN_TOTAL", "number", 1200, 1),
        ("ELD_BEDS", "number", 62310, 1),
        ("PILOTS", "not_applicable", None, 1),
    ]
