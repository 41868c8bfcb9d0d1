"""The figures: periods, reports, what stands in them, and every change of it."""

from indicators.reporting.models.correction import (
    CorrectionMeasure,
    CorrectionRequest,
    Outcome,
)
from indicators.reporting.models.figure import Explanation, Figure, FigureState, Revision, Via
from indicators.reporting.models.period import Extension, PeriodMeasure, ReportingPeriod
from indicators.reporting.models.report import Basis, Report, Status
from indicators.reporting.models.submission import (
    ReasonCode,
    Remark,
    StatusChange,
    Submission,
)

__all__ = [
    "Basis",
    "CorrectionMeasure",
    "CorrectionRequest",
    "Explanation",
    "Extension",
    "Figure",
    "FigureState",
    "Outcome",
    "PeriodMeasure",
    "ReasonCode",
    "Remark",
    "Report",
    "ReportingPeriod",
    "Revision",
    "Status",
    "StatusChange",
    "Submission",
    "Via",
]
