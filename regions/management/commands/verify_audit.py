"""`manage.py verify_audit`: the triggers stand, the chain holds, and its anchors too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from regions import anchors, append_only
from regions.audit import first_bad
from regions.models import AuditEvent


class Command(BaseCommand):
    help = "Verify the audit trail; exit 2 and the first bad record if it is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        count = AuditEvent.objects.count()
        if options["json"]:
            facts = {"status": "broken" if found else "intact", "records": count, "faults": found}
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        if found:
            raise CommandError("\n".join(fault["message"] for fault in found), returncode=2)
        anchors.drop(anchors.file())
        if not options["json"]:
            said = _("The audit trail is intact: %(count)s records.") % {"count": count}
            self.stdout.write(said)


def faults() -> Iterator[dict[str, Any]]:
    """Every kind of damage at once, each with the first record that shows it."""
    for name in append_only.missing():
        said = _("The database's protection is missing: trigger %(name)s.") % {"name": name}
        yield {"code": "trigger", "trigger": name, "message": said}
    bad = first_bad()
    if bad:
        yield {"code": bad[1], "number": bad[0], "message": sentence(*bad)}
    anchor = anchors.broken(anchors.file())
    if anchor:
        said = _("Record %(number)s, anchored on %(day)s, is gone or another one.")
        said = said % {"number": anchor.number, "day": anchor.day}
        yield {"code": "anchor", "number": anchor.number, "message": said}


def sentence(number: int, why: str) -> str:
    said = {
        "missing": _("Audit record %(number)s is missing."),
        "unchained": _("Audit record %(number)s does not follow from the one before."),
        "changed": _("Audit record %(number)s was changed."),
    }[why]
    return said % {"number": number}
