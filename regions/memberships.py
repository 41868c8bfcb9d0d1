"""Verbs on memberships: who may do what where. Rows are revoked, never removed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import Acts, acting, label
from regions.models import Membership, Region, Role, User
from regions.people import require_administrator
from regions.refusals import Conflict, Forbidden, Invalid

OF_THE_PROVINCE = frozenset({Role.MANAGER, Role.AUDITOR, Role.ADMINISTRATOR})


def grant(
    *, user: User, region: Region, role: str, by: User | None, at: datetime | None = None
) -> Membership:
    """Give a person a role in a region, from now on."""
    check(user, by)
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        user = User.objects.select_for_update().get(pk=user.pk)
        check_role(user, region, role)
        membership = Membership.objects.create(
            user=user, region=region, role=role, granted_at=at, granted_by=by
        )
        tell(acts, "role_granted", membership)
    return membership


def revoke(
    *, membership: Membership, by: User | None, reason: str = "", at: datetime | None = None
) -> Membership:
    """Take a role back; it stays on record who held it and for how long."""
    check(membership.user, by)
    at = at or timezone.now()
    with acting(by=by, at=at) as acts:
        membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
        if membership.revoked_at:
            raise Conflict(_("The role has been taken back already."))
        membership.revoked_at, membership.revoked_by = at, by
        membership.save(update_fields=["revoked_at", "revoked_by"])
        tell(acts, "role_revoked", membership, reason=reason)
    return membership


def transfer(
    *,
    membership: Membership,
    region: Region,
    by: User | None,
    reason: str = "",
    at: datetime | None = None,
) -> Membership:
    """The person goes to another region in the same role: what they had is gone at once."""
    at = at or timezone.now()
    with acting(by=by, at=at):
        revoke(membership=membership, by=by, reason=reason, at=at)
        return grant(user=membership.user, region=region, role=membership.role, by=by, at=at)


def check(user: User, by: User | None) -> None:
    require_administrator(by)
    if user == by:
        raise Forbidden(_("Nobody changes their own roles."))


def check_role(user: User, region: Region, role: str) -> None:
    """What may not be combined; the person's row is locked, so that two grants cannot pass."""
    if role not in Role.values:
        raise Invalid(_("There is no such role."))
    if not user.is_active:
        raise Conflict(_("The account is closed."))
    if role in OF_THE_PROVINCE and not region.is_province:
        raise Invalid(_("This role is held at the province only."))
    held = set(Membership.objects.of(user).in_force().values_list("role", "region_id"))
    if (role, region.pk) in held:
        raise Conflict(_("The person holds this role there already."))
    roles = {held_role for held_role, _region in held} | {role}
    if Role.ADMINISTRATOR in roles and len(roles) > 1:
        raise Conflict(_("An administrator holds no other role."))


def tell(acts: Acts, act: str, membership: Membership, reason: str = "") -> None:
    acts.record(
        act,
        object_type="membership",
        object_label=label(membership.user),
        region_code=membership.region.code,
        new={"role": membership.role},
        reason=reason,
    )
