"""One uploaded file, what it proposed, and what became of it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

LIFETIME = timedelta(minutes=30)  # how long a preview may be confirmed


class Outcome(models.TextChoices):
    """What became of a file."""

    PREVIEWED = "previewed", _("previewed")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    DISCARDED = "discarded", _("discarded")
    UNDONE = "undone", _("undone")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: User | AnonymousUser) -> ImportBatchQuerySet:
        """One's own uploads."""
        return self.filter(uploaded_by=user.pk)


class ImportBatch(models.Model):
    """The stored original and its hash, what it would change, and the problems at their cells.

    The cells as parsed, with the revisions seen, lie in a file beside the original.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name"), max_length=120)
    original = models.FileField(_("original"), upload_to="imports/", max_length=200)
    sha256 = models.CharField(_("hash"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="imports")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    periods = models.JSONField(_("periods"), default=list)
    regions = models.JSONField(_("regions"), default=list)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    problems = models.JSONField(_("problems"), default=list)
    problem_count = models.PositiveIntegerField(_("number of problems"), default=0)
    warnings = models.JSONField(_("warnings"), default=list)
    warning_count = models.PositiveIntegerField(_("number of warnings"), default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    unreadable = False  # of a file just previewed: it never came to its rows

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at",)
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = (
            models.CheckConstraint(
                name="import_refused_has_problems",
                condition=~Q(outcome=Outcome.REFUSED) | Q(problem_count__gt=0),
            ),
            models.CheckConstraint(
                name="import_ends_when_it_is_decided",
                condition=Q(outcome=Outcome.PREVIEWED, ended_at__isnull=True)
                | (~Q(outcome=Outcome.PREVIEWED) & Q(ended_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def expires_at(self) -> datetime:
        """Until then it may be confirmed."""
        return self.uploaded_at + LIFETIME
