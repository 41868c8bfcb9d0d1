"""What a judgement says: the verdict, its rule, and every number that stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.assessment.promise import BaselineValue, Comparison
from indicators.assessment.vocabulary import Opinion, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Ruling:
    """The first rule that applied, and for a trend (rule 3) the row of its own table."""

    rule: int
    verdict: Verdict
    reason: Reason
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Exact and unrounded; what is not defined is None.

    Shares are fractions, the lag is in percentage points, paces are per year. The months gone
    are kept within 0 and the total, as the time share is. `baseline` is the one in use.
    `forecast_short` is signed like a gap: ≤ 0 means that the forecast meets the target. For a
    trend, `broken` and `uncompared` name the earlier year ends that were not good, and those
    that should have been compared and could not.
    """

    verdict: Verdict
    rule: int
    reason: Reason
    time_share: Decimal
    months_gone: int
    months_total: int
    row: int | None = None
    provisional: bool = False
    baseline: BaselineValue | None = None
    planned: Decimal | None = None
    completion: Decimal | None = None
    lag: Decimal | None = None
    forecast: Decimal | None = None
    forecast_short: Decimal | None = None
    required_per_year: Decimal | None = None
    achieved_per_year: Decimal | None = None
    ratio: Decimal | None = None
    opinion: Opinion | None = None
    compared: Comparison | None = None
    broken: tuple[date, ...] = ()
    uncompared: tuple[date, ...] = ()
