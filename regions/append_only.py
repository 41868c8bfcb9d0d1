"""The triggers that make tables append-only, put back after each migrate.

SQLite drops triggers silently when a migration rebuilds the table, and its INSERT OR REPLACE
deletes without a DELETE trigger unless recursive triggers are on: hence a trigger on INSERT too.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

TABLES = (
    "regions.AuditEvent",
    "indicators.Revision",
    "indicators.StatusChange",
    "indicators.Submission",
)
REFUSAL = "append-only table: rows are never changed or removed"


def tables() -> dict[str, list[list[str]]]:
    """Database table → the sets of columns by which a row is known, of every append-only model."""
    models = [apps.get_model(label) for label in TABLES]
    return {model._meta.db_table: identities(model) for model in models}


def identities(model: type[Model]) -> list[list[str]]:
    """Each set of columns that is unique: the primary key, unique fields, named constraints."""
    meta = model._meta
    alone = [[str(f.column)] for f in meta.local_fields if f.unique]
    together = [
        [str(meta.get_field(name).column) for name in constraint.fields]  # type: ignore[union-attr]  # a field, never a relation back
        for constraint in meta.total_unique_constraints
    ]
    return alone + together


def sqlite_statements(table: str, keys: list[list[str]]) -> dict[str, str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    same = [" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in keys]
    exists = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}" WHERE {match})' for match in same)
    return {
        f"{table}_no_update": f'BEFORE UPDATE ON "{table}" {refuse}',
        f"{table}_no_delete": f'BEFORE DELETE ON "{table}" {refuse}',
        f"{table}_no_replace": f'BEFORE INSERT ON "{table}" WHEN {exists} {refuse}',
    }


def postgresql_statements(table: str) -> dict[str, str]:
    call = "FOR EACH STATEMENT EXECUTE FUNCTION minzheng_append_only()"
    return {
        f"{table}_no_update": f'BEFORE UPDATE ON "{table}" {call}',
        f"{table}_no_delete": f'BEFORE DELETE ON "{table}" {call}',
        f"{table}_no_truncate": f'BEFORE TRUNCATE ON "{table}" {call}',
    }


def expected(vendor: str) -> dict[str, str]:
    """Trigger name → its definition, for this kind of database."""
    wanted: dict[str, str] = {}
    for table, keys in tables().items():
        statements = sqlite_statements(table, keys) if vendor == "sqlite" else None
        wanted |= statements or postgresql_statements(table)
    return wanted


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of triggers that should stand, enabled, in the database, and do not."""
    connection = connections[using]
    question = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        present = {name for (name,) in cursor.fetchall()}
    return sorted(set(expected(connection.vendor)) - present)


def put_back(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """After each migrate: create what is missing, once all the tables exist."""
    connection = connections[using]
    if not set(tables()) <= set(connection.introspection.table_names()):
        return
    lost = missing(using)
    if not lost:
        return
    wanted = expected(connection.vendor)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION minzheng_append_only() RETURNS trigger LANGUAGE plpgsql"
                f" AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514'; END $$"
            )
        for name in lost:
            cursor.execute(f'CREATE TRIGGER "{name}" {wanted[name]}')
