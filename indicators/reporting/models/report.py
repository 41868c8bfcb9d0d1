"""One region's report for one period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from indicators.reporting.models.period import ReportingPeriod
from regions.models import Region, User
from regions.permissions import Permission, regions_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


class Basis(models.TextChoices):
    OFFICIAL = "official", _("official")
    PROVISIONAL = "provisional", _("provisional")

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses whose figures count."""
        if self is Basis.OFFICIAL:
            return (Status.APPROVED,)
        return (Status.SUBMITTED, Status.IN_REVIEW, Status.APPROVED)


WRITABLE = (Status.DRAFT, Status.RETURNED)


def may_be_read_by(user: User | AnonymousUser, status: str = "status") -> Q:
    """One's own or those under one at any status, in scope once approved.

    `status` names the column that says where the report stands: today's, or a past day's.
    """
    at_any_status = Q(region__in=regions_of(user, Permission.SEE_REPORT))
    in_scope = Q(region__in=regions_of(user, Permission.SEE_APPROVED))
    return at_any_status | (in_scope & Q(**{status: Status.APPROVED}))


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User | AnonymousUser) -> ReportQuerySet:
        """Whole reports."""
        return self.filter(may_be_read_by(user))

    def listed_for(self, user: User | AnonymousUser) -> ReportQuerySet:
        """Those whose status the person may know."""
        return self.filter(region__in=regions_of(user, Permission.SEE_STATUS))

    def within(self, region: Region) -> ReportQuerySet:
        return self.filter(
            Q(region=region) | Q(region__parent=region) | Q(region__parent__parent=region)
        )

    def of(self, period: ReportingPeriod) -> ReportQuerySet:
        return self.filter(period=period)

    def awaiting_review_by(self, user: User | AnonymousUser) -> ReportQuerySet:
        """What lies with the reviewer, oldest first by its last submission."""
        waiting = self.filter(
            region__in=regions_of(user, Permission.REVIEW),
            status__in=(Status.SUBMITTED, Status.IN_REVIEW),
        )
        return waiting.annotate(handed_in=Max("submissions__at")).order_by("handed_in", "pk")

    def reopened(self) -> ReportQuerySet:
        """重审中: approved once, and not now."""
        once = self.model.objects.filter(status_changes__to_status=Status.APPROVED)
        return self.filter(pk__in=once.values("pk")).exclude(status=Status.APPROVED)

    def counting(self, basis: Basis) -> ReportQuerySet:
        return self.filter(status__in=basis.statuses)


class Report(models.Model):
    """What a region reports in a period. `status` is the last StatusChange, kept for speed.

    `version` rises with every write and every move, so that a page can name what it saw.
    """

    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="reports")
    region = models.ForeignKey(Region, models.PROTECT, related_name="reports")
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    version = models.BigIntegerField(_("version"), default=0)
    first_submitted_at = models.DateTimeField(_("first submitted at"), null=True, blank=True)
    correct_until = models.DateField(_("to be corrected until"), null=True, blank=True)
    reviewer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="reviewing"
    )
    review_began_at = models.DateTimeField(_("review began at"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("period", "region")
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = (
            models.UniqueConstraint(fields=("period", "region"), name="report_once"),
            models.CheckConstraint(
                name="report_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="report_in_review_has_a_reviewer",
                condition=(
                    Q(status=Status.IN_REVIEW, reviewer__isnull=False)
                    & Q(review_began_at__isnull=False)
                )
                | (
                    ~Q(status=Status.IN_REVIEW)
                    & Q(reviewer__isnull=True)
                    & Q(review_began_at__isnull=True)
                ),
            ),
        )
        indexes = (models.Index(fields=("region", "period"), name="report_by_region"),)

    def __str__(self) -> str:
        return f"{self.period.name} {self.region.name}"

    @property
    def is_writable(self) -> bool:
        """Whether its status lets the region write; the deadlines are asked in `calendar`."""
        return self.status in WRITABLE
