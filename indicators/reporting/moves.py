"""The one table of a report's moves, and what each demands."""

from __future__ import annotations

from typing import NamedTuple

from indicators.reporting.models import Status, StatusChange
from regions.models import User
from regions.permissions import Permission


class Move(NamedTuple):
    """From which states a verb leads to which, and the right that it takes in the region."""

    before: frozenset[str]
    after: Status
    permission: Permission


MOVES: dict[str, Move] = {
    "submit": Move(frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED, Permission.FILL),
    "withdraw": Move(frozenset({Status.SUBMITTED}), Status.DRAFT, Permission.FILL),
    "begin_review": Move(frozenset({Status.SUBMITTED}), Status.IN_REVIEW, Permission.REVIEW),
    "release_review": Move(frozenset({Status.IN_REVIEW}), Status.SUBMITTED, Permission.REVIEW),
    "approve": Move(frozenset({Status.IN_REVIEW}), Status.APPROVED, Permission.REVIEW),
    "send_back": Move(frozenset({Status.IN_REVIEW}), Status.RETURNED, Permission.REVIEW),
    "reopen": Move(frozenset({Status.APPROVED}), Status.RETURNED, Permission.REVIEW),
}
OPENING = ("", Status.DRAFT)


def legal() -> set[tuple[str, str]]:
    """Every pair of states that a status change may name, the opening among them."""
    pairs = {(before, str(move.after)) for move in MOVES.values() for before in move.before}
    return pairs | {OPENING}


def was_just_made(verb: str, by: User, last: StatusChange) -> bool:
    """Whether the report's last move is this very one by this person: then it is pressed again."""
    move = MOVES[verb]
    return (last.from_status in move.before, last.to_status, last.by_id) == (
        True,
        move.after,
        by.pk,
    )
