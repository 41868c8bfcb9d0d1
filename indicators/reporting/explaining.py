"""Explanations belong to a revision of a cell: when the value changes they are void."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from indicators.reporting.models import Explanation
from indicators.reporting.standing import NEVER_FILLED, Place, Standing, explanations_in
from indicators.reporting.wanted import Wanted
from indicators.reporting.writing import Change
from regions.models import User

Texts = dict[tuple[Place, int], str]  # by cell and revision


def plain(text: str) -> str:
    """One line: tabs and line breaks would break the canonical lines of a submission."""
    return " ".join(text.split())


def texts_to_save(
    wanted: Mapping[int, Iterable[Wanted]],
    there: Mapping[Place, Standing],
    changes: Iterable[Change],
) -> Texts:
    """The explanations given with cells that are not in force already."""
    given = {
        (report, cell.region, cell.measure): plain(cell.cell.explanation)
        for report, cells in wanted.items()
        for cell in cells
        if cell.cell.explanation
    }
    given = {place: text for place, text in given.items() if text}
    if not given:
        return {}
    moved = {(c.report.pk, c.wanted.region, c.wanted.measure): c.number for c in changes}
    texts = {
        (place, moved.get(place, there.get(place, NEVER_FILLED).revision)): text
        for place, text in given.items()
    }
    return not_in_force(texts)


def not_in_force(texts: Texts) -> Texts:
    known = explanations_in({place[0] for place, _number in texts})
    return {spot: text for spot, text in texts.items() if known.get(spot) != text}


def save_explanations(texts: Texts, by: User, at: datetime) -> None:
    """Of several for a cell's revision the last counts; the earlier ones tell of past days."""
    rows = [
        Explanation(
            report_id=report, region_id=region, measure_id=measure, revision=number,
            text=text, by=by, at=at,
        )
        for ((report, region, measure), number), text in texts.items()
    ]  # fmt: skip
    Explanation.objects.bulk_create(rows, batch_size=1000)
