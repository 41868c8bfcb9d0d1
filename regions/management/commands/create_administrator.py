"""`manage.py create_administrator NAME`: the first account of an installation, at its console.

Every other account is made in the application. The password is asked for twice at a terminal,
else read from the first line of the input; it must be changed at the first log-in.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from regions import actions
from regions.audit import acting
from regions.management.asking import ask_password
from regions.models import Region, Role
from regions.refusals import Refused


class Command(BaseCommand):
    help = "Make the first account, a system administrator's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the person's name")

    def handle(self, *args: Any, username: str, name: str, **options: Any) -> None:
        root = Region.objects.provinces().first()
        if root is None:
            raise CommandError(_("Load the plan first: there is no region yet."), returncode=2)
        try:
            with acting(by=None):
                user = actions.create_user(
                    username=username, name=name, password=ask_password(), by=None
                )
                actions.grant(user=user, region=root, role=Role.ADMINISTRATOR, by=None)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        except ValidationError as error:
            raise CommandError("\n".join(error.messages), returncode=2) from error
        self.stdout.write(_("Account %(name)s has been made.") % {"name": username})
