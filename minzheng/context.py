"""What every page needs to know of its reader and of the installation."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from regions.models import Notice, User
from regions.permissions import Permission, can, roles_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Roles and rights for the navigation, and whether the figures are invented."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"roles": set(), "demonstration": SimpleLazyObject(is_demonstration)}
    return {
        "demonstration": user.demonstration or SimpleLazyObject(is_demonstration),
        "unread": SimpleLazyObject(lambda: Notice.objects.visible_to(user).unread().count()),
        "signed_in": True,
        "roles": roles_of(user),
        "sees_values": can(user, Permission.SEE_VALUES),
        "sees_status": can(user, Permission.SEE_STATUS),
        "sees_tasks": bool(roles_of(user) & {"reporter", "reviewer", "manager"}),
        "reviews": can(user, Permission.REVIEW),
        "sees_audit": can(user, Permission.SEE_AUDIT),
        "manages": can(user, Permission.MANAGE),
        "manages_members": can(user, Permission.MANAGE_MEMBERS),
        "imports": can(user, Permission.FILL),
    }


def is_demonstration() -> bool:
    """Accounts of the demonstration exist only where its invented figures are (`load_demo`)."""
    return User.objects.filter(demonstration=True).exists()
