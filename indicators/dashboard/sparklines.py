"""A value's course in the size of a word: points for an SVG, gaps left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from indicators.assessment import formats

WIDTH, HEIGHT, MARGIN = 84, 22, 3


@dataclass(frozen=True, slots=True)
class Sparkline:
    width: int
    height: int
    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    last: tuple[str, str] | None


def sparkline(values: Sequence[Decimal | None]) -> Sparkline:
    """One line per unbroken run; a run of one value is a dot; the last value is marked."""
    runs = [run for known, run in runs_of(placed(values)) if known]
    ends = runs[-1][-1] if runs and values[-1] is not None else None
    return Sparkline(
        width=WIDTH,
        height=HEIGHT,
        lines=tuple(" ".join(",".join(point) for point in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        last=ends,
    )


def placed(values: Sequence[Decimal | None]) -> Iterator[tuple[str, str] | None]:
    """Each value at its place in the box; a level course runs through the middle."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(0))
    step = Decimal(WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    for place, value in enumerate(values):
        if value is None:
            yield None
            continue
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)
        yield formats.number(MARGIN + place * step, 1), formats.number(y, 1)


def runs_of(
    points: Iterator[tuple[str, str] | None],
) -> Iterator[tuple[bool, list[tuple[str, str]]]]:
    for known, run in groupby(points, key=lambda point: point is not None):
        yield known, [point for point in run if point is not None]
