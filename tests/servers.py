"""The application as a server of its own, on a test's database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 30


@dataclass(frozen=True)
class Server:
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def worker_pids(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]


@contextmanager
def serving(database_url: str, folder: Path, *, workers: int = 1) -> Iterator[Server]:
    """gunicorn as in production, but for DEBUG, on a free port; stopped at the end."""
    port, log = free_port(), folder / "server.log"
    command = [sys.executable, "-m", "gunicorn", "minzheng.wsgi", "--threads", "4"]
    command += ["--workers", str(workers), "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with log.open("wb") as output:
        environment = os.environ | {"DATABASE_URL": database_url}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_for(port, process, log)
        yield Server(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    process.kill()
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")
