"""Invented figures, the same on every machine: no real report stands behind any of them.

Only the province's totals of 2015 and 2016 for beds and for people of 60 and over follow
`fixtures/plan/published.csv`; how they fall to the regions is invented like all else.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

FOLDER: Final = Path(settings.BASE_DIR) / "fixtures" / "demonstration"
QUARTERS: Final = 20  # after the baseline period, which is number 0
PUBLISHED_BEDS: Final = (298_000, 329_000)  # 2015, 2016 (published.csv)
PUBLISHED_ELDERLY: Final = (10_423_500, 10_720_000)
BEDS_END: Final = 33.7  # beds per thousand at the end of 2020, invented

Figures = dict[tuple[str, str], Decimal]


def table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chance(*parts: object) -> float:
    """A number in 0…1 that depends on nothing but its names."""
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def whole(number: float) -> Decimal:
    return Decimal(number).quantize(Decimal(1), ROUND_HALF_UP)


@dataclass(frozen=True)
class Place:
    """One region's size; `counties` are county-level units, `own` whether it is one itself."""

    code: str
    pace: float
    size: dict[str, int] = field(hash=False)
    counties: int = 1
    own: bool = False

    def share(self, row: dict[str, str], quarter: int) -> float:
        """The part of the whole at the end of a quarter, 0…1."""
        start, end, spread = (float(row[name]) for name in ("start", "end", "spread"))
        apart = (chance(row["measure"], self.code) - 0.5) * spread
        way = (end - start) * (self.pace if end > start else 1) * quarter / QUARTERS
        wobble = (chance(row["measure"], self.code, quarter) - 0.5) * 0.4 * bool(quarter)
        return min(1.0, max(0.0, (start + apart + way + wobble) / 100))


@cache
def places() -> tuple[Place, ...]:
    """The 17, with their numbers of counties from the plan's own list."""
    with (Path(settings.BASE_DIR) / "fixtures/plan/prefectures.csv").open(encoding="utf-8") as file:
        known = {row["code"]: row for row in csv.DictReader(file)}
    return tuple(
        Place(
            row["code"],
            float(row["pace"]),
            {name: int(row[name]) for name in row if name not in ("code", "pace")},
            int(known[row["code"]]["counties"]),
            known[row["code"]]["kind"] == "province_run_county",
        )
        for row in table("regions.csv")
    )


def split(total: int, weights: list[float]) -> list[Decimal]:
    """Shares of a total in whole numbers that add up to it (largest remainder)."""
    parts = [Decimal(total * weight / sum(weights)) for weight in weights]
    floors = [part.quantize(Decimal(1), ROUND_DOWN) for part in parts]
    order = sorted(range(len(parts)), key=lambda i: floors[i] - parts[i])
    for i in order[: total - int(sum(floors))]:
        floors[i] += 1
    return floors


def total_elderly(quarter: int) -> int:
    """The published totals at the ends of 2015 and 2016, then 2.6 % more a year."""
    first, second = PUBLISHED_ELDERLY
    if quarter <= 4:
        return round(first + (second - first) * quarter / 4)
    return round(second * 1.026 ** ((quarter - 4) / 4))


def total_beds(quarter: int) -> int:
    """The published totals at the ends of 2015 and 2016, then on to an invented end."""
    first, second = PUBLISHED_BEDS
    if quarter <= 4:
        return round(first + (second - first) * quarter / 4)
    at_2016 = second / PUBLISHED_ELDERLY[1] * 1000
    rate = at_2016 + (BEDS_END - at_2016) * (quarter - 4) / (QUARTERS - 4)
    return round(total_elderly(quarter) * rate / 1000)


def supplied(quarter: int) -> Iterator[tuple[str, str, Decimal]]:
    """What the province supplies for each region: (region, measure, number)."""
    weights = [float(place.size["elderly"]) for place in places()]
    elderly = split(total_elderly(quarter), weights)
    for place, people in zip(places(), elderly, strict=True):
        units = place.counties + (not place.own)
        facts: dict[str, Decimal | int] = {
            "POP_60PLUS": people,
            "COUNTY_TOTAL": place.counties,
            "PREF_LEVEL_TOTAL": int(not place.own),
            "GOV_UNIT_TOTAL": units,
            "COUNTY_WITH_RURAL": place.size["rural_counties"],
            "TOWNSHIP_TOTAL": place.size["townships"],
            "RURAL_HOUSEHOLDS": place.size["households"],
            "FAC10_REQUIRED": 9 * place.counties + (0 if place.own else 10),
            "DEATHS": whole(float(people) * 0.0096 * (1 + chance("D", place.code, quarter) / 8)),
        }
        yield from ((place.code, code, Decimal(number)) for code, number in facts.items())


