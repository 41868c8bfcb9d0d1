"""`manage.py changepassword NAME`: a new first password at the console, in place of Django's own.

Django's command would set it without a rule, without a record and for good.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from regions import actions
from regions.management.asking import ask_password
from regions.models import User
from regions.refusals import Refused


class Command(BaseCommand):
    help = "Set a new first password, which its owner must change."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            said = _("There is no account %(name)s.") % {"name": username}
            raise CommandError(said, returncode=2)
        try:
            actions.set_password(user=user, password=ask_password(), by=None)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(_("The password of %(name)s has been set.") % {"name": username})
