"""A national installation: 2,900 regions that reported 20 quarters in full, 60 indicators."""

from django.db import connection
from django.utils import timezone

from indicators.plan.models import Indicator, Numerator, Target
from indicators.reporting.models import Figure, Report, ReportingPeriod, StatusChange, Submission
from regions.models import Region
from tests.people import person

REGIONS, INDICATORS = 2900, 60

COPIES = """
INSERT INTO {figure} (report_id, period_id, region_id, measure_id, state, value, revision)
SELECT CASE WHEN f.report_id = o.id THEN r.id ELSE f.report_id END, f.period_id, r.region_id,
  f.measure_id, f.state, f.value, 1
FROM {figure} f
JOIN {report} o ON o.period_id = f.period_id AND o.region_id = f.region_id
JOIN {report} r ON r.period_id = f.period_id
JOIN {region} n ON n.id = r.region_id AND n.code LIKE '9%%'
WHERE f.region_id = %s AND f.period_id = %s"""
"""What Wuhan reported, and what the province supplied for it, once more for each region."""


def build():
    """Out of the demonstration; how many figures there are then."""
    approved_reports(many_regions())
    copy_figures()
    more_indicators()
    return Figure.objects.count()


def copy_figures():
    """A statement a period: one for all would outlive the statement timeout."""
    tables = {"figure": Figure, "report": Report, "region": Region}
    sql = COPIES.format(**{name: model._meta.db_table for name, model in tables.items()})
    wuhan = Region.objects.get(code="420100").pk
    with connection.cursor() as cursor:
        for period in ReportingPeriod.objects.all():
            cursor.execute(sql, [wuhan, period.pk])
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def many_regions():
    facts = {"kind": "county", "level": "county", "parent": Region.objects.get(code="420000")}
    return Region.objects.bulk_create(
        Region(
            code=f"9{n:05}", name_zh=f"测速{n}", short_name_zh=f"测{n}", position=5000 + n, **facts
        )
        for n in range(REGIONS)
    )


def approved_reports(regions):
    """As the verbs would have left them: each with its submission and the moves behind it."""
    by = {"at": timezone.now(), "by": person("manager")}
    wuhans = Report.objects.filter(region__code="420100", status="approved")
    reports = Report.objects.bulk_create(
        Report(period=one.period, region=region, status="approved", version=3)
        for one in wuhans.select_related("period")
        for region in regions
    )
    submissions = Submission.objects.bulk_create(
        (
            Submission(report=one, number=1, responsible="测", sha256="0" * 64, **by)
            for one in reports
        ),
        batch_size=5000,
    )
    moves = (move for one in submissions for move in moves_of(one, by))
    StatusChange.objects.bulk_create(moves, batch_size=5000)


def moves_of(submission, by):
    before = ""
    for number, after in enumerate(("draft", "submitted", "in_review", "approved"), 1):
        named = None if after == "draft" else submission
        moved = {"number": number, "from_status": before, "to_status": after}
        yield StatusChange(report=submission.report, submission=named, **moved, **by)
        before = after


def more_indicators():
    """The plan's own once more until there are enough, with their numerators and targets."""
    active = Indicator.objects.filter(is_active=True).order_by("number")
    own, last = list(active), Indicator.objects.order_by("number").last().number
    for place, one in enumerate(own[: INDICATORS - len(own)], 1):
        parts, targets = list(one.numerators.all()), list(one.targets.all())
        one.pk, one.number, one.code = None, last + place, f"BENCH_{place}"
        one._state.adding = True
        one.save()
        copied = [Numerator(indicator=one, measure=p.measure, position=p.position) for p in parts]
        Numerator.objects.bulk_create(copied)
        for target in targets:
            target.pk, target.indicator = None, one
        Target.objects.bulk_create(targets)
