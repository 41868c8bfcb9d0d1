"""Figures and revisions: every key exists, every figure is its last revision."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import BigIntegerField, Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Mod

from indicators.plan.fields import PLACES
from indicators.plan.models import Measure, Scope, SuppliedBy
from indicators.reporting.consistency.faults import Fault, each
from indicators.reporting.models import (
    Explanation,
    Figure,
    FigureState,
    PeriodMeasure,
    Report,
    Revision,
)
from regions.models import Level, Region, User

CELL = ("report_id", "region_id", "measure_id")
NAMED = ("period__name", "region__code", "measure__code")
REVISION = ("report__period__name", "region__code", "measure__code", "number")


def points(model: type[Model], column: str) -> Q:
    """Whether the key names a row that is there."""
    return Q(Exists(model._default_manager.filter(pk=OuterRef(column))))


def of_the_same_cell(rows: QuerySet[Revision]) -> QuerySet[Revision]:
    return rows.filter(**{column: OuterRef(column) for column in CELL})


def dangling() -> Iterator[Fault]:
    """The keys are no constraints of the database: see Figure."""
    known = points(Report, "report_id") & points(Region, "region_id")
    known &= points(Measure, "measure_id")
    yield from each("figure_points_nowhere", Figure.objects.filter(~known), "pk", *CELL)
    known &= points(User, "by_id")
    yield from each("revision_points_nowhere", Revision.objects.filter(~known), "pk", *CELL)


def misplaced() -> Iterator[Fault]:
    """A bureau's figures stand in its own report, the province's in the province's."""
    figures = Figure.objects.all()
    elsewhen = figures.exclude(period=F("report__period"))
    yield from each("figure_of_another_period", elsewhen, *NAMED)
    province = Q(measure__supplied_by=SuppliedBy.PROVINCE)
    in_its_report = Q(report__region__level=Level.PROVINCE)
    own = Q(region=F("report__region"))
    right = (
        (~province & own & ~in_its_report)
        | (province & in_its_report & Q(measure__scope=Scope.PROVINCE) & own)
        | (province & in_its_report & Q(measure__scope=Scope.REGION)
           & Q(region__parent=F("report__region")))
    )  # fmt: skip
    yield from each("figure_in_the_wrong_report", figures.filter(~right), *NAMED)
    asked = PeriodMeasure.objects.filter(
        period=OuterRef("period_id"), measure=OuterRef("measure_id")
    )
    yield from each("figure_not_asked", figures.filter(~Exists(asked)), *NAMED)


def too_exact() -> Iterator[Fault]:
    for decimals in range(PLACES):
        stored = Cast("value", BigIntegerField())
        rest = Mod(stored, 10 ** (PLACES - decimals), output_field=BigIntegerField())
        figures = Figure.objects.filter(measure__decimals=decimals).annotate(rest=rest)
        yield from each("figure_too_exact", figures.exclude(Q(rest=0) | Q(value=None)), *NAMED)


def unlike_revisions() -> Iterator[Fault]:
    """A figure is the last revision of its cell; a cell whose last one is no blank has a figure."""
    revisions = of_the_same_cell(Revision.objects.all())
    same = revisions.filter(
        Q(new_value=OuterRef("value")) | Q(new_value=None),
        number=OuterRef("revision"),
        new_state=OuterRef("state"),
    )
    later = revisions.filter(number__gt=OuterRef("revision"))
    figures = Figure.objects.filter(~Exists(same) | Exists(later))
    yield from each("figure_unlike_its_revision", figures, *NAMED)
    next_one = revisions.filter(number=OuterRef("number") + 1)
    figure = Figure.objects.filter(**{column: OuterRef(column) for column in CELL})
    last = Revision.objects.filter(~Exists(next_one)).exclude(new_state=FigureState.BLANK)
    yield from each("revision_without_figure", last.filter(~Exists(figure)), *REVISION)


def unchained() -> Iterator[Fault]:
    """The old of a revision is the new of the one before; the first one's is a blank."""
    before = of_the_same_cell(Revision.objects.all()).filter(
        Q(new_value=OuterRef("old_value")) | Q(new_value=None),
        number=OuterRef("number") - 1,
        new_state=OuterRef("old_state"),
    )
    first = Q(number=1, old_state=FigureState.BLANK)
    loose = Revision.objects.filter(~first & ~Exists(before))
    yield from each("revision_unlike_the_one_before", loose, *REVISION)


def unfounded_explanations() -> Iterator[Fault]:
    """0 is the cell that was never filled."""
    revision = of_the_same_cell(Revision.objects.all()).filter(number=OuterRef("revision"))
    loose = Explanation.objects.filter(revision__gt=0).filter(~Exists(revision))
    columns = ("report__period__name", "region__code", "measure__code", "revision")
    yield from each("explanation_of_no_revision", loose, *columns)
