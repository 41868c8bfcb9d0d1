"""How an audit record is shown to a person: the act, what changed, the outcome, in their language.

Rooms above record acts of their own; they are named here by value, so that one page can show all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions.models import AuditEvent, Role

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ACTS: dict[str, StrPromise] = {
    "login": _("Logged in"),
    "login_failed": _("Log-in failed"),
    "account_locked": _("Account locked"),
    "logout": _("Logged out"),
    "password_changed": _("Password changed"),
    "password_failed": _("Present password wrong"),
    "password_set": _("Password set"),
    "denied": _("Access denied"),
    "account_created": _("Account created"),
    "account_changed": _("Account changed"),
    "account_disabled": _("Account closed"),
    "account_enabled": _("Account opened"),
    "account_stopped": _("Idle account closed"),
    "role_granted": _("Role granted"),
    "role_revoked": _("Role taken back"),
    "region_renamed": _("Region renamed"),
    "reference_added": _("Reference data added"),
    "reference_changed": _("Reference data changed"),
    "reference_removed": _("Reference data removed"),
    "reference_imported": _("Reference data imported"),
    "reference_exported": _("Reference data exported"),
    "plan_loaded": _("Plan loaded"),
    "demonstration_loaded": _("Demonstration loaded"),
    "target_adopted": _("Target adopted"),
    "baseline_adopted": _("Baseline adopted"),
    "open_period": _("Period opened"),
    "close_period": _("Period closed"),
    "extend": _("Extension granted"),
    "urge": _("Report asked for"),
    "enter": _("Figures entered"),
    "submit": _("Report submitted"),
    "withdraw": _("Report withdrawn"),
    "begin_review": _("Review begun"),
    "release_review": _("Review released"),
    "approve": _("Report approved"),
    "send_back": _("Report returned"),
    "reopen": _("Report reopened"),
    "ask_correction": _("Correction asked for"),
    "grant_correction": _("Correction granted"),
    "decline_correction": _("Correction declined"),
    "import_previewed": _("Import previewed"),
    "import_confirmed": _("Import confirmed"),
    "import_refused": _("Import refused"),
    "import_discarded": _("Import discarded"),
    "import_undone": _("Import undone"),
    "export": _("Exported"),
    "backup": _("Backed up"),
    "restore": _("Restored"),
}
RESULTS: dict[str, StrPromise] = {
    "done": _("done"),
    "failed": _("failed"),
    "locked": _("account locked"),
    "denied": _("denied"),
    "refused": _("refused"),
    "conflict": _("conflict"),
    "forbidden": _("not allowed"),
    "incomplete": _("incomplete"),
    "invalid": _("not valid"),
    "no_room": _("no room left"),
    "not_open": _("not open for writing"),
    "unknown": _("not found"),
    "unreadable": _("not readable"),
}
REASONS: dict[str, StrPromise] = {  # the codes that reviewers give, before their own words
    "wrong_data": _("wrong data"),
    "wrong_scope": _("definition not followed"),
    "missing_item": _("item missing"),
    "weak_explanation": _("explanation insufficient"),
    "other": _("other"),
}
FACTS: dict[str, StrPromise | str] = {
    "batch": _("batch"),
    "changes": _("changes"),
    "correct_until": _("to be corrected by"),
    "document": _("document number"),
    "due_on": _("due day"),
    "email": _("e-mail"),
    "fields": _("fields"),
    "layout": _("layout"),
    "locks_on": _("day of locking"),
    "measures": _("measures"),
    "method": _("method"),
    "name": _("name"),
    "on": _("from"),
    "opens_on": _("opens on"),
    "people": _("people"),
    "phone": _("telephone"),
    "role": _("role"),
    "rows": _("rows"),
    "sha256": "SHA-256",
    "status": _("status"),
    "submission": _("submission"),
    "until": _("until"),
    "value": _("value"),
    "via": _("way"),
    "what": _("content"),
}
NOTHING: tuple[Any, ...] = (None, "", [])
WORDS = frozenset({"role", "status", "via", "what", "layout"})


class Change(NamedTuple):
    """One fact of a record: by its name, what it was and what it is."""

    name: str
    old: str
    new: str
    is_hash: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    event: AuditEvent
    act: str
    region: str
    place: str  # region and period, where the object's own name does not hold them
    changes: list[Change]
    reason: str
    result: str


def present(event: AuditEvent, regions: Mapping[str, str]) -> Line:
    """`regions` are names by code: the record itself has only the code."""
    region = regions.get(event.region_code, event.region_code)
    beside = (part for part in (region, event.period) if part not in event.object_label)
    return Line(
        event=event,
        act=str(ACTS.get(event.act, event.act)),
        region=region,
        place=" ".join(beside),
        changes=changes(event.old, event.new),
        reason=worded_reason(event.reason),
        result=str(RESULTS.get(event.result, event.result)),
    )


def worded_reason(reason: str) -> str:
    """A code before it is said in words; what a person wrote stays as it is."""
    code, _space, text = reason.partition(" ")
    if code not in REASONS:
        return reason
    word = str(REASONS[code])
    return gettext("%(label)s: %(value)s") % {"label": word, "value": text} if text else word


def changes(old: Any, new: Any) -> list[Change]:
    """Each fact once, old beside new; what is empty on both sides says nothing."""
    was, is_ = as_facts(old), as_facts(new)
    return [
        Change(
            str(FACTS.get(name, name)),
            worded(name, was.get(name)),
            worded(name, is_.get(name)),
            name == "sha256",
        )
        for name in sorted(was | is_, key=lambda name: (name == "sha256", name))
        if was.get(name) not in NOTHING or is_.get(name) not in NOTHING
    ]


def as_facts(stored: Any) -> dict[str, Any]:
    if isinstance(stored, dict):
        return stored
    return {} if stored is None else {"": stored}


def worded(name: str, value: Any) -> str:
    if value in NOTHING:
        return ""
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    if name in WORDS and isinstance(value, str):
        return gettext(value.replace("_", " "))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
