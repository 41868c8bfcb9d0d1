"""Verbs on accounts: each atomic and audited; `by` is None at the installer's own console."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from regions import hashing
from regions.audit import Acts, acting, label
from regions.models import PasswordHistory, User
from regions.permissions import Permission, can
from regions.refusals import Conflict, Forbidden, Invalid


def create_user(
    *,
    username: str,
    name: str,
    password: str,
    by: User | None,
    email: str = "",
    phone: str = "",
    at: datetime | None = None,
) -> User:
    """A new account with a first password, which its owner must change at the first log-in."""
    require_administrator(by)
    at = at or timezone.now()
    user = User(username=username, name=name, email=email, phone=phone, opened_at=at)
    check_new_password(user, password)
    hashed = hashed_slowly(password)
    with acting(by=by, at=at) as acts:
        if User.objects.filter(username=username).exists():
            raise Conflict(_("There is an account of that name already."))
        user.full_clean(exclude=["password"])
        user.save(force_insert=True)
        keep_password(user, hashed, at=at, is_first=True)
        tell(acts, "account_created", user, new={"name": name})
    return user


def change_details(
    *, user: User, name: str, email: str, phone: str, by: User, at: datetime | None = None
) -> User:
    """Name, e-mail, telephone; the account's own name stays for good."""
    require_administrator(by)
    new = {"name": name, "email": email, "phone": phone}
    with acting(by=by, at=at) as acts:
        user = User.objects.select_for_update().get(pk=user.pk)
        old = {field: getattr(user, field) for field in new}
        changed = {field: value for field, value in new.items() if old[field] != value}
        for field, value in changed.items():
            setattr(user, field, value)
        user.full_clean(exclude=["password"])
        user.save(update_fields=list(changed))
        if changed:
            was = {field: old[field] for field in changed}
            tell(acts, "account_changed", user, old=was, new=changed)
    return user


def disable(*, user: User, by: User, reason: str = "", at: datetime | None = None) -> User:
    """Close an account; whoever is logged in with it loses access with the next request."""
    require_administrator(by)
    if user == by:
        raise Forbidden(_("Nobody closes their own account."))
    return switch(user, False, "account_disabled", by, reason, at)


def enable(*, user: User, by: User | None, at: datetime | None = None) -> User:
    """Open a closed or idle account; its sessions of before stay dead."""
    require_administrator(by)
    return switch(user, True, "account_enabled", by, "", at)


def switch(
    user: User, active: bool, act: str, by: User | None, reason: str, at: datetime | None
) -> User:
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.is_active == active and not (active and user.is_idle(on=at)):
            raise Conflict(_("The account is so already."))
        user.is_active = active
        user.opened_at = at if active else user.opened_at
        user.save(update_fields=["is_active", "opened_at"])
        tell(acts, act, user, reason=reason)
    return user


def stop_idle(*, at: datetime | None = None) -> list[User]:
    """Close every account that nobody has used for 90 days."""
    at = at or timezone.now()
    idle = [user for user in User.objects.filter(is_active=True) if user.is_idle(on=at)]
    if idle:
        with acting(by=None, at=at) as acts:
            for user in idle:
                User.objects.filter(pk=user.pk).update(is_active=False)
                tell(acts, "account_stopped", user)
    return idle


def set_password(*, user: User, password: str, by: User | None, at: datetime | None = None) -> User:
    """A new first password from an administrator: its owner must change it at once."""
    require_administrator(by)
    return store_password(user, password, "password_set", by, at, is_first=True)


def change_password(*, user: User, password: str, by: User, at: datetime | None = None) -> User:
    """Everybody's own: not one of the last five; every other session of theirs is dead."""
    if user != by:
        raise Forbidden(_("Everybody changes their own password only."))
    return store_password(user, password, "password_changed", by, at, is_first=False)


def store_password(
    user: User, password: str, act: str, by: User | None, at: datetime | None, *, is_first: bool
) -> User:
    at = at or timezone.now()
    check_new_password(user, password)
    hashed = hashed_slowly(password)
    with acting(by=by, at=at) as acts:
        keep_password(user, hashed, at=at, is_first=is_first)
        tell(acts, act, user)
    return user


def keep_password(user: User, hashed: str, *, at: datetime, is_first: bool) -> None:
    user.password, user.password_changed_at, user.must_change_password = hashed, at, is_first
    user.save(update_fields=["password", "password_changed_at", "must_change_password"])
    PasswordHistory.objects.create(user=user, password=hashed, set_at=at)


def check_new_password(user: User, password: str) -> None:
    """By the rules of the settings, and none of the last five."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(*error.messages) from error
    known = {kept.password for kept in PasswordHistory.objects.last_of(user)} if user.pk else set()
    for hashed in known | {user.password} - {""}:
        with hashing.slot():
            if check_password(password, hashed):
                raise Invalid(_("Choose a password that is none of your last five."))


def hashed_slowly(password: str) -> str:
    with hashing.slot():
        return make_password(password)


def require_administrator(by: User | None) -> None:
    if by is not None and not can(by, Permission.MANAGE_MEMBERS):
        raise Forbidden(_("Only an administrator may do that."))


def tell(acts: Acts, act: str, user: User, **facts: object) -> None:
    acts.record(act, object_type="user", object_label=label(user), **facts)
