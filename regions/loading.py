"""The places and zones from the fixtures: the province, the 17 below it, their counties."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from regions.keeping import keep
from regions.models import Kind, Level, Region, RegionName, Zone

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "plan"
ROOT = "420000"
FOUNDED = date(1949, 10, 1)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one fixture file."""
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def load_regions() -> None:
    """Make or bring up to date every region; none is ever removed. Inside a transaction."""
    known = Region.objects.prefetch_related("names").in_bulk(field_name="code")
    names = ("湖北省", "湖北", "Hubei")
    root = keep_region(known, ROOT, None, Kind.PROVINCE, Level.PROVINCE, 0, names)
    for place, row in enumerate(rows("prefectures.csv"), start=1):
        names = (row["name_zh"], row["short_name_zh"], row["name_en"])
        aliases = row["aliases"].split("|")
        facts = (row["kind"], Level.PREFECTURE, place * 100, names, aliases)
        keep_region(known, row["code"], root, *facts)
    prefectures = {region.code: region for region in Region.objects.prefectures()}
    for place, row in enumerate(rows("counties.csv"), start=1):
        if row["code"] not in prefectures:
            above = prefectures[row["prefecture_code"]]
            names = (row["name_zh"], row["name_zh"], "")
            facts = (Kind.COUNTY, Level.COUNTY, above.position + place, names, [])
            keep_region(known, row["code"], above, *facts)
    load_former_names()


def keep_region(
    known: dict[str, Region],
    code: str,
    parent: Region | None,
    kind: str,
    level: str,
    position: int,
    names: tuple[str, str, str],
    aliases: list[str] | None = None,
) -> Region:
    """One region as the fixture has it, with the name that it bears today."""
    called = {"name_zh": names[0], "short_name_zh": names[1], "name_en": names[2]}
    facts: dict[str, Any] = {"parent": parent, "kind": kind, "level": level, "position": position}
    facts |= {"aliases": aliases or [], **called}
    region = keep(known, code, Region, facts, code=code)
    if names[0] not in {name.name_zh for name in region.names.all()}:
        region.names.create(name_zh=names[0], effective_from=FOUNDED)
    return region


def load_former_names() -> None:
    """Counties that became cities during the plan bore another name until then."""
    for row in rows("former_names.csv"):
        until = date.fromisoformat(row["until"])
        region = Region.objects.get(code=row["code"])
        today = region.names.get(name_zh=region.name_zh)
        RegionName.objects.filter(pk=today.pk).update(effective_from=until + timedelta(days=1))
        RegionName.objects.update_or_create(
            region=region,
            effective_from=FOUNDED,
            defaults={"name_zh": row["name_zh"], "effective_to": until},
        )


def load_zones() -> None:
    """The four zones of the plan, each with its regions."""
    for place, row in enumerate(rows("zones.csv"), start=1):
        facts = {name: row[name] for name in ("name_zh", "name_en", "verb_zh")}
        zone, _ = Zone.objects.update_or_create(
            code=row["code"], defaults={**facts, "position": place}
        )
        zone.regions.set(Region.objects.filter(code__in=row["region_codes"].split("+")))
