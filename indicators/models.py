"""Re-exports the rooms' models for Django; import them from their rooms."""

from indicators.exchange.models import ImportBatch
from indicators.plan.models import (
    Baseline,
    CheckRule,
    Indicator,
    Measure,
    Numerator,
    Plan,
    Target,
    Theme,
)
from indicators.reporting.models import (
    CorrectionMeasure,
    CorrectionRequest,
    Explanation,
    Extension,
    Figure,
    PeriodMeasure,
    Remark,
    Report,
    ReportingPeriod,
    Revision,
    StatusChange,
    Submission,
)

__all__ = [
    "Baseline",
    "CheckRule",
    "CorrectionMeasure",
    "CorrectionRequest",
    "Explanation",
    "Extension",
    "Figure",
    "ImportBatch",
    "Indicator",
    "Measure",
    "Numerator",
    "PeriodMeasure",
    "Plan",
    "Remark",
    "Report",
    "ReportingPeriod",
    "Revision",
    "StatusChange",
    "Submission",
    "Target",
    "Theme",
]
