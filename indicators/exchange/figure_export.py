"""The export of figures: scope, basis, and how complete it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from indicators.exchange.asked_cells import Selection
from indicators.exchange.figure_tables import long_table, matrix_table
from indicators.exchange.tables import Table
from indicators.exchange.wanted import Layout, Wanted, figure_regions
from indicators.plan.models import Indicator
from indicators.reporting.errors import Unknown
from indicators.reporting.past import refuse_unopened
from indicators.reporting.period_words import period_in_words

MOST_NAMED = 20


def figures_table(wanted: Wanted) -> Table:
    """Long or matrix, of the reports that the person may read."""
    if not wanted.periods:
        raise Unknown(_("Choose a reporting period."))
    for period in wanted.periods:
        refuse_unopened(period.name, wanted.known_on)
    seen = figure_regions(wanted.by, wanted.basis)
    selection = Selection(
        wanted.periods,
        wanted.within(seen),
        wanted.basis,
        measures_of(wanted.indicators),
        wanted.known_on,
    )
    periods = from_to([period.name for period in wanted.periods])
    name = f"填报数据_{periods}_{wanted.basis.label}"
    build = matrix_table if wanted.layout == Layout.MATRIX else long_table
    return replace(build(selection, name), titles=figure_titles(wanted, selection))


def measures_of(codes: Sequence[str]) -> frozenset[int] | None:
    """The measures of the chosen indicators; None for all."""
    if not codes:
        return None
    chosen = Indicator.objects.filter(code__in=codes)
    parts = chosen.values_list("measures", "denominator")
    return frozenset(key for pair in parts for key in pair if key)


def from_to(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"


def figure_titles(wanted: Wanted, selection: Selection) -> list[str]:
    periods = from_to([period_in_words(period) for period in wanted.periods])
    said = {"period": periods, "basis": wanted.basis.label}
    return [
        _("Reported figures, %(period)s") % said,
        _("Period: %(period)s. Basis: %(basis)s.") % said,
        completeness(selection),
    ]


def completeness(selection: Selection) -> str:
    """Reported so and so many of so and so many, with the names of those that are missing."""
    asked = [
        (selection.counts(selection.reports[period.pk, region.pk]), period, region)
        for period, region in selection.ordered
        if not region.is_province
    ]
    several = len(selection.periods) > 1
    missing = [
        f"{period_in_words(period)} {region.short_name}" if several else region.short_name
        for counts, period, region in asked
        if not counts
    ]
    return reports_counted(len(asked), missing)


def reports_counted(expected: int, missing: Sequence[str]) -> str:
    """15/17, and who is missing."""
    said = {"counted": expected - len(missing), "expected": expected}
    line = _("Reports counted: %(counted)d of %(expected)d") % said
    if not missing:
        return line
    more = "" if len(missing) <= MOST_NAMED else " …"
    return line + _("; missing: %(names)s") % {"names": "、".join(missing[:MOST_NAMED]) + more}
