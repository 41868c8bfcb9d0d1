"""A name or code as people write it → one region, or a helpful refusal. Never a silent guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from regions import codes, spelling
from regions.models import Region

MOST_SUGGESTIONS = 3
MOST_REMEMBERED = 10_000
NUMBER = re.compile(r"([1-9][0-9]{5})(\.0+)?")
BOTH = re.compile(r"([1-9][0-9]{5})\s*(\D+)|(\D+?)\s*([1-9][0-9]{5})")

Written = str | int | float | Decimal | None


class NoMatch(ValueError):  # noqa: N818  an answer to the writer, not a fault
    """Why the text is no region: `code` of the reason, what was written, who may be meant."""

    def __init__(self, code: str, shown: str, suggestions: Iterable[Region] = (), what: str = ""):
        self.code, self.shown, self.what = code, shown, what
        self.regions = tuple(suggestions)
        self.suggestions = tuple(region.name_zh for region in self.regions)
        super().__init__(f"{self.message}: {shown}")

    @property
    def message(self) -> str:
        return {
            "empty": _("The region is missing"),
            "invisible": _("It contains an invisible character: %(what)s") % {"what": self.what},
            "unknown": _("No region is called that"),
            "unknown_code": _("No region has this code"),
            "ambiguous": _("Several regions are called that"),
            "disagree": _("Code and name belong to different regions"),
        }[self.code]

    @property
    def fix(self) -> str:
        coded = ", ".join(f"{region.code} {region.name_zh}" for region in self.regions)
        if self.code == "ambiguous":
            return _("Write the code: %(regions)s") % {"regions": coded}
        if self.code == "disagree":
            return _("Correct one of the two: %(regions)s") % {"regions": coded}
        if self.code == "invisible":
            return _("Clear the cell and type its content anew")
        if self.suggestions:
            return _("Did you mean %(names)s?") % {"names": ", ".join(self.suggestions)}
        return _("Write the region's code or name as in the template")


class Matcher:
    """The regions it was given, by every way of writing them; read once, in two queries."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.regions = list(regions)
        prefetch_related_objects(self.regions, "names")
        self.by_code = {region.code: region for region in self.regions}
        self.named: dict[str, list[Region]] = {}
        self.own: dict[str, Region] = {}
        self.found: dict[object, Region] = {}
        self.refused: dict[str, NoMatch] = {}
        self.learn()

    def learn(self) -> None:
        """Names, and names after those of the places above: 湖北省武汉市江岸区."""
        by_key = {region.pk: region for region in self.regions}
        ways: dict[int, set[str]] = {}
        for region in sorted(self.regions, key=lambda r: depth(r, by_key)):
            names = {spelling.plain(name) for name in names_of(region) if name}
            above = ways.get(region.parent_id or 0, set())
            ways[region.pk] = names | {before + name for before in above for name in names}
            self.own |= dict.fromkeys(names, region)
            for way in ways[region.pk]:
                self.named.setdefault(way, []).append(region)

    def find(self, text: Written) -> Region:
        """The one region that is meant; NoMatch otherwise."""
        known = self.found.get(text)
        if known is None:
            known = self.look_up(shown(text))
            self.found[text] = known
        return known

    def agree(self, code: Written, name: Written) -> Region:
        """By code and name, which must mean the same region; one of the two may be empty."""
        if not shown(code).strip():
            return self.find(name)
        by_code = self.find(code)
        if not shown(name).strip() or self.find(name) == by_code:
            return by_code
        raise NoMatch("disagree", f"{shown(code)} {shown(name)}", [by_code, self.find(name)])

    def look_up(self, text: str) -> Region:
        refusal = self.refused.get(text)
        if refusal is None:
            answer = self.match(text)
            if isinstance(answer, Region):
                return answer
            refusal = answer
            if len(self.refused) < MOST_REMEMBERED:
                self.refused[text] = refusal
        raise NoMatch(refusal.code, refusal.shown, refusal.regions, refusal.what)

    def match(self, text: str) -> Region | NoMatch:
        hidden = spelling.invisible(text)
        if hidden:
            meant = self.match(spelling.visible(text))
            suggestions = [meant] if isinstance(meant, Region) else meant.regions
            return NoMatch("invisible", text, suggestions, hidden)
        way = spelling.plain(text)
        if not way:
            return NoMatch("empty", text)
        number = NUMBER.fullmatch(way)
        if number:
            return self.by_code.get(number[1]) or self.unknown_code(number[1], text)
        regions = self.named.get(way, [])
        if len(regions) == 1:
            return regions[0]
        if regions:
            return NoMatch("ambiguous", text, regions)
        return self.of_both(text) or NoMatch("unknown", text, self.nearest(way))

    def of_both(self, text: str) -> Region | NoMatch | None:
        """Code and name in one cell: 420100 武汉市, 武汉市（420100）."""
        both = BOTH.fullmatch(spelling.plain(text))
        if not both:
            return None
        try:
            return self.agree(both[1] or both[4], both[2] or both[3])
        except NoMatch as refusal:
            return NoMatch(refusal.code, text, refusal.regions, refusal.what)

    def unknown_code(self, code: str, text: str) -> NoMatch:
        above = self.by_code.get(codes.parent(code) or "")
        is_near = above is not None and codes.level(code) == "county"
        return NoMatch("unknown_code", text, [above] if above and is_near else [])

    def nearest(self, way: str) -> list[Region]:
        """Who may be meant: beginning alike, or a character or two away; nobody if many may be."""
        way = way.replace(" ", "")
        near = self.like(way) or self.like(self.without_place_above(way))
        regions = {self.own[name].code: self.own[name] for name in near}
        return list(regions.values()) if len(regions) <= MOST_SUGGESTIONS else []

    def like(self, way: str) -> list[str]:
        begun = [name for name in self.own if len(way) > 1 and name.startswith(way)]
        return begun or spelling.nearest(way, self.own, at_most=1 if len(way) <= 4 else 2)

    def without_place_above(self, way: str) -> str:
        """黄刚市 of 湖北省黄刚市."""
        before = [name for name in self.own if way.startswith(name) and way != name]
        return way[len(max(before, key=len)) :] if before else way


def depth(region: Region, by_key: dict[int, Region]) -> int:
    above = by_key.get(region.parent_id or 0)
    return 1 + depth(above, by_key) if above else 0


def names_of(region: Region) -> list[str]:
    former = [name.name_zh for name in region.names.all()]
    present = [region.name_zh, region.short_name_zh, region.name_en]
    return [*present, *region.aliases, *former]


def shown(text: Written) -> str:
    """What stands in the cell; a whole number without its point."""
    if text is None:
        return ""
    if isinstance(text, float) and text.is_integer():
        return str(int(text))
    return str(text)
