"""The sentences by which a check speaks to the person who filled the cell."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from indicators.reporting.findings import Facts

ONE = Decimal(1)


def shown(value: Decimal) -> str:
    """With thousands separators, as on the page."""
    return f"{value:,f}"


def over_the_whole(facts: Facts, whole: Decimal) -> str:
    said = {"whole": shown(whole), "name": facts.whole_name}
    return _("Exceeds the total “%(name)s” of %(whole)s; a part is never more.") % said


def over_the_provinces(facts: Facts, whole: Decimal) -> str:
    said = {"whole": shown(whole), "name": facts.whole_name}
    if whole == ONE:
        sentence = _(
            "Exceeds the total of 1 supplied by the province (%(name)s)."
            " Change it to 0 or 1, or explain."
        )
    else:
        sentence = _(
            "Exceeds the total of %(whole)s supplied by the province (%(name)s)."
            " Change it to %(whole)s or less, or explain."
        )
    return sentence % said


def out_of_bounds(bound: Decimal, *, above: bool) -> str:
    said = {"bound": shown(bound)}
    if above:
        return _("More than %(bound)s, the largest that is plausible. Please check.") % said
    return _("Less than %(bound)s, the smallest that is plausible. Please check.") % said


def fallen(by: Decimal) -> str:
    return _("%(number)s fewer than in the period before. Please check.") % {"number": shown(by)}


def slipped(ratio: Decimal, *, is_stock: bool) -> str:
    """A digit too many or too few, or 万 for one."""
    said = {"times": times(ratio), "when": compared_with(is_stock)}
    if ratio >= 1000:
        return _("%(times)s times that of %(when)s: is the unit ten thousand?") % said
    if ratio > 1:
        return _("%(times)s times that of %(when)s: one digit too many?") % said
    if ratio > Decimal("0.01"):
        return _("%(times)s times that of %(when)s: one digit too few?") % said
    return _("%(times)s times that of %(when)s: entered in units of ten thousand?") % said


def times(ratio: Decimal) -> str:
    """One decimal, two or more significant digits below one."""
    if ratio >= 100:
        return shown(ratio.quantize(ONE, ROUND_HALF_UP))
    if ratio >= 1:
        return shown(ratio.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize())
    step = Decimal("0.01") if ratio > Decimal("0.01") else Decimal("0.00001")
    return shown(ratio.quantize(step, ROUND_HALF_UP).normalize())


def swung(new: Decimal, old: Decimal, *, is_stock: bool) -> str:
    said = {"when": compared_with(is_stock), "number": shown(abs(new - old))}
    if old:
        said["percent"] = str((abs(new - old) / abs(old) * 100).quantize(ONE, ROUND_HALF_UP))
        if new > old:
            return _("%(percent)s %% more than %(when)s. Please check.") % said
        return _("%(percent)s %% less than %(when)s. Please check.") % said
    return _("%(number)s away from 0 of %(when)s. Please check.") % said


def compared_with(is_stock: bool) -> str:
    """A stock is held against the period before, a flow against the same one a year earlier."""
    return _("the period before") if is_stock else _("the same period last year")


def blank() -> str:
    return _("Empty. Enter a number (0 is one), choose “not applicable”, or explain.")
