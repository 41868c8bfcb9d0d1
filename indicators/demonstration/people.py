"""The demonstration's accounts: marked as such, one password, exempt from the password rules."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from indicators.demonstration.invented import table
from regions.audit import acting
from regions.models import Membership, Region, User

People = dict[str, User]


def settle_people(*, at: datetime) -> People:
    """Every account of the demonstration with its role; those that exist get a role once."""
    password = make_password(settings.DEMO_PASSWORD)
    regions = Region.objects.in_bulk(field_name="code")
    with acting(by=None, at=at) as acts:
        for row in table("accounts.csv"):
            settle(row, regions[row["region"]], password, at)
        acts.record("demonstration_loaded", object_type="installation")
    return {user.username: user for user in User.objects.filter(demonstration=True)}


def settle(row: dict[str, str], region: Region, password: str, at: datetime) -> None:
    """One account; its password is set anew, for the environment may name another one."""
    user, _ = User.objects.update_or_create(
        username=row["username"],
        defaults={
            "name": row["name"],
            "password": password,
            "password_changed_at": timezone.now(),
            "must_change_password": False,
            "demonstration": True,
        },
    )
    Membership.objects.get_or_create(
        user=user, region=region, role=row["role"], revoked_at=None, defaults={"granted_at": at}
    )


def reporters(people: People) -> dict[str, User]:
    """The reporter of each bureau, by the region's code."""
    rows = [row for row in table("accounts.csv") if row["role"] == "reporter"]
    return {row["region"]: people[row["username"]] for row in rows}
