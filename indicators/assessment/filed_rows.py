"""A figure that a value rests on, with its report and cell, in the words that are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.assessment import formats
from indicators.assessment.evidence import Evidence
from indicators.assessment.filings import Filing
from indicators.assessment.reasons import STATES
from indicators.assessment.wording import STATUSES
from indicators.reporting.models import Status, StatusChange
from indicators.reporting.period_words import period_in_words


@dataclass(frozen=True, slots=True)
class Filed:
    """`report` is the region in whose report it stands, with where that report stands."""

    evidence: Evidence
    region: str
    period: str
    measure: str
    figure: str
    report: str
    submitted: str
    approved: str
    cell: str

    @property
    def is_number(self) -> bool:
        return self.evidence.state not in STATES

    @property
    def shows_status(self) -> bool:
        return shows_status(self.evidence.filing)

    @property
    def subject(self) -> str:
        return f"{self.region} · {self.period} · {self.measure}"

    @property
    def texts(self) -> tuple[str, ...]:
        return self.figure, self.report, self.submitted, self.approved, self.cell


def headings() -> tuple[str, ...]:
    """Those of the texts of a figure."""
    return _("Figure"), _("Report"), _("Submitted"), _("Approved"), _("Cell")


def filed_row(one: Evidence) -> Filed:
    cell, filing = one.cell, one.filing
    word = STATES.get(one.state)
    return Filed(
        evidence=one,
        region=cell.region.name,
        period=period_in_words(cell.period),
        measure=cell.measure.name,
        figure=str(word) if word else formats.number(one.value, cell.measure.decimals),
        report=" ".join([cell.holder.short_name, *standing(filing)]),
        submitted=move(filing.submitted if filing else None),
        approved=move(filing.approved if filing else None),
        cell=one.place or via(one),
    )


def standing(filing: Filing | None) -> list[str]:
    """As the badge says it; nothing where the reader may not know."""
    if filing is None:
        return []
    shown = STATUSES[filing.status]
    told = [shown.shape, str(shown.word)] if shows_status(filing) else []
    return [*told, *([_("being reviewed again")] if filing.reopened else [])]


def shows_status(filing: Filing | None) -> bool:
    return filing is not None and (filing.listed or filing.status == Status.APPROVED)


def move(change: StatusChange | None) -> str:
    """Who did it and on which day."""
    if change is None:
        return formats.MISSING
    return f"{change.by.name} {timezone.localtime(change.at):%Y-%m-%d}"


def via(one: Evidence) -> str:
    return one.revision.get_via_display() if one.revision else formats.MISSING
