"""The files of an import: the original as it came, and the cells as they were understood.

Names are made here and say nothing; both lie outside the web root, readable by the server alone.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.core.files import File
from django.core.files.storage import default_storage

from indicators.exchange.models import ImportBatch
from indicators.exchange.problems import Problem
from indicators.exchange.proposals import Proposal
from indicators.exchange.stored_problems import problem_of
from indicators.reporting.cells import Cell, Content

BLOCK = 1 << 18
ENDINGS = {".csv", ".xlsx"}
CELLS_A_LINE = 500
KEPT_AT_MOST = 10_000  # findings; nobody mends more of them one by one

Packed = tuple[int | str | None, ...]
encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class Kept(NamedTuple):
    """A cell of a preview: its report's key, what is wanted, what stood there."""

    report: int
    cell: Cell
    there: Content


class Finding(NamedTuple):
    """`hard`: it refuses the file; else it is to be explained."""

    hard: bool
    problem: Problem


def keep_original(batch: ImportBatch, file: BinaryIO, *, most: int) -> None:
    """Store the bytes as they came, and their hash; of more than `most` bytes nothing is kept."""
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
        batch.size += len(block)
    batch.sha256 = digest.hexdigest()
    if batch.size <= most:
        file.seek(0)
        ending = Path(batch.name).suffix.lower()
        ending = ending if ending in ENDINGS else ""
        batch.original.save(f"{batch.pk}{ending}", File(file), save=False)


def cells_path(batch: ImportBatch) -> Path:
    return Path(default_storage.path(f"imports/{batch.pk}.cells"))


def keep_cells(batch: ImportBatch, cells: Iterable[Packed]) -> None:
    """Lines of JSON, some hundred cells each, so that neither end needs much memory."""
    path = cells_path(batch)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        rows = iter(cells)
        while line := list(islice(rows, CELLS_A_LINE)):
            file.write(encode(line) + "\n")


def packed(report: int, proposal: Proposal, there: Content, seen: int, place: str) -> Packed:
    """A cell of a preview as it is kept: see `kept_cells` for the order."""
    wanted = proposal.content
    return (
        report, proposal.region.code, proposal.measure.code, wanted.state, text_of(wanted.value),
        seen, place, proposal.explanation, there.state, text_of(there.value),
    )  # fmt: skip


def text_of(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def number_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def kept_cells(batch: ImportBatch) -> Iterator[Kept]:
    """What the preview showed, as it was then."""
    with gzip.open(cells_path(batch), "rt", encoding="utf-8") as file:
        for line in file:
            for report, region, measure, state, value, *rest, was, old in json.loads(line):
                cell = Cell(region, measure, state, number_of(value), *rest)
                yield Kept(report, cell, Content(was, number_of(old)))


def findings_path(batch: ImportBatch) -> Path:
    return Path(default_storage.path(f"imports/{batch.pk}.problems"))


def keep_findings(batch: ImportBatch, problems: list[Problem], warnings: list[Problem]) -> None:
    """More than a page shows: each is marked in the copy that its owner gets back."""
    told = chain(((True, one) for one in problems), ((False, one) for one in warnings))
    lines = [encode([hard, one.as_json()]) + "\n" for hard, one in islice(told, KEPT_AT_MOST)]
    if lines and batch.original:
        path = findings_path(batch)
        path.touch(mode=0o600)
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
            file.writelines(lines)


def kept_findings(batch: ImportBatch) -> list[Finding]:
    """The problems and, after them, the warnings; of an import from before, those of its page."""
    try:
        with gzip.open(findings_path(batch), "rt", encoding="utf-8") as file:
            told = [json.loads(line) for line in file]
    except FileNotFoundError:
        told = [(True, one) for one in batch.problems] + [(False, one) for one in batch.warnings]
    return [Finding(hard, problem_of(one)) for hard, one in told]


def forget_cells(batch: ImportBatch) -> None:
    cells_path(batch).unlink(missing_ok=True)


def forget(batch: ImportBatch) -> None:
    """Everything that was stored for it, also what a full disk cut off before it had its name."""
    forget_cells(batch)
    findings_path(batch).unlink(missing_ok=True)
    for ending in ("", *ENDINGS):
        default_storage.delete(f"imports/{batch.pk}{ending}")
