"""What the commands of 更正申请 share."""

from __future__ import annotations

from typing import Any

from indicators.management.moving import MovingCommand
from indicators.reporting.models import CorrectionRequest, Report
from regions.models import User


class CorrectionCommand(MovingCommand):
    """Asked for or declined, while the report stays where it is."""

    request: CorrectionRequest

    def move(self, report: Report, by: User, options: dict[str, Any]) -> None:
        self.request = self.ask_or_answer(report, by, options)

    def ask_or_answer(self, report: Report, by: User, options: dict[str, Any]) -> CorrectionRequest:
        """Call the verb."""
        raise NotImplementedError

    def facts(self, report: Report) -> dict[str, Any]:
        return super().facts(report) | {"correction": self.request.outcome or "open"}
