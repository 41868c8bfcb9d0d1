"""Sums of the official basis, kept while nothing that they rest on has moved.

A cache of the roll-up and of nothing else: it alone writes here, and whatever is deleted is read
again. An entry is found by all that its sums follow from: the formula, the places, and of each
period read the version, which every write and every move of a report raises. So no entry is ever
stale, only forgotten. A database that is restored goes back to old versions: it lacks the audit
record that was the last one when something was kept (each write and move leaves one, in the order
of the commits), and then all entries go. Neither a past day nor the provisional basis is kept,
which move too often, nor each region by itself: as much as the figures.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.db import connection

from indicators.assessment.formulas import Mode
from indicators.assessment.ledger import Ledger
from indicators.assessment.tables import Question, part_rows, task_facts
from indicators.reporting.models import Basis
from regions.models import AuditEvent

log = logging.getLogger("minzheng")

SUMS = "sums"
"""The cache's name in the settings."""

WITNESS = "witness"

ENTRIES = 100
"""As many spans, or pairs of them, are kept of a formula; those longest unused go first."""

Entries = dict[bytes, Any]


@dataclass(frozen=True)
class Shelf:
    """What is kept of one question's formulas; `kind` says what the entries are."""

    question: Question
    kind: str

    @property
    def is_open(self) -> bool:
        return may_be_kept(self.question.ledger) and not self.question.regions

    @cached_property
    def keys(self) -> dict[int, str]:
        """Where each formula's entries lie: by all that their sums follow from but the spans."""
        places = [*database(), self.question.ledger.plan.region_id, bool(self.question.whole)]
        members = sorted((p.key, p.region_ids) for _, p in self.question.groups)
        zoned = sorted(self.question.zoned)
        found = {}
        for one in self.question.formulas:
            limited = [pk for zone, pk in zoned if zone == one.indicator.zone_id]
            facts = (one.key, *task_facts(one), part_rows(one), one.single)
            found[one.key] = digest((self.kind, facts, places, members, limited)).hex()
        return found

    @cached_property
    def entries(self) -> Mapping[int, Entries]:
        """By formula."""
        found = look_up(self.question.ledger, self.keys.values())
        return {one: found.get(key, {}) for one, key in self.keys.items()}

    @cached_property
    def modes(self) -> dict[int, Mode]:
        return {one.key: one.mode for one in self.question.formulas}

    @cached_property
    def marks(self) -> dict[tuple[Mode, int], bytes]:
        """Of each way of reading and span: the periods that are read, in their versions."""
        versions = self.question.ledger.versions
        read: dict[tuple[Mode, int], list[object]] = {}
        for mode in set(self.modes.values()):
            for summed, (span, *periods, unopened) in self.question.readings(mode):
                seen = (summed, unopened, *((pk, versions.get(pk)) for pk in periods))
                read.setdefault((mode, span), []).append(seen)
        return {key: digest(seen) for key, seen in read.items()}

    def get(self, formula: int, *spans: int) -> Any:
        """What is kept of a formula and spans, the latest used last; None where nothing is."""
        entries, mark = self.entries[formula], self.mark(formula, *spans)
        if mark in entries:
            entries[mark] = entries.pop(mark)
        return entries.get(mark)

    def mark(self, formula: int, *spans: int) -> bytes:
        """Of a formula in a span, or in several that are compared."""
        mode = self.modes[formula]
        return b"".join(self.marks[mode, span] for span in spans)

    def keep(self, added: Mapping[Any, Any]) -> None:
        """By formula and spans. Two that keep at once lose one's entries and no truth."""
        for (formula, *spans), entry in added.items():
            self.entries[formula][self.mark(formula, *spans)] = entry
        put(
            {
                self.keys[formula]: dict([*self.entries[formula].items()][-ENTRIES:])
                for formula in {formula for formula, *_spans in added}
            }
        )


def may_be_kept(ledger: Ledger) -> bool:
    return ledger.basis is Basis.OFFICIAL and ledger.known_on is None


def database() -> list[object]:
    """Which one it is, for several may share the folder."""
    return [connection.settings_dict[name] for name in ("HOST", "PORT", "NAME")]


def look_up(ledger: Ledger, keys: Iterable[str]) -> dict[str, Any]:
    """What is kept; one statement a ledger, to see whether the database goes on from there."""
    witness, seen = caches[SUMS].get(WITNESS), ledger.witnesses
    if witness and witness["hash"] not in seen:
        if goes_on(witness):
            seen.add(witness["hash"])
        else:
            caches[SUMS].clear()
    return caches[SUMS].get_many(keys)


def put(entries: Mapping[str, Any]) -> None:
    """The witness is the last record after all was read, and lies there before the entries do."""
    store(WITNESS, AuditEvent.objects.order_by("-pk").values("pk", "hash").first())
    for key, entry in entries.items():
        store(key, entry)


def goes_on(witness: dict[str, Any] | None) -> bool:
    """Whether the database holds the record that was its last one when something was kept."""
    return witness is None or AuditEvent.objects.filter(**witness).exists()


def store(key: str, value: Any) -> None:
    """A page that has its numbers does not fail for want of room on the disk."""
    try:
        caches[SUMS].set(key, value)
    except OSError:
        log.warning("The sums cannot be kept.", exc_info=True)


def digest(said: object) -> bytes:
    return blake2b(repr(said).encode(), digest_size=16).digest()