def own_totals(place: Place, quarter: int) -> dict[str, Decimal]:
    """The wholes that a bureau reports itself."""
    grow = 1 + 0.012 * quarter / 4
    homes = place.size["disabled_homes"] * (0.6 + 0.4 * quarter / QUARTERS)
    return {
        "COMM_URBAN_TOTAL": whole(place.size["urban"] * grow),
        "COMM_RURAL_TOTAL": Decimal(place.size["villages"]),
        "MH_PATIENTS_HOME": whole(homes),
        "ENFORCER_TOTAL": whole(9 * (place.counties + 1) * (1 + chance("E", place.code) / 2)),
        "HOSP_VET_TOTAL": Decimal(place.size["veterans_hospitals"]),
        "POOR_ELIGIBLE": whole(place.size["households"] * 0.16 * (1 + 0.1 * quarter / QUARTERS)),
        "CHILD_DIFFICULT": whole(place.size["elderly"] * 0.004 * grow),
    }


def counts(quarter: int, wholes: Figures) -> Iterator[tuple[str, str, Decimal]]:
    """The parts of wholes; a count of things built never falls, for its share does not."""
    rows = table("shares.csv")
    for place in places():
        for row in rows:
            of = wholes[place.code, row["whole"]]
            number = whole(float(of) * place.share(row, quarter))
            yield place.code, row["measure"], min(number, of)


def amounts(quarter: int) -> Iterator[tuple[str, str, Decimal]]:
    """Standards in yuan, set anew each year; consumption is that of the year before."""
    for row in table("amounts.csv"):
        for place in places():
            apart = 1 + (chance(row["measure"], place.code) - 0.5) * float(row["spread"]) / 100
            growth = float(row["growth"]) / 100 * (0.8 + 0.2 * place.pace)
            years = -(-quarter // 4)
            number = float(row["start"]) * apart * (1 + growth) ** years
            yield place.code, row["measure"], whole(number)


def flows(quarter: int) -> Iterator[tuple[str, str, Decimal]]:
    """Beds delivered and soldiers settled within a quarter, and pilots begun so far."""
    weights = [place.size["elderly"] * place.pace for place in places()]
    season = (1.0, 0.86, 1.02, 1.06)[quarter % 4]
    built = split(round(6_050 * season), weights)
    for place, beds in zip(places(), built, strict=True):
        task = round(place.size["elderly"] / 9000 * (1.2 if quarter % 4 == 3 else 1.0))
        settled = round(task * min(1.0, 0.9 + 0.06 * place.pace + 0.002 * quarter))
        yield place.code, "ELD_BEDS_BUILT", beds
        yield place.code, "RETIRED_TASK", Decimal(task)
        yield place.code, "RETIRED_SETTLED", Decimal(settled)
        yield place.code, "PILOTS", Decimal(round(2.4 * place.pace * quarter / QUARTERS))


def of_the_province(quarter: int) -> Figures:
    """The province's own report: what it supplies for each region and for itself."""
    figures = {(region, measure): number for region, measure, number in supplied(quarter)}
    for region, measure, number in amounts(quarter):
        if measure.endswith("_PREV"):
            figures[region, measure] = number
    year = -(-quarter // 4)
    figures["420000", "POVERTY_LINE"] = Decimal((2855, 2952, 3070, 3200, 3535, 4000)[year])
    figures["420000", "HOSP_PROV_L3"] = Decimal(0)
    if quarter % 4 == 0:
        figures["420000", "LOTTERY_RANK"] = Decimal((8, 8, 8, 7, 8, 7)[year])
        figures["420000", "GDP_RANK"] = Decimal((8, 7, 7, 7, 7, 8)[year])
    return figures


def of_the_bureaus(quarter: int) -> Figures:
    """All that the 17 bureaus would report in the quarter if nobody missed or erred."""
    wholes = of_the_province(quarter)
    own: Figures = {}
    for place in places():
        own |= {(place.code, code): n for code, n in own_totals(place, quarter).items()}
    beds = split(total_beds(quarter), [p.size["elderly"] * (0.7 + 0.3 * p.pace) for p in places()])
    own |= {(place.code, "ELD_BEDS"): n for place, n in zip(places(), beds, strict=True)}
    for source in (counts(quarter, wholes | own), amounts(quarter), flows(quarter)):
        own |= {(region, measure): number for region, measure, number in source}
    for place in places():
        built = not place.own and chance("FAC_MENTAL", place.code) * 30 < quarter + 4
        own[place.code, "FAC_MENTAL"] = Decimal(int(built))
    return {key: number for key, number in own.items() if not key[1].endswith("_PREV")}
