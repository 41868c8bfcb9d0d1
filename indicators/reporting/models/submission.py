"""What was submitted, every move of a report, and what the reviewer remarked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.plan.models import Measure
from indicators.reporting.models.report import Report, Status
from regions.models import Region, User


class ReasonCode(models.TextChoices):
    WRONG_DATA = "wrong_data", _("wrong data")
    WRONG_SCOPE = "wrong_scope", _("definition not followed")
    MISSING_ITEM = "missing_item", _("item missing")
    WEAK_EXPLANATION = "weak_explanation", _("explanation insufficient")
    OTHER = "other", _("other")


class Submission(models.Model):
    """A report as it was submitted, append-only.

    `figures` holds the lines `region⇥measure⇥state⇥value⇥explanation`, sorted by region and
    measure under `period⇥region⇥number`; `sha256` is the hash of their UTF-8 text.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, models.PROTECT, related_name="submissions")
    responsible = models.CharField(_("responsible person"), max_length=60)
    figures = models.TextField(_("figures"))
    sha256 = models.CharField(_("hash"), max_length=64)

    class Meta:
        ordering = ("report", "number")
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="submission_number_once"),
            models.CheckConstraint(
                name="submission_has_a_responsible_person", condition=~Q(responsible="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class StatusChange(models.Model):
    """One move of a report, append-only; the first one (from nothing) is its opening."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="status_changes")
    number = models.PositiveIntegerField(_("number"))
    from_status = models.CharField(_("from"), max_length=10, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=Status.choices)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    code = models.CharField(_("reason code"), max_length=20, choices=ReasonCode.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    correct_until = models.DateField(_("to be corrected until"), null=True, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="moves")

    class Meta:
        ordering = ("report", "number")
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="status_change_number_once"),
            models.CheckConstraint(
                name="status_change_approval_names_a_submission",
                condition=~Q(to_status=Status.APPROVED) | Q(submission__isnull=False),
            ),
            models.CheckConstraint(
                name="status_change_return_has_a_reason",
                condition=~Q(to_status=Status.RETURNED) | ~Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.from_status} → {self.to_status}"


class Remark(models.Model):
    """The reviewer's coded reason and text on one figure of a submission."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="remarks")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    code = models.CharField(_("reason code"), max_length=20, choices=ReasonCode.choices)
    text = models.CharField(_("remark"), max_length=500)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("submission", "region", "measure", "at")
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = (models.CheckConstraint(name="remark_is_not_empty", condition=~Q(text="")),)

    def __str__(self) -> str:
        return self.text
