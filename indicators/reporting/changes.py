"""How a figure stands beside an earlier one."""

from __future__ import annotations

from decimal import Decimal


def relative(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """As a share of the earlier number: 0.018 for +1.8 %; None without one, or from 0."""
    if now is None or not before:
        return None
    return (now - before) / abs(before)
