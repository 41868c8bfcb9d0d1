"""`manage.py import_figures`: preview a file, and with `--confirm` write what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from indicators.exchange.importing import confirm, preview
from indicators.exchange.models import ImportBatch, Outcome
from indicators.exchange.problems import Problem, nothing_written
from indicators.exchange.stored_problems import sentences
from indicators.management.refusing import (
    RefusingCommand,
    add_by,
    add_json,
    find_period,
    find_user,
)
from indicators.reporting.errors import Invalid, Refused


class Command(RefusingCommand):
    help = "Preview a spreadsheet of figures; with --confirm write it, everything or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        add_by(parser)
        parser.add_argument("--period", metavar="NAME")
        parser.add_argument("--document", default="", metavar="NUMBER")
        parser.add_argument("--confirm", action="store_true")
        add_json(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        batch = self.preview(options)
        if batch.outcome == Outcome.REFUSED:
            raise FileRefused(batch)
        if options["confirm"]:
            batch = confirm(batch=batch, by=batch.uploaded_by)
        self.tell(options, facts(batch), sentence(batch))

    def preview(self, options: dict[str, Any]) -> ImportBatch:
        path, period = options["file"], options["period"]
        if not path.is_file():
            raise Invalid(_("There is no file %(name)s.") % {"name": path})
        with path.open("rb") as file:
            return preview(
                file=file,
                name=path.name,
                by=find_user(options["by"]),
                period=find_period(period) if period else None,
                document=options["document"],
            )

    def refuse(self, refusal: Refused, *, as_json: bool) -> None:
        """Every problem at its cell, on stderr; the same as data on stdout if asked for."""
        if as_json:
            self.print_json(refused_facts(refusal))
        super().refuse(refusal, as_json=False)


class FileRefused(Refused):
    """A file with problems: told as its page tells them."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        super().__init__(*sentences(batch.problems), nothing_written(batch.problem_count))


def facts(batch: ImportBatch) -> dict[str, Any]:
    """As 7-interfaces names them; scripts rely on it."""
    return {
        "status": "refused" if batch.outcome == Outcome.REFUSED else "accepted",
        "confirmed": batch.outcome == Outcome.CONFIRMED,
        "warnings": batch.warnings,
        "new": batch.new,
        "changed": batch.changed,
        "unchanged": batch.unchanged,
        "problems": batch.problems,
        "batch": str(batch.pk),
    }


def refused_facts(refusal: Refused) -> dict[str, Any]:
    """The same names for a refusal that came before or after the preview."""
    if isinstance(refusal, FileRefused):
        return facts(refusal.batch)
    told = [Problem(each.code, each.message, "").as_json() for each in refusal.problems]
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    state = {"status": "refused", "confirmed": False, "warnings": []}
    return {**state, **counts, "problems": told, "batch": None}


def sentence(batch: ImportBatch) -> str:
    said = {"new": batch.new, "changed": batch.changed, "unchanged": batch.unchanged}
    done = _("Written: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
    if batch.outcome != Outcome.CONFIRMED:
        done = _("Would write %(new)d new and %(changed)d changed; %(unchanged)d stay.")
    return "\n".join([*sentences(batch.warnings), done % said])
