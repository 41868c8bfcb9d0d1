"""The day that a workbook's number stands for."""

from __future__ import annotations

from datetime import datetime, timedelta

LEAP_BUG = 60  # Excel counts a 29 February 1900 that never was


def day(serial: float, *, starts_1904: bool) -> str:
    """ISO text of a serial day; with its time if it has one. The number itself out of range."""
    try:
        if starts_1904:
            moment = datetime(1904, 1, 1) + timedelta(days=serial)  # noqa: DTZ001  a wall clock's
        else:
            start = datetime(1899, 12, 31 if serial < LEAP_BUG else 30)  # noqa: DTZ001  likewise
            moment = start + timedelta(days=serial)
    except (OverflowError, ValueError):
        return str(serial)
    moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    if 0 <= serial < 1 and not starts_1904:
        return moment.time().isoformat("seconds")
    return moment.isoformat(" ") if moment.time().isoformat() != "00:00:00" else str(moment.date())
