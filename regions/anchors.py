"""Anchors of the audit trail outside the database: without them a cut tail leaves no trace.

One text file an installation (this database, migrated first at that moment); a line for the
chain's first record and one for its end at each verification: day, number, hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone

from regions.models import AuditEvent


class Anchor(NamedTuple):
    day: str
    number: int
    hash: str


def file() -> Path:
    """Where this installation's anchors stand."""
    names = ("HOST", "PORT", "NAME")
    where = [str(connection.settings_dict[name]) for name in names]
    since = MigrationRecorder(connection).migration_qs.aggregate(at=Min("applied"))["at"]
    key = hashlib.sha256("\n".join([*where, since.isoformat()]).encode()).hexdigest()
    return Path(settings.AUDIT_ANCHORS) / f"{key[:32]}.txt"


def read(path: Path) -> Iterator[Anchor]:
    if path.exists():
        for line in path.read_text(encoding="ascii").splitlines():
            day, number, hash_ = line.split()
            yield Anchor(day, int(number), hash_)


def broken(path: Path) -> Anchor | None:
    """The first anchor that holds no longer: its record is gone or is another one."""
    anchors = list(read(path))
    numbers = {anchor.number for anchor in anchors}
    hashes = dict(AuditEvent.objects.filter(number__in=numbers).values_list("number", "hash"))
    return next((anchor for anchor in anchors if hashes.get(anchor.number) != anchor.hash), None)


def drop(path: Path) -> None:
    """Hold the chain's end from now on, and its beginning if this is the first anchor."""
    known = {anchor.number for anchor in read(path)}
    ends = (AuditEvent.objects.order_by(order).first() for order in ("number", "-number"))
    new = {event.number: event.hash for event in ends if event and event.number not in known}
    if not new:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as lines:
        for number, hash_ in new.items():
            lines.write(f"{timezone.localdate().isoformat()} {number} {hash_}\n")
