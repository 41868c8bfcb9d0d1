"""A person's own file back, with every problem marked at its cell and listed on a sheet."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from indicators.exchange import sandbox
from indicators.exchange.batch_files import Finding, kept_findings
from indicators.exchange.confirming import note, refuse_strangers
from indicators.exchange.examining import limits_of
from indicators.exchange.limits import Limits
from indicators.exchange.marked_copy import write_marked
from indicators.exchange.marks import list_of, marks_of
from indicators.exchange.models import ImportBatch
from indicators.exchange.problems import ReadingProblem
from indicators.exchange.reading import Book, read
from indicators.reporting.errors import Conflict
from regions.audit import acting
from regions.models import User

ENDING = "_标注"
WHAT = gettext_noop("annotated copy")


def annotate(*, batch: ImportBatch, by: User, out: BinaryIO, at: datetime | None = None) -> str:
    """Write the marked copy and return its name; recorded like every file that goes out."""
    refuse_strangers(batch, by)
    findings = kept_findings(batch)
    if not findings:
        raise Conflict(_("There is nothing to mark in this file."))
    with original_of(batch) as source:
        write_copy(batch, findings, cast(BinaryIO, source.file), out)
    name = f"{PurePath(batch.name).stem.removesuffix(ENDING)}{ENDING}.xlsx"
    with acting(by=by, at=at) as acts:
        facts = {"what": WHAT, "batch": str(batch.pk), "rows": len(findings)}
        note(acts, "export", batch, new=facts)
    return name


def original_of(batch: ImportBatch) -> File[bytes]:
    """What was too large was never stored."""
    try:
        return batch.original.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Conflict(_("The stored file is gone; upload it again.")) from error


def write_copy(
    batch: ImportBatch, findings: list[Finding], source: BinaryIO, out: BinaryIO
) -> None:
    """The workbook itself, marked; or else its cells in a new one."""
    limits = limits_of(batch.uploaded_by)
    marks = marks_of(findings)
    said = list_of(findings, batch.problem_count + batch.warning_count - len(findings))
    if PurePath(batch.name).suffix.lower() == ".xlsx":
        order = {"marks": marks, "list": said}
        if marked(source, order, out, replace(limits, seconds=20, patience=30.0)):
            return
    out.seek(0)
    out.truncate()
    source.seek(0)
    with ExitStack() as opened:
        book = again(source, batch.name, limits)
        write_marked(opened.enter_context(book) if book else None, marks, said, out)


def marked(source: BinaryIO, order: dict[str, Any], out: BinaryIO, limits: Limits) -> bool:
    with TemporaryFile() as file:
        file.write(json.dumps(order).encode())
        file.flush()
        return sandbox.mark(source, cast(BinaryIO, file), out, limits=limits)


def again(source: BinaryIO, name: str, limits: Limits) -> Book | None:
    """The cells; None of a file that cannot be read."""
    try:
        return read(source, name=name, limits=replace(limits, tolerant=True))
    except ReadingProblem:
        return None
