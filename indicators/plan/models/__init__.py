"""The promise: what the plan wants, of what it is made, and by when."""

from indicators.plan.models.indicator import (
    Accumulation,
    Aggregation,
    Comparator,
    EachYear,
    Indicator,
    Numerator,
    Tier,
)
from indicators.plan.models.measure import Asked, Measure, MeasureKind, Scope, SuppliedBy
from indicators.plan.models.outline import Periodicity, Plan, Theme
from indicators.plan.models.rule import CheckRule, Operator, Severity
from indicators.plan.models.target import Baseline, Target

__all__ = [
    "Accumulation",
    "Aggregation",
    "Asked",
    "Baseline",
    "CheckRule",
    "Comparator",
    "EachYear",
    "Indicator",
    "Measure",
    "MeasureKind",
    "Numerator",
    "Operator",
    "Periodicity",
    "Plan",
    "Scope",
    "Severity",
    "SuppliedBy",
    "Target",
    "Theme",
    "Tier",
]
