"""What the commands of the console ask for."""

from __future__ import annotations

import getpass
import sys

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def ask_password() -> str:
    """Twice at a terminal, else the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(_("Password: "))
    if getpass.getpass(_("The same again: ")) != password:
        raise CommandError(_("The two passwords differ."), returncode=2)
    return password
