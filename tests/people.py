"""The cast: one person for each part that the tests play, and the day on which they play it."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from django.test import Client

if TYPE_CHECKING:
    from regions.models import User

PASSWORD = "Lushan-2018-tests"
NOON = datetime(2018, 10, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai"))  # 2018Q3 is being reported
TODAY = NOON.date()


class Part(NamedTuple):
    name: str
    role: str | None
    region: str | None


CAST = {
    "wuhan": Part("王芳", "reporter", "420100"),
    "wuhan2": Part("汪洋", "reporter", "420100"),
    "xiangyang": Part("向明", "reporter", "420600"),
    "reviewer": Part("沈静", "reviewer", "420000"),
    "reviewer2": Part("申涛", "reviewer", "420000"),
    "manager": Part("郭敏", "manager", "420000"),
    "viewer": Part("凌云", "viewer", "420000"),
    "auditor": Part("纪明", "auditor", "420000"),
    "administrator": Part("管平", "administrator", "420000"),
    "stranger": Part("路人", None, None),
}


def create_cast() -> None:
    """All of them, with accounts that may be used at once; in a database that has the regions."""
    from regions.models import Membership, Region, User

    for username, part in CAST.items():
        user = User.objects.create_user(
            username, PASSWORD, name=part.name, must_change_password=False
        )
        if part.role:
            region = Region.objects.get(code=part.region)
            Membership.objects.create(user=user, region=region, role=part.role)


def person(username: str) -> "User":
    """A member of the cast, read afresh."""
    from regions.models import User

    return User.objects.get(username=username)


def client_of(user: "User") -> Client:
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(user)
    return client
