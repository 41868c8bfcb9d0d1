"""The board's fixed columns, for csv, xlsx and JSON alike; others rely on their names and order."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.assessment.board import Board, Row
from indicators.assessment.exactness import rounded

Cell = str | int | None

COLUMNS = (
    "指标代码", "指标", "地区代码", "地区", "填报期", "口径", "分子", "分母", "数值", "单位",
    "基期值", "目标值", "时序进度", "完成进度", "滞后百分点", "判定", "判定依据", "预测值", "缺口",
    "已报", "应报", "基期来源", "目标来源",
)  # fmt: skip
EXACT_DECIMALS, SHARE_DECIMALS = 12, 6


def board_rows(board: Board) -> Iterator[dict[str, Cell]]:
    """One mapping a row: computed numbers are strings, counts are numbers, missing is None."""
    for row in board.rows:
        yield dict(zip(COLUMNS, cells(board, row), strict=True))


def cells(board: Board, row: Row) -> tuple[Cell, ...]:
    value, judged = row.value, row.judgement
    baseline = row.baseline
    return (
        row.indicator.code,
        row.indicator.name_zh,
        row.place.key,
        chinese_name(row),
        board.period.name,
        board.basis.value,
        exact(value.numerator),
        exact(value.denominator),
        exact(value.value),
        row.indicator.unit_zh,
        exact(baseline.value if baseline else None),
        exact(row.target),
        share(judged.time_share),
        share(judged.completion),
        exact(judged.lag),
        judged.verdict.value,
        judged.rule,
        exact(judged.forecast),
        exact(row.gap),
        value.counted,
        value.expected,
        row.baseline_source or None,
        row.target_source or None,
    )


def chinese_name(row: Row) -> str:
    """In every language of the page, so that files stay alike."""
    place = row.place.region or row.place.zone
    return place.name_zh if place else row.place.name


def exact(number: Decimal | None) -> str | None:
    """Unrounded up to 12 decimals, without zeros at the end."""
    if number is None:
        return None
    text = f"{rounded(number, EXACT_DECIMALS):f}"
    return text.rstrip("0").rstrip(".")


def share(number: Decimal | None) -> str | None:
    """A fraction with 6 decimals."""
    return None if number is None else f"{rounded(number, SHARE_DECIMALS):f}"
