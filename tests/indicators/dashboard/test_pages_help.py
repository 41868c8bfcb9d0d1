"""/help/: the rules in words, and the worked example as the code computes it."""

import re
from decimal import Decimal

import pytest

from indicators.dashboard.worked_example import POOLED, bounds, examples, mean, ratio, thresholds_of
from indicators.plan.models import Plan
from tests.people import client_of, person

pytestmark = pytest.mark.django_db


def text(username="viewer"):
    html = client_of(person(username)).get("/help/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_example_of_2018_is_the_one_that_is_written_down():
    one = examples(thresholds_of(None))[1]
    judged = one.judgement
    assert (one.value, judged.time_share, judged.planned) == (
        Decimal("32.4"),
        Decimal("0.6"),
        Decimal(33),
    )
    assert (judged.completion, judged.lag) == (Decimal("0.48"), Decimal(12))
    assert (judged.verdict, judged.rule, judged.opinion) == ("behind", 11, "accelerate")
    assert round(judged.ratio, 3) == Decimal("0.830")
    assert (judged.forecast, judged.forecast_short) == (Decimal(34), Decimal(1))
    assert (judged.required_per_year, judged.achieved_per_year) == (Decimal("1.3"), Decimal("0.8"))


def test_the_first_year_and_the_last_day_are_as_written_down():
    first, _, last = examples(thresholds_of(None))
    assert (round(first.value, 3), round(first.judgement.lag, 1)) == (
        Decimal("30.690"),
        Decimal("6.2"),
    )
    assert first.judgement.verdict == "slightly_behind"
    assert (last.value, last.judgement.verdict, last.judgement.rule) == (
        Decimal("34.9"),
        "far_behind",
        6,
    )


def test_regions_are_pooled_and_not_averaged():
    assert (round(ratio(POOLED), 3), mean(POOLED)) == (Decimal("30.148"), 35)


def test_the_page_shows_what_was_computed():
    said = text()
    for part in ("32.400", "36/60 = 60.0%", "33.00", "48.0%", "83.0%", "30.148", "34.900"):
        assert part in said, part


def test_the_bounds_are_the_plans_own():
    Plan.objects.update(on_track_lag=1, slight_lag=7, behind_lag=25)
    found = bounds(thresholds_of(Plan.objects.first()))
    assert [(above, upto) for above, upto, _ in found] == [(None, 1), (1, 7), (7, 25), (25, None)]
    assert "7 &lt; 滞后（百分点） ≤ 25" in text()


def test_who_may_be_asked_is_named_to_those_with_a_role():
    name = person("manager").name
    assert name in text("wuhan")
    assert name not in text("stranger")


def test_its_price_does_not_depend_on_the_number_of_indicators(django_assert_num_queries):
    client = client_of(person("stranger"))
    client.get("/help/")
    with django_assert_num_queries(7):
        client.get("/help/")
    Plan.objects.get().indicators.update(note_zh="口径")
    with django_assert_num_queries(7):
        client.get("/help/")
