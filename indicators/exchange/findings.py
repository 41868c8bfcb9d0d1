"""What is wrong with a file, or worth knowing, gathered while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.exchange.known import Unfit
from indicators.exchange.problems import Problem
from indicators.exchange.proposals import Spot
from indicators.exchange.spots import refused_at


@dataclass
class Findings:
    """Problems refuse the file, warnings do not. Each is told once for its cell."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def refuse(self, spot: Spot, code: str, message: str, fix: str, shown: str = "") -> None:
        self.problems.append(refused_at(spot, code, message, fix, shown))

    def unfit(self, spot: Spot, unfit: Unfit, shown: str) -> None:
        self.refuse(spot, unfit.code, unfit.message, unfit.fix, shown)

    def warn(self, spot: Spot, code: str, message: str, fix: str, shown: str = "") -> None:
        self.warnings.append(refused_at(spot, code, message, fix, shown))
