"""A file is previewed, which writes no figure, and then confirmed or discarded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.exchange.batch_files import (
    Packed,
    forget,
    keep_cells,
    keep_findings,
    keep_original,
    packed,
)
from indicators.exchange.comparing import Comparison
from indicators.exchange.confirming import confirm, discard, note
from indicators.exchange.examining import Examined, Upload, examine
from indicators.exchange.file_names import safe_name
from indicators.exchange.models import ImportBatch, Outcome
from indicators.exchange.problems import SHOWN_AT_MOST, Problem
from indicators.exchange.spots import place
from indicators.reporting.errors import Forbidden
from indicators.reporting.models import ReportingPeriod
from regions.audit import acting
from regions.models import User
from regions.permissions import Permission, can
from regions.refusals import NoRoom

__all__ = ["confirm", "discard", "preview"]


def preview(
    *,
    file: BinaryIO,
    name: str,
    by: User,
    period: ReportingPeriod | None = None,
    document: str = "",
    at: datetime | None = None,
) -> ImportBatch:
    """Read, check, compare; keep the original and what it says. Figures stay as they are.

    A refused file is a batch too, with its problems; `unreadable` says that it has no cells.
    """
    if not (can(by, Permission.FILL) or can(by, Permission.FILL_FOR)):
        raise Forbidden(_("You may not import figures."))
    upload = Upload(file, safe_name(name), by, at or timezone.now(), period, document.strip())
    try:
        return previewed(upload)
    except OSError as error:
        if not NoRoom.is_why(error):
            raise
        raise refused_for_room(upload) from error


def previewed(upload: Upload) -> ImportBatch:
    examined = examine(upload)
    batch = batch_of(upload, examined)
    try:
        keep_original(batch, upload.file, most=upload.limits.size)
        warn_of_the_same(batch, examined)
        count(batch, examined)
        keep_findings(batch, examined.problems, examined.warnings)
        if not examined.problems:
            keep_cells(batch, kept(examined.comparison, batch))
        save(batch, upload)
    except BaseException:
        forget(batch)
        raise
    batch.unreadable = examined.unreadable
    return batch


def refused_for_room(upload: Upload) -> NoRoom:
    """There is no batch, for its file could not be kept; the record says that one was brought."""
    refusal = NoRoom()
    with acting(by=upload.by, at=upload.at) as acts:
        brought = ImportBatch(name=upload.name)
        note(acts, "import_refused", brought, reason=str(refusal), result=refusal.code)
    return refusal


def batch_of(upload: Upload, examined: Examined) -> ImportBatch:
    refused = bool(examined.problems)
    return ImportBatch(
        pk=uuid4(),
        name=upload.name,
        size=0,
        document_number=upload.document[:60],
        uploaded_by=upload.by,
        uploaded_at=upload.at,
        outcome=Outcome.REFUSED if refused else Outcome.PREVIEWED,
        ended_at=upload.at if refused else None,
        periods=sorted({proposal.period.name for proposal in examined.proposals}),
        regions=sorted({proposal.region.code for proposal in examined.proposals}),
    )


def warn_of_the_same(batch: ImportBatch, examined: Examined) -> None:
    """The same bytes were confirmed before: what is equal is unchanged, the rest is shown."""
    before = ImportBatch.objects.filter(sha256=batch.sha256, outcome=Outcome.CONFIRMED)
    last = before.order_by("-ended_at").select_related("uploaded_by").first()
    if last and last.ended_at:
        said = {
            "name": last.uploaded_by.name,
            "moment": timezone.localtime(last.ended_at).strftime("%Y-%m-%d %H:%M"),
        }
        message = _("This file was imported by %(name)s on %(moment)s already") % said
        examined.warnings.insert(
            0, Problem("imported_before", message, _("Confirm only what you mean to change back"))
        )


def count(batch: ImportBatch, examined: Examined) -> None:
    """How many cells would do what; all problems are counted, the first ones kept."""
    comparison = examined.comparison
    changed = [each for cells in comparison.changed.values() for each in cells]
    batch.new = sum(each.is_new for each in changed)
    batch.changed = len(changed) - batch.new
    batch.unchanged = sum(each.counts for each in comparison.compared) - len(changed)
    batch.problem_count = len(examined.problems)
    batch.warning_count = len(examined.warnings)
    batch.problems = [problem.as_json() for problem in examined.problems[:SHOWN_AT_MOST]]
    batch.warnings = [warning.as_json() for warning in examined.warnings[:SHOWN_AT_MOST]]


def kept(comparison: Comparison, batch: ImportBatch) -> Iterator[Packed]:
    """All cells of the reports in which anything would change, each with the revision seen."""
    changed = comparison.changed
    for report, proposal, there, _moves, _explains in comparison.compared:
        if report.id in changed:
            where = place(batch.name, proposal.spot)
            yield packed(report.id, proposal, there.content, there.revision, where)


def save(batch: ImportBatch, upload: Upload) -> None:
    """The batch and its one audit record."""
    refused = batch.outcome == Outcome.REFUSED
    facts: dict[str, Any] = {"batch": str(batch.pk), "sha256": batch.sha256}
    if refused:
        facts |= {"problems": batch.problem_count, "codes": sorted(codes_of(batch))}
    else:
        facts |= {"new": batch.new, "changed": batch.changed, "unchanged": batch.unchanged}
    with acting(by=upload.by, at=upload.at) as acts:
        batch.save(force_insert=True)
        act = "import_refused" if refused else "import_previewed"
        note(acts, act, batch, new=facts, result="refused" if refused else "done")


def codes_of(batch: ImportBatch) -> set[str]:
    return {problem["code"] for problem in batch.problems}
