"""Runs what touches a foreign file in a process of its own, and believes only what it sees.

Whatever happens there (memory, time, a crash, nonsense on its output), here it is an answer. The
files have no names from the first moment, so that none stays behind whoever is killed.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, BinaryIO, cast

from indicators.exchange.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
PARSER = "indicators.exchange.parser"
MARKER = "indicators.exchange.marker"
LONGEST_ANSWER = 4 << 20
BLOCK = 1 << 16
Answer = dict[str, Any]


def parse(source: BinaryIO, rows: BinaryIO, *, name: str, limits: Limits) -> Answer:
    """What the parser says about the file: its sheets, or `problems`."""
    return run(PARSER, [name], source, [rows], limits)


def mark(source: BinaryIO, order: BinaryIO, out: BinaryIO, *, limits: Limits) -> bool:
    """Whether the workbook, marked as ordered, is in `out`; its own files go with their folder."""
    with TemporaryDirectory() as folder:
        answer = run(MARKER, [], source, [order, out], limits, folder=folder)
    return "sheets" in answer


def run(
    module: str,
    given: list[str],
    source: BinaryIO,
    files: list[BinaryIO],
    limits: Limits,
    folder: str = "",
) -> Answer:
    """The module's answer; its arguments are those given, the limits and the files' numbers."""
    descriptors = [file.fileno() for file in files]
    source.seek(0)
    numbers = map(str, descriptors)
    with subprocess.Popen(  # noqa: S603  our own module, its name and limits as arguments
        [sys.executable, "-s", "-m", module, *given, json.dumps(asdict(limits)), *numbers],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=descriptors,
        cwd=ROOT,
        env={**dict(_environment()), **({"TMPDIR": folder} if folder else {})},
        start_new_session=True,
    ) as process:
        try:
            deadline = time.monotonic() + limits.patience
            answer = _listen(cast(IO[bytes], process.stdout), deadline)
            process.wait(max(0.0, deadline - time.monotonic()))
        except (TimeoutError, subprocess.TimeoutExpired):
            return refusal("too_slow")
        except OverflowError:
            return refusal("unreadable")
        finally:
            process.kill()
    return _judge(answer, process.returncode)


def refusal(code: str) -> Answer:
    return {
        "problems": [{"code": code, "sheet": "", "row": 0, "column": 0, "shown": "", "params": {}}]
    }


def _environment() -> Iterator[tuple[str, str]]:
    """No secret of ours goes there; only what the measuring of test coverage needs."""
    yield "LANG", "C.UTF-8"
    for key, value in os.environ.items():
        if key.startswith("COVERAGE_"):
            yield key, value


def _listen(pipe: IO[bytes], deadline: float) -> bytes:
    """All that the process says, but no more than it may say, and not after the deadline."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    heard = bytearray()
    while len(heard) <= LONGEST_ANSWER:
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError
        block = os.read(pipe.fileno(), BLOCK)
        if not block:
            return bytes(heard)
        heard += block
    raise OverflowError


def _judge(answer: bytes, code: int) -> Answer:
    if code == -signal.SIGXCPU:
        return refusal("too_slow")
    if code == -signal.SIGKILL:  # by the system, for want of memory
        return refusal("too_heavy")
    try:
        said = json.loads(answer)
    except ValueError:
        return refusal("unreadable")
    is_complete = isinstance(said, dict) and ("sheets" in said or "problems" in said)
    return said if code == 0 and is_complete else refusal("unreadable")
