"""Completion beside time share on one bar: lengths for an SVG, no inline style (CSP)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.assessment import formats

LENGTH = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """Lengths in SVG units on a track of 120; shares beyond 0…1 are cut and marked as such."""

    length: int
    done: str
    lag_from: str
    lag: str
    tick: str
    text: str
    time_text: str
    beyond: bool
    below: bool
    known: bool


def bar(completion: Decimal | None, time_share: Decimal | None) -> Bar:
    done = within(completion)
    due = within(time_share)
    return Bar(
        length=LENGTH,
        done=drawn(done),
        lag_from=drawn(done),
        lag=drawn(max(due - done, Decimal(0))),
        tick="" if time_share is None else drawn(due),
        text=formats.completion(completion),
        time_text=formats.percent(time_share),
        beyond=completion is not None and completion > 1,
        below=completion is not None and completion < 0,
        known=completion is not None,
    )


def within(share: Decimal | None) -> Decimal:
    """The share as far as the track reaches; an unknown one has no length."""
    return min(max(share or Decimal(0), Decimal(0)), Decimal(1))


def drawn(share: Decimal) -> str:
    return formats.number(share * LENGTH, 1)
