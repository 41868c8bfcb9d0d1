"""What a password must be made of (GB/T 22239-2019 level 2: complexity of authentication)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CLASSES = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())
CONTEXT = ("minzheng", "hubei", "wuhan", "mzt", "admin", "民政", "湖北", "武汉")
LONGEST = 128


class CharacterClasses:
    """Three of four classes of characters, and at most 128 of them."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("The password may have at most 128 characters."))
        present = sum(any(is_in(character) for character in password) for is_in in CLASSES)
        if present < 3:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        return _("Use three of: lower case, upper case, digits, other characters.")


class ContextWords:
    """Names of the place and the trade are the first that are guessed."""

    def validate(self, password: str, user: Any = None) -> None:
        if any(word in password.lower() for word in CONTEXT):
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        return _("The password must not contain names of the province or of this system.")
