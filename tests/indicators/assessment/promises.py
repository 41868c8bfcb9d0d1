"""The promise that most tests bend: 30 beds on 2015-12-31, 35 by 2020-12-31."""

from datetime import date
from decimal import Decimal

from indicators.assessment.progress import (
    BaselineValue,
    Comparator,
    Comparison,
    EachYear,
    Observation,
    Promise,
    State,
)

START = date(2015, 12, 31)
DUE = date(2020, 12, 31)


def day(text):
    return date.fromisoformat(text)


def baseline(value="30", on="2015-12-31", source="stated"):
    return BaselineValue(Decimal(value), day(on), source)


def beds(target="35", base="30", **terms):
    """at_least 35 from 30; `base=None` or `target=None` leaves that out."""
    facts = {
        "comparator": Comparator.AT_LEAST,
        "due_on": DUE,
        "plan_baseline_on": START,
        "plan_start": date(2016, 1, 1),
        "target": None if target is None else Decimal(target),
        "baseline": base if base is None or isinstance(base, BaselineValue) else baseline(base),
    }
    return Promise(**facts | terms)


def trend(comparator="rising", each_year="strict", **terms):
    return beds(
        None,
        terms.pop("base", None),
        comparator=Comparator(comparator),
        each_year=EachYear(each_year),
        **terms,
    )


def seen(value, on="2018-12-31", **terms):
    return Observation(State.NUMBER, Decimal(value), day(on), **terms)


def unseen(state, on="2018-12-31"):
    return Observation(State(state), None, day(on))


def pair(now, earlier, on="2018-12-31", **terms):
    return Comparison(
        day(on),
        None if now is None else Decimal(now),
        None if earlier is None else Decimal(earlier),
        **terms,
    )
