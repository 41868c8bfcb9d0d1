"""更正申请: the region asks to have an approval taken back, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.plan.models import Measure
from indicators.reporting.models.report import Report
from regions.models import User
from regions.permissions import Permission, regions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Outcome(models.TextChoices):
    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("declined")


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    def open(self) -> CorrectionRequestQuerySet:
        return self.filter(outcome="")

    def awaiting_answer_by(self, user: User | AnonymousUser) -> CorrectionRequestQuerySet:
        """What the reviewer has to answer, the one asked first on top."""
        return self.open().filter(report__region__in=regions_of(user, Permission.REVIEW))

    def to_show(self) -> CorrectionRequestQuerySet:
        """With everything that a page says of them."""
        related = self.select_related("report__period", "report__region", "by", "answered_by")
        return related.prefetch_related("measures")


class CorrectionRequest(models.Model):
    """Asked after the approval, with a reason and the measures that are wrong.

    Granted by reopening the report, which answers it in the same transaction; so an open request
    always belongs to an approved report.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="correction_requests")
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    measures = models.ManyToManyField(
        Measure, through="indicators.CorrectionMeasure", related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(_("answer"), blank=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        constraints = (
            models.UniqueConstraint(
                fields=("report",), condition=Q(outcome=""), name="correction_request_open_once"
            ),
            models.CheckConstraint(name="correction_request_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="correction_request_is_open_or_answered",
                condition=Q(
                    outcome="", answered_at__isnull=True, answered_by__isnull=True, answer=""
                )
                | (
                    Q(outcome__in=Outcome.values, answered_at__isnull=False)
                    & Q(answered_by__isnull=False)
                    & ~Q(answer="")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.reason}"

    @property
    def is_open(self) -> bool:
        return not self.outcome


class CorrectionMeasure(models.Model):
    """A measure that a request names."""

    request = models.ForeignKey(CorrectionRequest, models.CASCADE, related_name="named")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("request", "measure")
        constraints = (
            models.UniqueConstraint(
                fields=("request", "measure"), name="correction_names_a_measure_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.measure_id}"
