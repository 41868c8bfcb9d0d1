"""What a check says about a cell, and the facts about measures that checks need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from indicators.plan.models import CheckRule, Measure, MeasureKind, Severity
from indicators.reporting.cells import Key

Numbers = Mapping[Key, Decimal]


@dataclass(frozen=True, slots=True)
class Finding:
    """At most one a cell. Hard forbids submission; soft demands a written explanation."""

    region: str
    measure: str
    code: str
    severity: str
    message: str

    @property
    def is_hard(self) -> bool:
        return self.severity == Severity.HARD


@dataclass(slots=True)
class Beside:
    """The numbers that a report's cells are held against, each by codes of region and measure.

    `own`: in the same report, those proposed among them; `supplied`: the province's totals as
    latest known; `previous`, `year_earlier`: the same cells then. What is no number is not there.
    """

    own: Numbers = field(default_factory=dict)
    supplied: Numbers = field(default_factory=dict)
    previous: Numbers = field(default_factory=dict)
    year_earlier: Numbers = field(default_factory=dict)


class Facts(NamedTuple):
    """What the checks need of a measure. `whole` is the total that it may not exceed."""

    code: str
    name: str
    is_stock: bool
    decimals: int
    minimum: Decimal | None
    maximum: Decimal | None
    whole: str
    whole_name: str
    is_counted_part: bool


def facts_of(measures: Iterable[Measure]) -> dict[str, Facts]:
    """By code; the measures come with their wholes."""
    return {measure.code: facts(measure) for measure in measures}


def facts(measure: Measure) -> Facts:
    whole, is_stock = measure.part_of, measure.kind == MeasureKind.STOCK
    return Facts(
        code=measure.code,
        name=measure.name,
        is_stock=is_stock,
        decimals=measure.decimals,
        minimum=measure.minimum,
        maximum=measure.maximum,
        whole=whole.code if whole else "",
        whole_name=whole.name if whole else "",
        is_counted_part=bool(whole and is_stock and not measure.decimals),
    )


class Rule(NamedTuple):
    """A CheckRule and the measures that it adds up: `measure` operator Σ `compared` ± tolerance."""

    code: str
    measure: str
    compared: tuple[str, ...]
    operator: str
    tolerance: Decimal
    severity: str
    sentence: str


def rules_in_force() -> list[Rule]:
    """The active ones, hard before soft; one query."""
    links = CheckRule.compared.through.objects.filter(checkrule__is_active=True)
    ordered = links.select_related("checkrule__measure", "measure").order_by(
        "checkrule__code", "measure__position"
    )
    compared: dict[CheckRule, list[str]] = {}
    for link in ordered:
        compared.setdefault(link.checkrule, []).append(link.measure.code)
    rules = [rule_of(rule, codes) for rule, codes in compared.items()]
    return sorted(rules, key=lambda rule: rule.severity != Severity.HARD)


def rule_of(rule: CheckRule, compared: list[str]) -> Rule:
    return Rule(
        rule.code,
        rule.measure.code,
        tuple(compared),
        rule.operator,
        rule.tolerance,
        rule.severity,
        rule.sentence,
    )
