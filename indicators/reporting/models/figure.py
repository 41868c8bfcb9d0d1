"""Figures, their explanations, and each change of them."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.plan.fields import ExactNumberField
from indicators.plan.models import Measure
from indicators.reporting.models.period import ReportingPeriod
from indicators.reporting.models.report import Report
from regions.models import Region, User


class FigureState(models.TextChoices):
    """What stands in a cell; `not reported` is the report's state, never a cell's."""

    BLANK = "blank", _("blank")
    NUMBER = "number", _("number")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class Via(models.TextChoices):
    FORM = "form", _("form")
    IMPORT = "import", _("import")
    API = "api", _("interface")
    CARRIED = "carried", _("carried over")


def whole(value: str, state: str, *others: FigureState) -> Q:
    """A number has a value, the other states have none."""
    number = Q(**{state: FigureState.NUMBER, f"{value}__isnull": False})
    return number | Q(**{f"{state}__in": others, f"{value}__isnull": True})


class Figure(models.Model):
    """One measure's value for one region and period; a blank has no row.

    `revision` is the number of the cell's last Revision: a write names the one it saw. The keys
    are no constraints of the database, neither here nor in Revision: checking eight of them a cell
    would cost more than all the rest of an import. The verb takes them from rows that it has
    locked, and `check_data` proves them.
    """

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="figures", db_constraint=False, db_index=False
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    state = models.CharField(_("state"), max_length=15, choices=FigureState.choices)
    value = ExactNumberField(_("value"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"))

    class Meta:
        ordering = ("report_id", "region_id", "measure_id")
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = (
            models.UniqueConstraint(fields=("period", "region", "measure"), name="figure_once"),
            models.CheckConstraint(
                name="figure_is_a_number_or_not_applicable",
                condition=whole("value", "state", FigureState.NOT_APPLICABLE),
            ),
        )
        indexes = (models.Index(fields=("report", "measure"), name="figure_by_report"),)

    def __str__(self) -> str:
        return f"{self.report_id} {self.measure_id} {self.value}"

    @property
    def number(self) -> Decimal | None:
        return self.value


class Revision(models.Model):
    """One change of one cell, append-only; numbered within the cell from 1.

    `document` is the number of the document by which a manager filled in for a bureau (代录).
    """

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="revisions", db_constraint=False, db_index=False
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    old_state = models.CharField(_("old state"), max_length=15, choices=FigureState.choices)
    old_value = ExactNumberField(_("old value"), null=True)
    new_state = models.CharField(_("new state"), max_length=15, choices=FigureState.choices)
    new_value = ExactNumberField(_("new value"), null=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    via = models.CharField(_("through"), max_length=10, choices=Via.choices)
    batch = models.UUIDField(_("batch"), null=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    why = models.TextField(_("why"), blank=True)
    document = models.CharField(_("document number"), max_length=60, blank=True)

    class Meta:
        ordering = ("report_id", "region_id", "measure_id", "number")
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "region", "measure", "number"), name="revision_number_once"
            ),
            models.CheckConstraint(
                name="revision_old_is_whole",
                condition=whole(
                    "old_value", "old_state", FigureState.BLANK, FigureState.NOT_APPLICABLE
                ),
            ),
            models.CheckConstraint(
                name="revision_new_is_whole",
                condition=whole(
                    "new_value", "new_state", FigureState.BLANK, FigureState.NOT_APPLICABLE
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.measure_id} {self.number}"


class Explanation(models.Model):
    """The reporter's answer to a soft check or for a blank; void once the cell's revision moves.

    Nothing is overwritten: of several for one revision the last counts.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="explanations")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(_("revision"))
    text = models.CharField(_("explanation"), max_length=500)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report_id", "region_id", "measure_id", "revision", "id")
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = (
            models.CheckConstraint(name="explanation_is_not_empty", condition=~Q(text="")),
        )

    def __str__(self) -> str:
        return self.text
