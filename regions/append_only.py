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
FUNCTION = "minzheng_append_only"  # PostgreSQL's triggers call it
BODY = f" BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '23514'; END "


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
    call = f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
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
    return {name: f'CREATE TRIGGER "{name}" {said}' for name, said in wanted.items()}


def standing(using: str) -> dict[str, str]:
    """The triggers that are in the database and enabled, with their definitions."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return dict(cursor.fetchall())
        cursor.execute(
            "SELECT t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t"
            " JOIN pg_proc f ON f.oid = t.tgfoid WHERE f.proname = %s AND f.prosrc = %s"
            " AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')",
            [FUNCTION, BODY],
        )
        return dict(cursor.fetchall())


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of triggers that should stand in the database as defined here, and do not."""
    present = {name: said.replace('"', "") for name, said in standing(using).items()}
    wanted = expected(connections[using].vendor)
    return sorted(n for n, said in wanted.items() if present.get(n) != said.replace('"', ""))


def put_back(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """After each migrate: create what is missing or otherwise, once all the tables exist."""
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
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql"
                f" AS $${BODY}$$"
            )
        for name in lost:
            table = f' ON "{name.rpartition("_no_")[0]}"' if connection.vendor != "sqlite" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{table}')
            cursor.execute(wanted[name])
