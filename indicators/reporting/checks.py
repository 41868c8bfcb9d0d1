"""Plausibility: hard 强制 and soft 核实 checks, the same for form, spreadsheet and API.

Pure but for the rows it is given. Of each cell the strongest finding alone is told; the order of
CHECKS is that of their strength.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from indicators.plan.models import Operator, Severity
from indicators.reporting import sentences
from indicators.reporting.cells import Key
from indicators.reporting.findings import Beside, Facts, Finding, Rule, rules_in_force
from indicators.reporting.ledger import ledger_of
from indicators.reporting.models import Report

Said = tuple[str, str, str]  # code, severity, message

HALF, LEAST_CHANGE = Decimal("0.5"), 20
SLIPS = ((Decimal(7), Decimal(14)), (Decimal(5000), Decimal(20000)))  # about ×10, about ×10,000
EXACT_SLIPS = (10, 10_000)


def findings_for(report: Report) -> list[Finding]:
    """What is to be said of the report as it stands."""
    return findings_with({report: {}})[report.pk]


def findings_with(
    proposed: Mapping[Report, Mapping[Key, Decimal | None]],
) -> dict[int, list[Finding]]:
    """By the report's key, as if the proposed numbers (None: no number) stood there already.

    Of a report with proposals only the proposed cells are told about. A constant number of
    queries for any number of reports.
    """
    ledger, rules = ledger_of(list(proposed)), rules_in_force()
    for report, numbers in proposed.items():
        ledger.propose(report, numbers)
    return {
        report.pk: check(numbers or ledger.own(report), ledger.facts, ledger.beside(report), rules)
        for report, numbers in proposed.items()
    }


def check(
    keys: Iterable[Key], facts: Mapping[str, Facts], beside: Beside, rules: Sequence[Rule] = ()
) -> list[Finding]:
    """The findings about these cells, in their order; a cell without a number has none."""
    ruled: dict[str, list[Rule]] = {}
    for rule in rules:
        ruled.setdefault(rule.measure, []).append(rule)
    own, found = beside.own, []
    for key in keys:
        value, known = own.get(key), facts.get(key[1])
        if value is None or known is None:
            continue
        said = strongest(key, value, known, beside, ruled.get(key[1], ()))
        if said:
            found.append(Finding(*key, *said))
    return found


def strongest(
    key: Key, value: Decimal, facts: Facts, beside: Beside, rules: Sequence[Rule]
) -> Said | None:
    """Hard before soft, the plan's own relations before comparisons with the past."""
    said = exceeds(key, value, facts, beside) if facts.whole else None
    if rules and not (said and said[1] == Severity.HARD):
        said = by_rule(key, value, beside, rules, said)
    return said or out_of_bounds(value, facts) or unlike_before(key, value, facts, beside)


def by_rule(
    key: Key, value: Decimal, beside: Beside, rules: Sequence[Rule], said: Said | None
) -> Said | None:
    """The first rule that does not hold; a soft one gives way to what is said already."""
    for rule in rules:
        if rule.severity == Severity.SOFT and said:
            break
        if broken(rule, key[0], value, beside):
            return f"rule_{rule.code}", rule.severity, rule.sentence
    return said


def exceeds(key: Key, value: Decimal, facts: Facts, beside: Beside) -> Said | None:
    """A part of more than its whole: an error where both stand in one report, else a question."""
    whole = beside.own.get((key[0], facts.whole))
    if whole is not None:
        if value <= whole:
            return None
        return "part_exceeds_whole", Severity.HARD, sentences.over_the_whole(facts, whole)
    whole = beside.supplied.get((key[0], facts.whole))
    if whole is None or value <= whole:
        return None
    return "part_exceeds_supplied", Severity.SOFT, sentences.over_the_provinces(facts, whole)


def broken(rule: Rule, region: str, value: Decimal, beside: Beside) -> bool:
    """Whether the rule can be asked (all its numbers are there) and does not hold."""
    total = Decimal(0)
    for code in rule.compared:
        key = (region, code)
        number = beside.own.get(key, beside.supplied.get(key))
        if number is None:
            return False
        total += number
    over, under = value - total > rule.tolerance, total - value > rule.tolerance
    if rule.operator == Operator.AT_MOST:
        return over
    return under if rule.operator == Operator.AT_LEAST else over or under


def out_of_bounds(value: Decimal, facts: Facts) -> Said | None:
    if facts.minimum is not None and value < facts.minimum:
        message = sentences.out_of_bounds(facts.minimum, above=False)
        return "below_minimum", Severity.SOFT, message
    if facts.maximum is not None and value > facts.maximum:
        message = sentences.out_of_bounds(facts.maximum, above=True)
        return "above_maximum", Severity.SOFT, message
    return None


def unlike_before(key: Key, value: Decimal, facts: Facts, beside: Beside) -> Said | None:
    """Against the period before for a stock, against the same one last year for a flow."""
    old = (beside.previous if facts.is_stock else beside.year_earlier).get(key)
    if old is None or old == value:
        return None
    if facts.is_counted_part and value < old:
        return "count_falls", Severity.SOFT, sentences.fallen(old - value)
    change = abs(value - old)
    if change < HALF * abs(old):
        return None
    if is_slip(value, old, change):
        return "unit_slip", Severity.SOFT, sentences.slipped(value / old, is_stock=facts.is_stock)
    if change >= LEAST_CHANGE:
        return "swing", Severity.SOFT, sentences.swung(value, old, is_stock=facts.is_stock)
    return None


def is_slip(value: Decimal, old: Decimal, change: Decimal) -> bool:
    """Ten or ten thousand times, either way: exactly so, or roughly and by 20 units or more."""
    if value <= 0 or old <= 0:
        return False
    larger, smaller = max(value, old), min(value, old)
    if any(larger == smaller * times for times in EXACT_SLIPS):
        return True
    return change >= LEAST_CHANGE and any(
        low * smaller <= larger <= high * smaller for low, high in SLIPS
    )
