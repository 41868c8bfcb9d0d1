"""What stands in the cells of locked reports, and the number of each cell's last revision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Max

from indicators.reporting.cells import EMPTY, Content
from indicators.reporting.models import Explanation, Figure, FigureState, Revision
from indicators.reporting.past import made_by

Place = tuple[int, int, int]  # keys of report, region and measure


class Standing(NamedTuple):
    """A cell as it is; `figure` is the row's key, None for a blank."""

    figure: int | None
    content: Content
    revision: int


NEVER_FILLED = Standing(None, EMPTY, 0)


def standing_in(reports: Iterable[int]) -> dict[Place, Standing]:
    """The figures, and the blanks that once were filled; what is absent was never filled."""
    reports = list(reports)
    found: dict[Place, Standing] = {
        (report, region, measure): Standing(None, EMPTY, number)
        for report, region, measure, number in emptied(reports)
    }
    columns = ("report_id", "region_id", "measure_id", "pk", "state", "value", "revision")
    figures = Figure.objects.filter(report__in=reports).order_by()
    for report, region, measure, key, state, value, revision in figures.values_list(*columns):
        found[report, region, measure] = Standing(key, Content(state, value), revision)
    return found


def emptied(
    reports: Iterable[int], known_on: date | None = None
) -> Iterable[tuple[int, int, int, int]]:
    """Cells that were emptied at least once, with the number of the last time."""
    blanks = Revision.objects.filter(report__in=list(reports), new_state=FigureState.BLANK)
    cells = made_by(blanks, known_on).order_by().values_list("report_id", "region_id", "measure_id")
    return cells.annotate(number=Max("number"))


def explanations_in(
    reports: Iterable[int], known_on: date | None = None
) -> dict[tuple[Place, int], str]:
    """By cell and revision, the last text: one that names an older revision is void."""
    columns = ("report_id", "region_id", "measure_id", "revision", "text")
    given = made_by(Explanation.objects.filter(report__in=list(reports)), known_on)
    return {
        ((report, region, measure), number): text
        for report, region, measure, number, text in given.order_by("pk").values_list(*columns)
    }
