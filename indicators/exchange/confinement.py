"""What a child process that holds a foreign file may cost. Imports no Django."""

from __future__ import annotations

import resource

from indicators.exchange.limits import Limits


def confine(limits: Limits) -> None:
    """From here on the process has what one file may cost, and no more."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.unpacked),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
