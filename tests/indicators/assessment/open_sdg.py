"""The published method of Open SDG for indicators with a target, written anew from its text.

After "Progress Measurement Methodology for the Sustainable Development Goals" (Open SDG's
documentation, docs/progress-methodology.md; Statistics Canada's method, after Eurostat's), and the
two things that only its program says: what it does with 0 and with fewer than two data points.
Yearly values, in floats.
"""

A_LITTLE = 0.001
"""What its program puts in the place of a base value or a target of 0."""


def growth(new, old, years):
    """The compound annual growth rate."""
    return (new / old) ** (1 / years) - 1


def progress(points, target, target_year, *, direction, base_year=2015):
    """(R, category) of {year: value}; the category is None where it is not available.

    The base is the value of the base year, or of the next year that has one.
    """
    known = sorted(year for year in points if year >= base_year)
    if not known:
        return None, None
    base_year, year = known[0], max(points)
    base, value = points[base_year] or A_LITTLE, points[year]
    target = target or A_LITTLE
    if direction * (value - target) >= 0:
        return None, "target_achieved"
    if year - base_year < 1 or base * value < 0:
        return None, None
    sign = -1 if base < 0 else 1
    required = abs(growth(target, base, target_year - base_year))
    ratio = sign * direction * growth(value, base, year - base_year) / required
    return ratio, category(ratio)


def category(ratio):
    if ratio >= 0.95:
        return "on_track"
    if ratio >= 0.6:
        return "accelerate"
    return "limited" if ratio >= 0 else "deterioration"
