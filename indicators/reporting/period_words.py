"""How people read a period's name: 2018年第4季度 for 2018Q4, on pages, in notices and mails."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

NAME = re.compile(r"([12][0-9]{3})(?:Q([1-4])|H([12]))?")


def period_in_words(period: object) -> str:
    """2018Q4 → 2018年第4季度 or 2018 Q4; a name of another kind stays as it is."""
    found = NAME.fullmatch(str(period))
    if found is None:
        return str(period)
    year, quarter, half = found.groups()
    words = {"year": year, "quarter": quarter}
    if quarter:
        return _("%(year)s Q%(quarter)s") % words
    if half:
        return (_("%(year)s H1") if half == "1" else _("%(year)s H2")) % words
    return _("%(year)s") % words
