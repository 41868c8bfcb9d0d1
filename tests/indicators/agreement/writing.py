"""How the pages and files write numbers, done once more: half up, and no unmet value looks met."""

from fractions import Fraction

MISSING = "—"


def rounded(number, decimals):
    """A whole number of steps of 10^-decimals, halves away from zero."""
    scaled = abs(Fraction(number)) * 10**decimals
    steps = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return steps if number >= 0 else -steps


def text(steps, decimals, *, thousands=True):
    whole, part = divmod(abs(steps), 10**decimals)
    body = f"{whole:,}" if thousands else str(whole)
    body += f".{part:0{decimals}d}" if decimals else ""
    return f"-{body}" if steps < 0 else body


def exact(number, decimals=None):
    """As a file has it: up to 12 decimals without zeros behind, or so many."""
    if number is None:
        return ""
    if decimals is not None:
        return text(rounded(number, decimals), decimals, thousands=False)
    body = text(rounded(number, 12), 12, thousands=False).rstrip("0").rstrip(".")
    return "0" if body == "-0" else body


def number(value, decimals=None):
    """With thousands separated; without decimals as exact as it is."""
    if value is None:
        return MISSING
    if decimals is None:
        decimals = next(n for n in range(30) if 10**n * value == int(10**n * value))
    return text(rounded(value, decimals), decimals)


def judged(value, decimals, target=None, comparator="at_least"):
    """Beside its target, with as many decimals as an unmet value needs to look unmet."""
    if value is None or target is None:
        return number(value, decimals)
    sign = -1 if comparator == "at_most" else 1
    if sign * (value - target) < 0:
        while sign * (Fraction(rounded(value, decimals), 10**decimals) - target) >= 0:
            decimals += 1
    return number(value, decimals)


def signed(value, decimals=0):
    if value is None:
        return MISSING
    body = number(value, decimals)
    return f"+{body}" if rounded(value, decimals) > 0 else body


def percent(share, decimals=0):
    return MISSING if share is None else f"{number(share * 100, decimals)}%"


def completion(share):
    return MISSING if share is None else f"{judged(share * 100, 0, 100)}%"


def points(lag):
    return f"{number(lag, 1)} 个百分点"


def lag(value):
    return f"{'滞后' if value > 0 else '超前'} {points(abs(value))}"


TRENDS = {
    ("rising", "strict"): "逐年提高",
    ("falling", "flat_allowed"): "持平或下降",
}


def promised(promise, target):
    if (promise.comparator, promise.each_year) in TRENDS:
        return TRENDS[promise.comparator, promise.each_year]
    if target is None:
        return MISSING
    return f"{'≤' if promise.comparator == 'at_most' else '≥'}{number(target)}"


def period(name):
    return f"{name[:4]}年{'上' if name.endswith('H1') else '下'}半年"


VERDICTS = {
    "achieved": "已达标",
    "on_track": "达到序时进度",
    "slightly_behind": "略滞后",
    "behind": "滞后",
    "far_behind": "严重滞后",
    "regressing": "倒退",
    "not_met": "未达标，无基期",
    "not_due": "未到期",
    "not_applicable": "不适用",
    "no_data": "未报",
}
AT_RISK = ("slightly_behind", "behind", "far_behind", "regressing")


def verdict(row):
    """The word, and 暂定 beside it where regions are missing from a number."""
    word = VERDICTS[row.verdict]
    if row.late:
        word = "逾期达标" if row.verdict == "achieved" else "严重滞后（到期未达标）"
    if row.undivided:
        word = "不适用（未分解）"
    return f"{word} 暂定" if row.value.value is not None and row.value.missing else word
