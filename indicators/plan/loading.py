"""The plan from the fixtures: outline, measures, indicators with their clauses, targets, rules."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.plan.models import (
    Baseline,
    Indicator,
    Measure,
    Numerator,
    Plan,
    Target,
    Theme,
    Tier,
)
from indicators.plan.rules import load_rules
from regions.audit import acting
from regions.keeping import keep
from regions.loading import FOLDER, ROOT, load_regions, load_zones, rows
from regions.models import Region, Zone

TEXTS = (
    *("code", "tier", "name_zh", "name_en", "section", "quote", "kind", "comparator"),
    *("each_year", "unit_zh", "aggregation", "accumulation", "condition_zh"),
    *("target_source", "hedge_zh", "note_zh"),
)


@dataclass(frozen=True)
class Known:
    """What the indicators' rows name by code, read once."""

    themes: dict[str, Theme]
    zones: dict[str, Zone]
    measures: dict[str, Measure]
    units: dict[str, str]
    indicators: dict[int, Indicator]
    numerators: dict[int, dict[str, Numerator]]
    stated: set[tuple[type[Target | Baseline], int, int | date]]

    @classmethod
    def of(cls, plan: Plan) -> Known:
        return cls(
            themes={theme.code: theme for theme in plan.themes.all()},
            zones={zone.code: zone for zone in Zone.objects.all()},
            measures={measure.code: measure for measure in Measure.objects.all()},
            units={row["unit_zh"]: row["unit_en"] for row in rows("units.csv")},
            indicators={one.number: one for one in plan.indicators.select_related("plan__region")},
            numerators=numerators_of(plan),
            stated=stated_by(plan),
        )


def numerators_of(plan: Plan) -> dict[int, dict[str, Numerator]]:
    """By the indicator's key and the measure's code."""
    found: dict[int, dict[str, Numerator]] = defaultdict(dict)
    for one in Numerator.objects.filter(indicator__plan=plan).select_related("measure"):
        found[one.indicator_id][one.measure.code] = one
    return found


def stated_by(plan: Plan) -> set[tuple[type[Target | Baseline], int, int | date]]:
    """For which year or day of an indicator there is the plan's own target or baseline."""
    own = {"indicator__plan": plan, "region": plan.region, "document_number": ""}
    targets = Target.objects.filter(**own).values_list("indicator", "year")
    baselines = Baseline.objects.filter(**own).values_list("indicator", "on")
    return {(Target, *one) for one in targets} | {(Baseline, *one) for one in baselines}


def load_plan() -> Plan:
    """Everything in one transaction; again and again with the same outcome. No figures."""
    with acting(by=None) as acts:
        load_regions()
        load_zones()
        plan = load_outline()
        load_measures()
        load_rules()
        known = Known.of(plan)
        for row in rows("indicators.csv"):
            load_indicator(plan, row, known)
        acts.record("plan_loaded", object_type="plan", object_label=plan.name_zh)
    return plan


def load_outline() -> Plan:
    """The plan's own dates and thresholds, and its headings."""
    facts = json.loads((FOLDER / "plan.json").read_text(encoding="utf-8"))
    root = Region.objects.get(code=ROOT)
    plan, _made = Plan.objects.get_or_create(
        code=facts.pop("code"), defaults={**facts, "region": root}
    )
    plan.refresh_from_db()
    there = {theme.code: theme for theme in plan.themes.all()}
    themes: dict[str, Theme] = {}
    for place, row in enumerate(rows("themes.csv"), start=1):
        code, parent = row["code"], themes.get(row["parent"])
        known = {name: row[name] for name in ("section", "name_zh", "name_en")}
        facts = {**known, "position": place, "parent": parent}
        themes[code] = keep(there, code, Theme, facts, plan=plan, code=code)
    return plan


def load_measures() -> None:
    """Each raw quantity; wholes before parts, for a part names its whole."""
    copied = ("name_zh", "name_en", "unit_zh", "unit_en", "kind", "supplied_by", "scope")
    listed, known = rows("measures.csv"), Measure.objects.in_bulk(field_name="code")
    for place, row in enumerate(listed, start=1):
        texts = {name: row[name] for name in (*copied, "definition_zh", "asked")}
        numbers = {"minimum": decimal(row["min"]), "maximum": decimal(row["max"])}
        facts = {**texts, **numbers, "decimals": int(row["decimals"]), "position": place}
        keep(known, row["code"], Measure, facts, code=row["code"])
    known = Measure.objects.in_bulk(field_name="code")
    for row in listed:
        if row["part_of"]:
            whole = {"part_of": known[row["part_of"]]}
            keep(known, row["code"], Measure, whole, code=row["code"])


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def load_indicator(plan: Plan, row: dict[str, str], known: Known) -> None:
    """One promise with its clause, parts, and what the plan states of baseline and target.

    Whether it is active is the province's choice after the first load: tier A starts active.
    """
    links = {
        "theme": known.themes[row["theme"]],
        "zone": known.zones.get(row["zone"]),
        "denominator": known.measures.get(row["denominator"]),
        "unit_en": known.units[row["unit_zh"]],
    }
    numbers = {"factor": int(row["factor"] or 1), "decimals": int(row["decimals"] or 0)}
    texts = {name: row[name] for name in TEXTS}
    facts = {**texts, **links, **numbers, "due_on": date.fromisoformat(row["due_date"])}
    number, at_first = int(row["number"]), {"is_active": row["tier"] == Tier.A}
    whose: dict[str, Any] = {"plan": plan, "number": number}
    indicator = keep(known.indicators, number, Indicator, facts, at_first, **whose)
    load_numerators(indicator, row["numerator"], known)
    load_statements(indicator, row, known)


def load_numerators(indicator: Indicator, text: str, known: Known) -> None:
    """The measures that are added up above the line; one no longer named there goes."""
    codes = [code for code in text.split("+") if code]
    there = known.numerators[indicator.pk]
    if there.keys() - set(codes):
        indicator.numerators.exclude(measure__code__in=codes).delete()
    for place, code in enumerate(codes):
        whose: dict[str, Any] = {"indicator": indicator, "measure": known.measures[code]}
        keep(there, code, Numerator, {"position": place}, **whose)


def load_statements(indicator: Indicator, row: dict[str, str], known: Known) -> None:
    """The plan's own target and baseline, for the province. A cumulative sum's 0 is no baseline."""
    plan = indicator.plan
    stated = {"indicator": indicator, "region": plan.region, "document_number": ""}
    year = int(row["target_year"] or 0)
    if row["target"] and (Target, indicator.pk, year) not in known.stated:
        facts = {"value": Decimal(row["target"]), "adopted_on": plan.starts_on}
        Target.objects.get_or_create(**stated, year=year, defaults=facts)
    if row["baseline"] and row["accumulation"] != "cumulative":
        on = date(int(row["baseline_year"]), 12, 31)
        facts = {"value": Decimal(row["baseline"]), "adopted_on": plan.starts_on}
        if (Baseline, indicator.pk, on) not in known.stated:
            Baseline.objects.get_or_create(**stated, on=on, defaults=facts)
