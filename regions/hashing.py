"""Hashing passwords without stopping the pages: at most one hash at a time per two cores."""

from __future__ import annotations

import fcntl
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

SLOTS = max(1, (os.cpu_count() or 2) // 2)


class Argon2(Argon2PasswordHasher):
    """Argon2id with 46 MiB in one pass and one thread (OWASP, Password Storage Cheat Sheet).

    Django's own choice works with eight threads: one log-in would take every core.
    """

    time_cost = 1
    memory_cost = 47104  # KiB
    parallelism = 1


@contextmanager
def slot() -> Iterator[None]:
    """One of the machine's few places for hashing, whichever process asks; wait for it."""
    folder = settings.VAR_DIR / "hashing"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = random.randrange(SLOTS)  # noqa: S311  which queue one joins is no secret
    with (folder / f"{place}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
