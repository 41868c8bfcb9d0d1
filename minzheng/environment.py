"""Typed readers of the environment: a bad value is refused by name when the process starts."""

import os
import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

HOST = re.compile(r"\*|\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:]+\]")
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;"
    ),
}


def text(name: str, default: str = "") -> str:
    """The variable as written, without outer white space."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    """0 or 1, nothing else: a typing error must not switch debugging on."""
    value = text(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def whole(name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
    """A whole number that is not below `least` nor above `most`."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value[:12]) <= most):
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {least} to {most}, not {value!r}"
        )
    return int(value)


def host(name: str) -> str:
    """The name or address of a server, without scheme or port; may be empty."""
    value = text(name)
    if value and not HOST.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must be a host's name, not {value!r}")
    return value


def sender(name: str, default: str) -> str:
    """An address of mail, with or without a name: 民政指标 <minzheng@example.cn>."""
    value = text(name) or default
    if parseaddr(value)[1].count("@") != 1 or "\n" in value:
        raise ImproperlyConfigured(f"{name} must be an address of mail, not {value!r}")
    return value


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list; empty parts are left out."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def hosts(name: str, default: str) -> list[str]:
    """Names under which the server answers: without scheme, port or path."""
    given = names(name, default)
    wrong = [host for host in given if not HOST.fullmatch(host)]
    if wrong:
        raise ImproperlyConfigured(
            f"{name} has no host names in {wrong}: write a.example,b.example"
        )
    return given


def base_url(name: str) -> str:
    """The address under which people reach the installation, without a slash at its end."""
    value = text(name).rstrip("/")
    parts = urlsplit(value)
    if value and not (parts.scheme in {"http", "https"} and parts.netloc and not parts.query):
        raise ImproperlyConfigured(f"{name} must be like https://minzheng.example, not {value!r}")
    return value


def file(name: str, default: Path) -> Path:
    """A file that must be there."""
    path = Path(text(name) or default)
    if not path.is_file():
        raise ImproperlyConfigured(f"{name}: there is no file {path}")
    return path


def folder(path: Path) -> Path:
    """A folder of our own that must be there, and that is nobody else's business."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def named_folder(name: str, default: Path) -> Path:
    """A folder that the variable names; it is made, for us alone."""
    path = Path(text(name) or default)
    try:
        return folder(path)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: no folder can be made at {path}") from error


def secret_key(name: str, *, debug: bool, keep_in: Path) -> str:
    """The key from the environment; with debugging on, one that is made once and kept."""
    value = text(name)
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} must have at least 32 characters")
        return value
    if not debug:
        raise ImproperlyConfigured(f"{name} is missing; it is required while MINZHENG_DEBUG=0")
    folder(keep_in.parent)
    try:
        with keep_in.open("x", encoding="ascii") as file:
            keep_in.chmod(0o600)
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return keep_in.read_text(encoding="ascii")


def database(name: str, *, default: Path) -> dict[str, Any]:
    """`sqlite:///path` or `postgres://user:password@host:port/name?key=value` for Django."""
    url = text(name)
    if not url:
        folder(default.parent)
        return sqlite(default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return sqlite(existing(name, Path(unquote(parts.path[1:]))))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return postgresql(name, url)
    raise ImproperlyConfigured(f"{name} must be sqlite:///path or postgres://…/name")


def existing(name: str, path: Path) -> Path:
    """A database file may be new; the folder that it names is there."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise ImproperlyConfigured(f"{name}: there is no folder for the file {path}")
    return path


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as an embedded server: readers never wait, a commit is on the disk."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def postgresql(name: str, url: str) -> dict[str, Any]:
    """PostgreSQL through psycopg's pool, with limits on statements and locks."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    try:
        conninfo_to_dict(url)
        port = parts.port or ""
    except (ValueError, psycopg.Error):
        raise ImproperlyConfigured(f"{name} is no URL that PostgreSQL understands") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or query.pop("host", ""),
        "PORT": port or query.pop("port", ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # after a restart the pool hands out no dead connection
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 20},
            "options": "-c statement_timeout=30000 -c lock_timeout=5000 -c timezone=UTC -c jit=off",
            **query,
        },
    }
