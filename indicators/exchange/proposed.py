"""What a preview shows: each cell that would change, old beside new."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from indicators.exchange.batch_files import Kept, kept_cells
from indicators.exchange.models import ImportBatch, Outcome
from indicators.plan.models import Measure
from indicators.reporting.cells import Content
from indicators.reporting.models import Report
from regions.models import Region

SHOWN_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Proposed:
    """One cell: where it goes, what stood there, what would stand there, and where it came from."""

    report: Report
    region: Region
    measure: Measure
    there: Content
    wanted: Content
    place: str
    explanation: str


@dataclass(slots=True)
class Proposals:
    """The first cells that would change; the rest is counted on the batch."""

    changes: list[Proposed] = field(default_factory=list)
    more: bool = False


def read_proposed(batch: ImportBatch) -> Proposals:
    """Empty once the import has ended, for its cells are in the reports' own history then.

    Empty also where the stored cells are gone: to confirm it is refused with a sentence.
    """
    if batch.outcome != Outcome.PREVIEWED:
        return Proposals()
    moving = (kept for kept in kept_cells(batch) if moves(kept))
    try:
        found = list(islice(moving, SHOWN_AT_MOST + 1))
    except FileNotFoundError:
        return Proposals()
    reports = Report.objects.select_related("period", "region").in_bulk({k.report for k in found})
    regions = Region.objects.in_bulk({k.cell.region for k in found}, field_name="code")
    measures = Measure.objects.in_bulk({k.cell.measure for k in found}, field_name="code")
    changes = [
        Proposed(
            report=reports[kept.report],
            region=regions[kept.cell.region],
            measure=measures[kept.cell.measure],
            there=kept.there,
            wanted=Content(kept.cell.state, kept.cell.value),
            place=kept.cell.place,
            explanation=kept.cell.explanation,
        )
        for kept in found[:SHOWN_AT_MOST]
    ]
    return Proposals(changes, more=len(found) > SHOWN_AT_MOST)


def moves(kept: Kept) -> bool:
    return kept.there != Content(kept.cell.state, kept.cell.value)
