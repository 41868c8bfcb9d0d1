"""A confirmed import is taken back: every figure it wrote is as it was before, or none is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.exchange.confirming import end, note, refuse_strangers
from indicators.exchange.models import ImportBatch, Outcome
from indicators.exchange.problems import SHOWN_AT_MOST
from indicators.reporting.actions import Entered, enter_many
from indicators.reporting.cells import Cell
from indicators.reporting.errors import Conflict, Problem, Refused
from indicators.reporting.models import Report, Revision, Via
from indicators.reporting.period_words import period_in_words
from indicators.reporting.rights import held
from indicators.reporting.standing import NEVER_FILLED, Place, explanations_in, standing_in
from regions.audit import acting
from regions.models import User


def undo(*, batch: ImportBatch, by: User, at: datetime | None = None) -> Entered:
    """Put back what stood there before: values, states and explanations, each as a revision.

    A figure that was changed since, or a report that is no longer the bureau's, refuses all.
    """
    refuse_strangers(batch, by)
    at = at or timezone.now()
    try:
        return put_back(batch, by, at)
    except Refused as refusal:
        with acting(by=by, at=at) as acts:
            note(acts, "import_undone", batch, reason=str(refusal), result=refusal.code)
        raise


def put_back(batch: ImportBatch, by: User, at: datetime) -> Entered:
    with acting(by=by, at=at) as acts:
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        refuse_unconfirmed(locked)
        written = written_by(locked)
        reports = held({revision.report_id for revision in written})
        refuse_shut(reports, written)
        refuse_changed(written)
        entered = enter_many(
            cells_by_report=cells_before(reports, written),
            by=by,
            via=Via.IMPORT,
            at=at,
            why=_("Undoing the import of %(file)s") % {"file": locked.name},
            document=locked.document_number,
        )
        end(locked, Outcome.UNDONE, at)
        facts = {"batch": str(locked.pk), "changes": len(written)}
        note(acts, "import_undone", locked, new=facts)
    return entered


def refuse_unconfirmed(batch: ImportBatch) -> None:
    if batch.outcome == Outcome.UNDONE and batch.ended_at:
        facts = {"name": batch.uploaded_by.name, "moment": moment(batch.ended_at)}
        raise Conflict(_("This import was undone by %(name)s on %(moment)s already.") % facts)
    if batch.outcome != Outcome.CONFIRMED:
        raise Conflict(_("Only an import that was confirmed can be undone."))


def written_by(batch: ImportBatch) -> list[Revision]:
    """A revision for each figure that it wrote; the periods lead to them by their index."""
    reports = Report.objects.filter(period__name__in=batch.periods).order_by().values("pk")
    found = Revision.objects.filter(report__in=reports, batch=batch.pk)
    return list(found.select_related("region", "measure").order_by("report", "region", "measure"))


def place_of(revision: Revision) -> Place:
    return revision.report_id, revision.region_id, revision.measure_id


def refuse_shut(reports: Iterable[Report], written: Iterable[Revision]) -> None:
    """One sentence a report, at the first of its figures."""
    first: dict[int, Revision] = {}
    for revision in written:
        first.setdefault(revision.report_id, revision)
    shut = [(report, first[report.pk]) for report in reports if not report.is_writable]
    if shut:
        raise Conflict(*(problem(one, said_of_report(report, one)) for report, one in shut))


def said_of_report(report: Report, revision: Revision) -> str:
    message = _(
        "The report of %(region)s for %(period)s is %(status)s; "
        "%(measure)s (%(place)s) cannot be put back."
    )
    return message % {
        "region": report.region.name,
        "period": period_in_words(report.period),
        "status": report.get_status_display(),
        "measure": revision.measure.name,
        "place": revision.place,
    }


def refuse_changed(written: Iterable[Revision]) -> None:
    """Whoever wrote something since meant it, also where it is what stood there before."""
    there = standing_in({revision.report_id for revision in written})
    now = {place_of(one): there.get(place_of(one), NEVER_FILLED).revision for one in written}
    changed = [one for one in written if now[place_of(one)] != one.number]
    if not changed:
        return
    last = Revision.objects.filter(
        report__in={one.report_id for one in changed},
        number__in={now[place_of(one)] for one in changed},
    ).select_related("by")
    later = {(place_of(one), one.number): one for one in last}
    told = ((one, later[place_of(one), now[place_of(one)]]) for one in changed[:SHOWN_AT_MOST])
    raise Conflict(*(problem(one, said_of_change(one, other)) for one, other in told))


def said_of_change(revision: Revision, later: Revision) -> str:
    message = _(
        "%(measure)s of %(region)s (%(place)s) was changed by %(name)s on %(moment)s "
        "since the import."
    )
    return message % {
        "measure": revision.measure.name,
        "region": revision.region.name,
        "place": revision.place,
        "name": later.by.name,
        "moment": moment(later.at),
    }


def problem(revision: Revision, message: str) -> Problem:
    at = revision.region.code, revision.measure.code, revision.place
    return Problem("conflict", message, *at)


def cells_before(
    reports: Iterable[Report], written: Iterable[Revision]
) -> dict[Report, list[Cell]]:
    """What stood in each cell before, with the explanation that was in force then."""
    cells: dict[int, list[Cell]] = {}
    texts = explanations_in({revision.report_id for revision in written})
    for one in written:
        cell = Cell(
            one.region.code,
            one.measure.code,
            one.old_state,
            one.old_value,
            seen=one.number,
            place=one.place,
            explanation=texts.get((place_of(one), one.number - 1), ""),
        )
        cells.setdefault(one.report_id, []).append(cell)
    return {report: cells[report.pk] for report in reports}


def moment(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
