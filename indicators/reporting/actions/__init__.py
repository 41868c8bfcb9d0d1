"""The only door to a report: opening, entering, and every move of its state.

Each verb is atomic and audited; reports are locked by primary key first, the audit trail last.
"""

from indicators.reporting.actions.correcting import ask_correction, decline_correction
from indicators.reporting.actions.reviewing import (
    approve,
    approve_all,
    begin_review,
    release_review,
    reopen,
    send_back,
)
from indicators.reporting.actions.submitting import submit, withdraw
from indicators.reporting.actions.urging import urge, urge_all
from indicators.reporting.entry import Entered, enter, enter_many
from indicators.reporting.periods import close_period, extend, open_period
from indicators.reporting.remarking import Remarked

__all__ = [
    "Entered",
    "Remarked",
    "approve",
    "approve_all",
    "ask_correction",
    "begin_review",
    "close_period",
    "decline_correction",
    "enter",
    "enter_many",
    "extend",
    "open_period",
    "release_review",
    "reopen",
    "send_back",
    "submit",
    "urge",
    "urge_all",
    "withdraw",
]
