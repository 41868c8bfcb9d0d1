"""The verbs of this room: writes that leave a record in the audit trail."""

from regions.memberships import grant, revoke, transfer
from regions.people import (
    change_details,
    change_password,
    create_user,
    disable,
    enable,
    set_password,
    stop_idle,
)
from regions.places import rename

__all__ = [
    "change_details",
    "change_password",
    "create_user",
    "disable",
    "enable",
    "grant",
    "rename",
    "revoke",
    "set_password",
    "stop_idle",
    "transfer",
]
