"""Rows of reference data kept as the files have them: read at once, written where they differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key", bound=Hashable)


def keep(
    known: Mapping[Key, Row],
    key: Key,
    model: type[Row],
    facts: Mapping[str, Any],
    at_first: Mapping[str, Any] | None = None,
    **identity: Any,
) -> Row:
    """The row of that key with these facts; `identity` and `at_first` are told of a new one only.

    Loading again what is there already asks the database nothing for each row.
    """
    row = known.get(key)
    if row is None:
        made = {**facts, **(at_first or {})}
        rows = model._default_manager
        return rows.update_or_create(**identity, defaults=facts, create_defaults=made)[0]
    differing = [name for name, fact in facts.items() if row.serializable_value(name) != bare(fact)]
    for name in differing:
        setattr(row, name, facts[name])
    if differing:
        row.save(update_fields=differing)
    return row


def bare(fact: object) -> object:
    """As the column has it: of a row that is pointed to its key."""
    return fact.pk if isinstance(fact, Model) else fact
