"""The audit trail's one way in: what a verb did is written last, in the verb's own transaction.

Order (so that a bulk approval and a submission cannot deadlock): lock reports by primary key, act,
then take the chain's lock and write the records in one call at the outermost end of the verb.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from regions.models import AuditEvent, User

GENESIS = "0" * 64
LONGEST_LABEL = 250
CHAIN_LOCK = 0x4D5A  # the advisory lock's key on PostgreSQL; SQLite's IMMEDIATE needs none

came_from: ContextVar[str] = ContextVar("came_from", default="")
_outermost: ContextVar[Acts | None] = ContextVar("acts", default=None)


@dataclass
class Acts:
    """What the verbs under way have done, in order, to be written when the outermost ends."""

    by: User | None
    at: datetime
    records: list[AuditEvent] = field(default_factory=list)

    def record(self, act: str, **facts: Any) -> None:
        """Remember one act; `facts` are fields of AuditEvent (object_label, old, new, reason …)."""
        self.records.append(
            AuditEvent(
                at=self.at,
                actor_id=self.by.pk if self.by else None,
                actor=label(self.by) if self.by else "",
                address=came_from.get(),
                act=act,
                **facts | {"object_label": str(facts.get("object_label", ""))[:LONGEST_LABEL]},
            )
        )


@contextmanager
def acting(*, by: User | None, at: datetime | None = None) -> Iterator[Acts]:
    """One transaction with its audit records. Nested, the inner is a part of the outer one.

    If a record cannot be written, the act does not happen; if the act fails, no record is left.
    """
    outer = _outermost.get()
    mine = Acts(by, at or timezone.now(), outer.records if outer else [])
    if outer:
        with undone_alone(outer.records):
            yield mine
        return
    with transaction.atomic():
        token = _outermost.set(mine)
        try:
            yield mine
        finally:
            _outermost.reset(token)
        append(mine.records)


@contextmanager
def undone_alone(records: list[AuditEvent]) -> Iterator[None]:
    """A verb within a verb that fails leaves nothing, even if the outer one goes on."""
    before = len(records)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del records[before:]
        raise


def append(records: list[AuditEvent]) -> None:
    """Chain the records to the last one and store them; inside the caller's transaction."""
    if not records:
        return
    lock_chain()
    last = AuditEvent.objects.order_by("-number").values_list("number", "hash").first()
    number, before = last or (0, GENESIS)
    for record in records:
        number += 1
        record.number, record.previous_hash = number, before
        record.hash = before = digest(record)
    AuditEvent.objects.bulk_create(records, batch_size=500)


def lock_chain() -> None:
    """Until the end of the transaction nobody else appends; SQLite's IMMEDIATE holds it anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def label(user: User) -> str:
    """How a person is named in the trail, for good: 王芳（wuhan）."""
    return f"{user.name}（{user.username}）"


def digest(record: AuditEvent) -> str:
    """SHA-256 over every field of the record but its own hash, the hash before among them."""
    facts = {
        name: getattr(record, name)
        for name in (f.attname for f in AuditEvent._meta.local_fields)
        if name != "hash"
    }
    facts["at"] = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_bad() -> tuple[int, str] | None:
    """Walk the chain: the number of the first record that is wrong and why, or None."""
    before = GENESIS
    chain = AuditEvent.objects.order_by("number").iterator(chunk_size=2000)
    for number, record in enumerate(chain, start=1):
        if record.number != number:
            return number, "missing"
        if record.previous_hash != before:
            return number, "unchained"
        if record.hash != digest(record):
            return number, "changed"
        before = record.hash
    return None
