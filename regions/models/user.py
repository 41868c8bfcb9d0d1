"""People. One account a person; what they may do stands in their memberships."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

IDLE_FOR = timedelta(days=90)


class UserQuerySet(models.QuerySet["User"]):
    def called(self, text: str) -> UserQuerySet:
        """By name or account, or a part of it."""
        return self.filter(Q(name__icontains=text) | Q(username__icontains=text))

    def holding(self, role: str) -> UserQuerySet:
        held = Q(memberships__role=role, memberships__revoked_at__isnull=True)
        return self.filter(held).distinct()


class Users(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account; there is no superuser: every right comes from a membership."""

    username = models.CharField(_("account"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change the password"), default=True)
    password_changed_at = models.DateTimeField(_("password changed at"), default=timezone.now)
    demonstration = models.BooleanField(_("demonstration account"), default=False)
    joined_at = models.DateTimeField(_("created at"), default=timezone.now)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("username",)
        verbose_name = _("person")
        verbose_name_plural = _("people")

    @property
    def idle_since(self) -> datetime:
        """The last log-in; before the first, or after it was opened anew, that moment."""
        return max(self.last_login or self.opened_at, self.opened_at)

    def is_idle(self, *, on: datetime) -> bool:
        """Nobody has used it for 90 days; the demonstration's accounts may lie."""
        return not self.demonstration and on - self.idle_since > IDLE_FOR

    def must_choose_password(self, *, on: datetime) -> bool:
        """At the first log-in, and when the password is older than the settings allow."""
        days = settings.PASSWORD_AGE_DAYS
        is_old = bool(days) and on - self.password_changed_at > timedelta(days=days)
        return self.must_change_password or (is_old and not self.demonstration)

    def __str__(self) -> str:
        return self.name or self.username

    def get_session_auth_hash(self) -> str:
        """A session ends with the password, and with the account's being opened anew."""
        parts = f"{self.password} {self.opened_at.astimezone(UTC).isoformat()}"
        return salted_hmac("regions.User.session", parts, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        yield from ()

    @property
    def is_staff(self) -> bool:
        """Whether the admin's door opens: managers for reference data, administrators."""
        from regions.permissions import may_enter_admin

        return may_enter_admin(self)

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        from regions.permissions import may_in_admin

        return may_in_admin(self, perm)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
