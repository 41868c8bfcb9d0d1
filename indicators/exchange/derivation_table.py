"""Why a verdict is what it is, as the page says it: of one verdict, or beside a whole board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from indicators.assessment import filed_rows
from indicators.assessment.board import Board, Row, read_board
from indicators.assessment.board_rows import chinese_name
from indicators.assessment.derivation_text import Told, part_headings, tell, with_headings
from indicators.assessment.judged_lines import JUDGED
from indicators.assessment.lines import joined
from indicators.exchange.tables import Column, Table
from indicators.exchange.tables import Row as Written
from indicators.exchange.wanted import Wanted, demand
from indicators.plan.models import Indicator
from indicators.reporting.calendar import belongs
from indicators.reporting.errors import Forbidden, Unknown
from indicators.reporting.models import Basis
from indicators.reporting.period_words import period_in_words
from regions.permissions import Permission, can

COLUMNS = (Column("部分", 22), Column("项目", 36), Column("内容", 110))
SHEET = "推导"
KEYS = (Column("指标代码", 24), Column("指标", 44), Column("地区代码", 10), Column("地区", 20))


def derivation_sheet(boards: Sequence[Board]) -> Table:
    """Every row of the boards in words, a column for each line; a further sheet of theirs."""
    columns = [*KEYS, *(Column(str(label), 30) for label, _of_row in JUDGED)]
    return Table(SHEET, columns, (in_words(row) for board in boards for row in board.rows))


def in_words(row: Row) -> Written:
    keys = (row.indicator.code, row.indicator.name_zh, row.place.key, chinese_name(row))
    return [*keys, *(joined(of_row(row)) or None for _label, of_row in JUDGED)]


def derivation_table(wanted: Wanted) -> Table:
    """One indicator of one place: the province, a region or a zone."""
    demand(wanted.by, Permission.SEE_VALUES)
    indicator, period = one_indicator(wanted), wanted.one_period()
    if not belongs(indicator.plan, period):
        raise Unknown(_("No plan asks for %(name)s.") % {"name": period_in_words(period)})
    key, places = place_of(wanted, indicator)
    board = read_board(
        plan=indicator.plan,
        period=period,
        basis=wanted.basis,
        indicators=[indicator.code],
        places=places,
        known_on=wanted.known_on,
    )
    row = board.row(indicator.code, key)
    if row is None:
        raise Unknown(_("There is no region %(code)s.") % {"code": key})
    told = tell(board, row, wanted.by)
    name = f"{SHEET}_{indicator.code}_{key}_{period.name}_{wanted.basis.label}"
    return Table(name, COLUMNS, list(rows_of(told)), titles=titles_of(wanted, row))


def one_indicator(wanted: Wanted) -> Indicator:
    related = Indicator.objects.active().select_related("plan__region")
    found = list(related.filter(code__in=wanted.indicators))
    if len(found) != 1:
        raise Unknown(_("Choose one indicator."))
    return found[0]


def place_of(wanted: Wanted, indicator: Indicator) -> tuple[str, list[str] | None]:
    """Whose verdict, and the places that a board must have for it; None for all of them.

    A zone's is not any one region's, whatever region is named beside it.
    """
    is_of_one = wanted.regions and not wanted.sought.zone
    region = wanted.regions[0] if is_of_one else indicator.plan.region
    if wanted.basis is Basis.PROVISIONAL and not can(wanted.by, Permission.SEE_PROVISIONAL, region):
        raise Forbidden(_("You may not export this."))
    if wanted.sought.zone:
        return wanted.sought.zone, None
    whole = indicator.plan.region.code
    return region.code, None if region.code == whole else [region.code, whole]


def rows_of(told: Told) -> Iterator[Written]:
    """The lines, then each region's part, then the figures with their reports and cells."""
    for line in told.lines:
        yield _("How the verdict comes about"), line.label, line.text
    if len(told.parts) > 1:
        for part in told.parts:
            text = with_headings(part_headings(), part.texts)
            yield _("Who contributes to the gap"), part.region, text
    rests = _("The reports and cells it rests on")
    if told.note:
        yield rests, None, told.note
    for one in told.filed:
        yield rests, one.subject, with_headings(filed_rows.headings(), one.texts)


def titles_of(wanted: Wanted, row: Row) -> list[str]:
    said = {"period": period_in_words(row.period), "basis": wanted.basis.label}
    return [
        f"{row.indicator.name} · {row.place.name}",
        _("Period: %(period)s. Basis: %(basis)s.") % said,
    ]
