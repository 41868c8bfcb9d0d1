"""The only real figures there are, the published ones, from their entry to the verdict."""

import csv
import io
import json
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command

from indicators.plan.models import Baseline, Indicator, Measure, Numerator, Plan, Target, Theme
from indicators.reporting.actions import approve_all, enter_many, open_period, submit
from indicators.reporting.cells import Cell
from indicators.reporting.models import Report, Submission
from regions.memberships import grant
from regions.models import Region
from tests.people import person

pytestmark = pytest.mark.django_db

PUBLISHED = Path(settings.BASE_DIR) / "fixtures/plan/published.csv"
PROVINCE, ONLY = "900000", "900100"
INDICATOR = "PUBLISHED_BEDS"
CHINA = ZoneInfo("Asia/Shanghai")
AFTER = {2015: datetime(2016, 1, 8, 9, tzinfo=CHINA), 2016: datetime(2017, 1, 9, 9, tzinfo=CHINA)}
WHOLE = "全省合计"  # explains why it is more than a single region plausibly has


def published():
    """{(measure, year): value} of the province, as the newspapers and the plans printed them."""
    with PUBLISHED.open(encoding="utf-8") as file:
        return {
            (row["measure"], int(row["year"])): Decimal(row["value"])
            for row in csv.DictReader(file)
            if row["region_code"] == "420000"
        }


@pytest.fixture
def plan(db, administrator, manager, stranger):
    """The beds' promise, in a province whose only region carries both measures."""
    top = Region.objects.create(
        code=PROVINCE, name_zh="试验省", short_name_zh="试验", kind="province", level="province"
    )
    only = Region.objects.create(
        code=ONLY, name_zh="全域市", short_name_zh="全域", kind="prefecture_city",
        level="prefecture", parent=top,
    )  # fmt: skip
    grant(user=manager, region=top, role="manager", by=administrator)
    grant(user=stranger, region=only, role="reporter", by=administrator)
    plan = Plan.objects.create(
        code="published", name_zh="见报数据", region=top, starts_on=date(2016, 1, 1),
        ends_on=date(2020, 12, 31), baseline_on=date(2015, 12, 31), periodicity="quarter",
    )  # fmt: skip
    promise(plan)
    return plan


def promise(plan):
    """35 beds for each thousand people of 60 and more by the end of 2020, from 30."""
    theme = Theme.objects.create(plan=plan, code="1", section="一", name_zh="养老")
    indicator = Indicator.objects.create(
        plan=plan, number=1, code=INDICATOR, tier="A", is_active=True, theme=theme, section="一",
        name_zh="每千名老年人口养老床位数", quote="35张", kind="quantified", comparator="at_least",
        denominator=Measure.objects.get(code="POP_60PLUS"), factor=1000, unit_zh="张",
        due_on=date(2020, 12, 31), aggregation="pooled", accumulation="none",
    )  # fmt: skip
    Numerator.objects.create(indicator=indicator, measure=Measure.objects.get(code="ELD_BEDS"))
    stated = {"indicator": indicator, "region": plan.region, "adopted_on": plan.starts_on}
    Baseline.objects.create(**stated, value=30, on=plan.baseline_on)
    Target.objects.create(**stated, value=35, year=2020)


def walk(plan, year):
    """Open the year's last quarter, enter, submit, approve."""
    at, figures = AFTER[year], published()
    period = open_period(name=f"{year}Q4", plan=plan, by=person("manager"), at=at)
    holders = {"ELD_BEDS": (ONLY, "stranger"), "POP_60PLUS": (PROVINCE, "manager")}
    for measure, (holder, username) in holders.items():
        report = report_of(period, holder)
        cell = Cell(ONLY, measure, "number", figures[measure, year])
        enter_many(cells_by_report={report: [cell]}, by=person(username), via="form", at=at)
        submit(
            report=report_of(period, holder),
            by=person(username),
            responsible="单位负责人",
            explanations={(ONLY, measure): WHOLE},
            at=at,
        )
    reports = list(Report.objects.filter(period=period))
    approve_all(reports=reports, by=person("reviewer"), at=at)


def report_of(period, code):
    reports = Report.objects.select_related("period", "region")
    return reports.get(period=period, region__code=code)


def assessed(year, region=PROVINCE):
    out = io.StringIO()
    options = {"period": f"{year}Q4", "region": region, "indicator": INDICATOR, "json": True}
    call_command("assess", **options, stdout=out)
    [row] = json.loads(out.getvalue())
    return row


def shown(text, decimals):
    return Decimal(text).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def test_only_the_plans_own_regions_and_measures_are_asked(plan):
    walk(plan, 2016)
    reports = Report.objects.values_list("region__code", "status")
    assert sorted(reports) == [(PROVINCE, "approved"), (ONLY, "approved")]
    lines = [submission.figures.splitlines()[1:] for submission in Submission.objects.all()]
    assert sorted(lines) == [
        [f"{ONLY}\tELD_BEDS\tnumber\t329000\t{WHOLE}"],
        [f"{ONLY}\tPOP_60PLUS\tnumber\t10720000\t{WHOLE}"],
    ]


def test_the_published_beds_of_2016_are_slightly_behind(plan):
    """Case V02 from one end to the other."""
    walk(plan, 2016)
    row = assessed(2016)
    assert (row["分子"], row["分母"], row["数值"]) == ("329000", "10720000", "30.690298507463")
    assert (row["基期值"], row["目标值"], row["基期来源"], row["目标来源"]) == (
        "30",
        "35",
        "stated",
        "own",
    )
    assert (row["时序进度"], row["完成进度"]) == ("0.200000", "0.138060")
    assert (shown(row["完成进度"], 3), shown(row["滞后百分点"], 1)) == (
        Decimal("0.138"),
        Decimal("6.2"),
    )
    assert (row["判定"], row["判定依据"]) == ("slightly_behind", 11)
    assert (row["预测值"], row["已报"], row["应报"]) == ("33.451492537313", 1, 1)


def test_the_year_before_changes_nothing_in_it(plan):
    """The stated baseline goes before the one reported; a tenth more beds in a year is no slip."""
    walk(plan, 2015)
    assert assessed(2015)["数值"] == "28.589245454982"
    walk(plan, 2016)
    row = assessed(2016)
    assert (row["基期值"], row["数值"], row["判定"]) == (
        "30",
        "30.690298507463",
        "slightly_behind",
    )


def test_the_region_itself_is_judged_against_the_provinces_line(plan):
    walk(plan, 2016)
    row = assessed(2016, ONLY)
    assert (row["数值"], row["目标值"], row["目标来源"]) == ("30.690298507463", "35", "reference")
    assert (row["基期值"], row["完成进度"], row["判定"]) == (None, None, "not_met")


def test_without_the_population_there_is_no_rate(plan):
    """The bureau alone cannot make the rate: what the province supplies is missing, by name."""
    walk(plan, 2016)
    call_command(
        "reopen", period="2016Q4", region=PROVINCE, by="reviewer", reason="人口数待核", code="other"
    )
    row = assessed(2016)
    assert (row["数值"], row["判定"], row["已报"], row["应报"]) == (None, "no_data", 0, 1)
