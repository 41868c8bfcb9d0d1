"""What becomes of a preview: everything is written, or nothing; or it is discarded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.exchange.batch_files import forget_cells, kept_cells
from indicators.exchange.models import ImportBatch, Outcome
from indicators.reporting.actions import enter_many
from indicators.reporting.cells import Cell
from indicators.reporting.errors import Conflict, Forbidden, Refused
from indicators.reporting.models import Report, Via
from regions.audit import Acts, acting
from regions.models import User


def confirm(*, batch: ImportBatch, by: User, at: datetime | None = None) -> ImportBatch:
    """Write what the preview showed. Pressed again, it has one effect.

    A cell that is no longer as the preview saw it refuses everything (409, with three values).
    """
    refuse_strangers(batch, by)
    at = at or timezone.now()
    if batch.outcome == Outcome.CONFIRMED:
        return batch
    try:
        return write(batch, by, at)
    except Refused as refusal:
        with acting(by=by, at=at) as acts:
            note(acts, "import_refused", batch, reason=str(refusal), result=refusal.code)
        raise


def write(batch: ImportBatch, by: User, at: datetime) -> ImportBatch:
    cells = cells_by_report(batch) if at <= batch.expires_at else {}
    with acting(by=by, at=at) as acts:
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if held.outcome == Outcome.CONFIRMED:
            return held
        refuse_ended(held, at)
        entered = enter_many(
            cells_by_report=cells,
            by=by,
            via=Via.IMPORT,
            at=at,
            batch=held.pk,
            document=held.document_number,
        )
        end(held, Outcome.CONFIRMED, at)
        counts = {"new": entered.new, "changed": entered.changed}
        note(acts, "import_confirmed", held, new={"batch": str(held.pk), **counts})
    return held


def cells_by_report(batch: ImportBatch) -> dict[Report, list[Cell]]:
    """Read before the transaction begins."""
    found: dict[int, list[Cell]] = {}
    try:
        for kept in kept_cells(batch):
            found.setdefault(kept.report, []).append(kept.cell)
    except FileNotFoundError as error:
        raise Conflict(_("The stored file is gone; upload it again.")) from error
    reports = Report.objects.select_related("period", "region").filter(pk__in=found)
    return {report: found[report.pk] for report in reports}


def discard(*, batch: ImportBatch, by: User, at: datetime | None = None) -> ImportBatch:
    """Nothing was written and nothing will be."""
    refuse_strangers(batch, by)
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if held.outcome == Outcome.DISCARDED:
            return held
        if held.outcome != Outcome.PREVIEWED:
            raise Conflict(_("This import has ended already."))
        end(held, Outcome.DISCARDED, at)
        note(acts, "import_discarded", held)
    forget_cells(held)
    return held


def refuse_strangers(batch: ImportBatch, by: User) -> None:
    if batch.uploaded_by_id != by.pk:
        raise Forbidden(_("Only who uploaded a file may decide on it."))


def refuse_ended(batch: ImportBatch, at: datetime) -> None:
    if batch.outcome != Outcome.PREVIEWED:
        raise Conflict(_("This import has ended already."))
    if at > batch.expires_at:
        raise Conflict(_("The preview is older than 30 minutes; upload the file again."))


def end(batch: ImportBatch, outcome: Outcome, at: datetime) -> None:
    batch.outcome, batch.ended_at = outcome, at
    ImportBatch.objects.filter(pk=batch.pk).update(outcome=outcome, ended_at=at)


def note(acts: Acts, act: str, batch: ImportBatch, **facts: Any) -> None:
    """The audit record of what was done with a file."""
    acts.record(
        act,
        object_type="import",
        object_label=batch.name,
        region_code=batch.regions[0] if len(batch.regions) == 1 else "",
        period=batch.periods[0] if len(batch.periods) == 1 else "",
        **facts,
    )
