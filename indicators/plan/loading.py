"""The plan from the fixtures: outline, measures, indicators with their clauses, targets, rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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

    @classmethod
    def of(cls, plan: Plan) -> Known:
        return cls(
            themes={theme.code: theme for theme in plan.themes.all()},
            zones={zone.code: zone for zone in Zone.objects.all()},
            measures={measure.code: measure for measure in Measure.objects.all()},
            units={row["unit_zh"]: row["unit_en"] for row in rows("units.csv")},
        )


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
    themes: dict[str, Theme] = {}
    for place, row in enumerate(rows("themes.csv"), start=1):
        known = {name: row[name] for name in ("section", "name_zh", "name_en")}
        known |= {"position": place, "parent": themes.get(row["parent"])}  # type: ignore[dict-item]  # a mixed bag of fields
        themes[row["code"]], _ = Theme.objects.update_or_create(
            plan=plan, code=row["code"], defaults=known
        )
    return plan


def load_measures() -> None:
    """Each raw quantity; wholes before parts, for a part names its whole."""
    copied = ("name_zh", "name_en", "unit_zh", "unit_en", "kind", "supplied_by", "scope")
    listed = rows("measures.csv")
    for place, row in enumerate(listed, start=1):
        facts = {name: row[name] for name in (*copied, "definition_zh", "asked")}
        numbers = {"minimum": decimal(row["min"]), "maximum": decimal(row["max"])}
        Measure.objects.update_or_create(
            code=row["code"],
            defaults={**facts, **numbers, "decimals": int(row["decimals"]), "position": place},
        )
    wholes = Measure.objects.in_bulk(field_name="code")
    for row in listed:
        if row["part_of"]:
            Measure.objects.filter(code=row["code"]).update(part_of=wholes[row["part_of"]])


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
    defaults = {**texts, **links, **numbers, "due_on": date.fromisoformat(row["due_date"])}
    indicator, _ = Indicator.objects.update_or_create(
        plan=plan,
        number=int(row["number"]),
        defaults=defaults,
        create_defaults={**defaults, "is_active": row["tier"] == Tier.A},
    )
    load_numerators(indicator, row["numerator"], known)
    load_statements(indicator, row)


def load_numerators(indicator: Indicator, text: str, known: Known) -> None:
    """The measures that are added up above the line; one no longer named there goes."""
    codes = [code for code in text.split("+") if code]
    indicator.numerators.exclude(measure__code__in=codes).delete()
    for place, code in enumerate(codes):
        Numerator.objects.update_or_create(
            indicator=indicator,
            measure=known.measures[code],
            defaults={"position": place},
        )


def load_statements(indicator: Indicator, row: dict[str, str]) -> None:
    """The plan's own target and baseline, for the province. A cumulative sum's 0 is no baseline."""
    plan = indicator.plan
    stated = {"indicator": indicator, "region": plan.region, "document_number": ""}
    if row["target"]:
        Target.objects.get_or_create(
            **stated,
            year=int(row["target_year"]),
            defaults={"value": Decimal(row["target"]), "adopted_on": plan.starts_on},
        )
    if row["baseline"] and row["accumulation"] != "cumulative":
        on = date(int(row["baseline_year"]), 12, 31)
        known = {"value": Decimal(row["baseline"]), "adopted_on": plan.starts_on}
        Baseline.objects.get_or_create(**stated, on=on, defaults=known)
