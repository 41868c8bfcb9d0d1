"""What a row's keys may name: regions, periods and measures, read once, found by code or name."""

from __future__ import annotations

import re
from functools import cached_property

from django.utils.translation import gettext as _

from indicators.exchange.headings import meant, tidy
from indicators.plan.models import Measure
from indicators.reporting.models import ReportingPeriod
from indicators.reporting.period_words import period_in_words
from regions import spelling
from regions.matching import Matcher, NoMatch
from regions.models import Region

QUARTERS = str.maketrans("一二三四", "1234")
WRITTEN_PERIOD = re.compile(
    r"(?P<year>[12][0-9]{3})年?(?:Q?(?P<quarter>[1-4])|第?(?P<season>[1-4])季度?"
    r"|H(?P<half>[12])|(?P<part>[上下])半年?)?"
)
TOTAL = re.compile(r".*(合计|小计|总计|共计)|total", re.IGNORECASE)


class Unfit(Exception):  # noqa: N818  an answer to the writer, not a fault
    """What is wrong with one cell, and what to do about it."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code, self.message, self.fix = code, message, fix


class Known:
    """Four queries for any number of rows."""

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher(Region.objects.all())

    @cached_property
    def measures(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in Measure.objects.select_related("part_of")}

    @cached_property
    def named(self) -> dict[str, Measure]:
        return {tidy(measure.name_zh): measure for measure in self.measures.values()}

    def by_name(self, *names: str) -> Measure | None:
        return next((self.named[name] for name in map(tidy, names) if name in self.named), None)

    @cached_property
    def periods(self) -> dict[str, ReportingPeriod]:
        return {period.name: period for period in ReportingPeriod.objects.all()}

    def region(self, code: str, name: str) -> Region:
        """By code or name or both, which then must agree."""
        try:
            return self.matcher.agree(code, name)
        except NoMatch as no:
            raise Unfit(f"region_{no.code}", no.message, no.fix) from no

    def measure(self, code: str, name: str) -> Measure:
        """By code or name or both, which then must agree."""
        refuse_invisible(code + name)
        return self.find_measure(code.strip(), tidy(name))

    def find_measure(self, code: str, name: str) -> Measure:
        by_code = self.measures.get(code.upper())
        if code and not by_code:
            raise Unfit("measure_unknown", _("No item has this code"), self.measure_fix(code, name))
        by_name = self.named.get(name)
        if name and by_name is None:
            raise Unfit(
                "measure_unknown", _("No item is called that"), self.measure_fix(code, name)
            )
        if by_code and by_name and by_code != by_name:
            said = {"name": by_code.name_zh, "code": by_name.code}
            raise Unfit(
                "measure_disagree",
                _("Code and name belong to different items"),
                _("Correct one of the two: the code is that of %(name)s, the name of %(code)s")
                % said,
            )
        found = by_code or by_name
        if not found:
            raise Unfit("measure_empty", _("The item is missing"), self.measure_fix("", ""))
        return found

    def measure_fix(self, code: str, name: str) -> str:
        by_code = self.measures.get(code.upper())
        near = by_code.name_zh if by_code else meant(name or code, [*self.named, *self.measures])
        if near:
            return _("Did you mean %(names)s?") % {"names": near}
        return _("Write the item's code or name as in the template")

    def period(self, text: str) -> ReportingPeriod:
        """2018Q3, 2018年第3季度, 2018年三季度."""
        refuse_invisible(text)
        name = period_name(text)
        if name in self.periods:
            return self.periods[name]
        fix = _("Write the period as 2018Q3")
        if not text.strip():
            raise Unfit("period_empty", _("The period is missing"), fix)
        if not name:
            raise Unfit("period_unknown", _("This is no reporting period"), fix)
        raise Unfit(
            "period_not_open",
            _("The period %(period)s has not been opened") % {"period": period_in_words(name)},
            _("Wait until the province opens it, or correct the period"),
        )


def period_name(text: str) -> str:
    """The fixed name of a period as people write it, or ''."""
    plain = "".join(text.split()).translate(spelling.DIGITS).translate(QUARTERS).upper()
    found = WRITTEN_PERIOD.fullmatch(plain)
    if not found:
        return ""
    year, quarter, season, half, part = found.groups()
    if quarter or season:
        return f"{year}Q{quarter or season}"
    if half or part:
        return f"{year}H{half or ('1' if part == '上' else '2')}"
    return year


def refuse_invisible(text: str) -> None:
    hidden = spelling.invisible(text)
    if hidden:
        raise Unfit(
            "invisible",
            _("It contains an invisible character: %(what)s") % {"what": hidden},
            _("Clear the cell and type its content anew"),
        )


def is_total(*texts: str) -> bool:
    """A row that adds up others: its numbers are no figures of their own."""
    return any(TOTAL.fullmatch(tidy(text)) for text in texts)
