"""What every page needs to know of its reader."""

from typing import Any

from django.http import HttpRequest

from regions.permissions import Permission, can, roles_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Roles and rights for the navigation; nothing that needs a query of its own."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"roles": set()}
    return {
        "roles": roles_of(user),
        "sees_values": can(user, Permission.SEE_VALUES),
        "sees_status": can(user, Permission.SEE_STATUS),
        "sees_tasks": bool(roles_of(user) & {"reporter", "reviewer", "manager"}),
        "sees_audit": can(user, Permission.SEE_AUDIT),
        "manages": can(user, Permission.MANAGE),
        "manages_members": can(user, Permission.MANAGE_MEMBERS),
        "imports": can(user, Permission.FILL),
    }
