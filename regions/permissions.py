"""The one question: may this person do this here? Role × region, asked nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from regions.models import Membership, Region, Role, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from regions.models.region import RegionQuerySet


class Permission(StrEnum):
    SEE_VALUES = "see_values"  # approved headline values, of every region
    SEE_PROVISIONAL = "see_provisional"  # values that are not approved yet
    SUPPOSE = "suppose"  # what if another figure were reported, another target set
    SEE_STATUS = "see_status"  # which report stands where
    SEE_REPORT = "see_report"  # a report at any status, with notes and files
    SEE_APPROVED = "see_approved"  # a report once it is approved
    FILL = "fill"  # enter, import, submit, withdraw
    REVIEW = "review"  # begin, approve, return, reopen
    MANAGE = "manage"  # plan, targets, periods, extensions
    FILL_FOR = "fill_for"  # 代录: import a draft for a bureau that has entered nothing
    SEE_AUDIT = "see_audit"
    MANAGE_MEMBERS = "manage_members"


class Reach(StrEnum):
    """How far from the membership's own region a permission carries."""

    OWN = "own"
    BELOW = "below"  # its own region and all below
    UNDER = "under"  # all below it; at the province the province itself too
    EVERYWHERE = "everywhere"


GRANTS: dict[str, dict[Permission, Reach]] = {
    Role.REPORTER: {
        Permission.SEE_VALUES: Reach.EVERYWHERE,
        Permission.SEE_PROVISIONAL: Reach.OWN,
        Permission.SEE_STATUS: Reach.OWN,
        Permission.SEE_REPORT: Reach.OWN,
        Permission.FILL: Reach.OWN,
    },
    Role.REVIEWER: {
        Permission.SEE_VALUES: Reach.EVERYWHERE,
        Permission.SUPPOSE: Reach.EVERYWHERE,
        Permission.SEE_PROVISIONAL: Reach.UNDER,
        Permission.SEE_STATUS: Reach.UNDER,
        Permission.SEE_REPORT: Reach.UNDER,
        Permission.REVIEW: Reach.UNDER,
    },
    Role.MANAGER: {
        Permission.SEE_VALUES: Reach.EVERYWHERE,
        Permission.SUPPOSE: Reach.EVERYWHERE,
        Permission.SEE_PROVISIONAL: Reach.BELOW,
        Permission.SEE_STATUS: Reach.BELOW,
        Permission.SEE_REPORT: Reach.BELOW,
        Permission.FILL: Reach.OWN,
        Permission.FILL_FOR: Reach.UNDER,
        Permission.MANAGE: Reach.BELOW,
    },
    Role.VIEWER: {
        Permission.SEE_VALUES: Reach.EVERYWHERE,
        Permission.SUPPOSE: Reach.EVERYWHERE,
        Permission.SEE_STATUS: Reach.BELOW,
        Permission.SEE_APPROVED: Reach.BELOW,
    },
    Role.AUDITOR: {Permission.SEE_AUDIT: Reach.EVERYWHERE},
    Role.ADMINISTRATOR: {Permission.MANAGE_MEMBERS: Reach.EVERYWHERE},
}
ADMIN_MODELS_OF_ACCOUNTS = frozenset({"user", "membership"})


def held_by(user: User | AnonymousUser) -> list[Membership]:
    """The person's memberships in force, read once per loaded person (that is, per request)."""
    if not isinstance(user, User) or not user.is_active:
        return []
    held: list[Membership] | None = getattr(user, "_held", None)
    if held is None:
        held = list(Membership.objects.of(user).in_force().select_related("region"))
        user._held = held  # type: ignore[attr-defined]  # lives as long as the request's person
    return held


def roles_of(user: User | AnonymousUser) -> set[str]:
    return {membership.role for membership in held_by(user)}


def can(user: User | AnonymousUser, permission: Permission, region: Region | None = None) -> bool:
    """Whether the person may do that in the region; without a region: anywhere at all."""
    return any(
        region is None or reaches(reach, membership.region, region)
        for membership, reach in grants(user, permission)
    )


def grants(
    user: User | AnonymousUser, permission: Permission
) -> Iterable[tuple[Membership, Reach]]:
    """The memberships that give the permission, each with how far it carries."""
    for membership in held_by(user):
        reach = GRANTS[membership.role].get(permission)
        if reach:
            yield membership, reach


def reaches(reach: Reach, own: Region, region: Region) -> bool:
    """Whether a permission held at `own` carries to `region`."""
    if reach is Reach.EVERYWHERE:
        return True
    if own.pk == region.pk:
        return reach is not Reach.UNDER or own.is_province
    if reach is Reach.OWN:
        return False
    return own.is_province or own.pk in ancestors(region)


def ancestors(region: Region) -> set[int]:
    """Keys of the regions above; a prefecture needs no query for it."""
    if region.parent_id is None or region.parent is None:
        return set()
    return {region.parent_id} | ancestors(region.parent)


def people_who(permission: Permission, regions: Iterable[Region]) -> dict[int, list[User]]:
    """By the region's key those who hold the permission there; one query."""
    roles = [role for role, granted in GRANTS.items() if permission in granted]
    held = Membership.objects.in_force().filter(role__in=roles).order_by("user__username")
    memberships = list(held.select_related("user", "region"))
    found: dict[int, list[User]] = {}
    for region in regions:
        users = {
            one.user.pk: one.user
            for one in memberships
            if reaches(GRANTS[one.role][permission], one.region, region)
        }
        found[region.pk] = list(users.values())
    return found


def regions_of(user: User | AnonymousUser, permission: Permission) -> RegionQuerySet:
    """The regions where the person holds the permission, as a query to join with."""
    wanted = Q(pk__in=[])
    for membership, reach in grants(user, permission):
        own = membership.region_id
        if reach is Reach.EVERYWHERE or (reach is not Reach.OWN and membership.region.is_province):
            return Region.objects.all()
        below = Q(parent=own) | Q(parent__parent=own)
        wanted |= {Reach.OWN: Q(pk=own), Reach.BELOW: Q(pk=own) | below}.get(reach, below)
    return Region.objects.filter(wanted)


def may_enter_admin(user: User) -> bool:
    """Managers keep the reference data there, administrators the accounts."""
    return can(user, Permission.MANAGE) or can(user, Permission.MANAGE_MEMBERS)


def may_in_admin(user: User, perm: str) -> bool:
    """`app.action_model`: accounts are for administrators, all the rest for managers."""
    model = perm.rpartition("_")[2]
    if model in ADMIN_MODELS_OF_ACCOUNTS:
        return can(user, Permission.MANAGE_MEMBERS)
    return can(user, Permission.MANAGE)
