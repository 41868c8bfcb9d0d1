"""The board: every indicator of every place with value, target, verdict and gap."""

from __future__ import annotations

from indicators.exchange.tables import Table
from indicators.exchange.wanted import Wanted


def board_table(wanted: Wanted) -> Table:
    raise NotImplementedError
