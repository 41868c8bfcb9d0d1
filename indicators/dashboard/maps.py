"""The regions as filled outlines: drawn on the server, so that no tile or script is asked for.

For display only, no legal boundary. The file of outlines and the approval number that a public map
needs (审图号) come from the settings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import Any

from django.conf import settings

from indicators.assessment.board import Row

WIDTH, MARGIN = 640, 8

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Outline:
    """One region's path in the drawing's units, and where its label stands."""

    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Atlas:
    outlines: dict[str, Outline]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Area:
    """A region with its judgement, where it has an outline."""

    row: Row
    outline: Outline


@dataclass(frozen=True, slots=True)
class Map:
    areas: list[Area]
    width: int
    height: int
    approval: str


def map_of(rows: Iterable[Row]) -> Map | None:
    """The regions' rows on the map; none where the file knows none of them."""
    atlas = read_atlas(settings.MAP_FILE)
    areas = [
        Area(row, atlas.outlines[row.place.key])
        for row in rows
        if row.place.is_region and row.place.key in atlas.outlines
    ]
    if not areas:
        return None
    return Map(areas, atlas.width, atlas.height, settings.MAP_APPROVAL)


@cache
def read_atlas(file: Path) -> Atlas:
    """GeoJSON features with a property `code`, projected once."""
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    found = {one["properties"]["code"]: list(rings_of(one["geometry"])) for one in features}
    points = [point for rings in found.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * narrowing)

    def drawn(point: Point) -> Point:
        x, y = point
        return MARGIN + (x - west) * narrowing * scale, MARGIN + (north - y) * scale

    outlines = {
        code: outline([[drawn(point) for point in ring] for ring in rings])
        for code, rings in found.items()
    }
    return Atlas(outlines, WIDTH, round(2 * MARGIN + (north - south) * scale))


def rings_of(geometry: dict[str, Any]) -> Iterator[Ring]:
    """All rings of a shape, holes among them: the path leaves them empty."""
    several = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if several else [geometry["coordinates"]]:
        for ring in polygon:
            yield [(float(x), float(y)) for x, y in ring]


def outline(rings: Sequence[Ring]) -> Outline:
    """The label stands in the middle of the largest ring's area."""
    x, y = middle(max(rings, key=lambda ring: abs(area(ring))))
    path = "".join(f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in ring)}Z" for ring in rings)
    return Outline(path, round(x, 1), round(y, 1))


def edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def area(ring: Ring) -> float:
    """Signed, by the shoelace formula."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in edges(ring)) / 2


def middle(ring: Ring) -> Point:
    """The centre of gravity."""
    weights = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in edges(ring)]
    whole = 3 * sum(weight for _a, _b, weight in weights)
    x = sum((a[0] + b[0]) * weight for a, b, weight in weights) / whole
    y = sum((a[1] + b[1]) * weight for a, b, weight in weights) / whole
    return x, y
