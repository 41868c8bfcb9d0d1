"""Cells of a file by their address: G17, and in full 文件.xlsx › 工作表 › G17."""

from __future__ import annotations

from functools import cache

from indicators.exchange.book import column_letters
from indicators.exchange.problems import Problem, visible
from indicators.exchange.proposals import Spot

letters = cache(column_letters)


def cell_name(spot: Spot) -> str:
    """A whole row has no cell."""
    return f"{letters(spot.column)}{spot.row}" if spot.column else ""


def address(spot: Spot, *, beside: Spot) -> str:
    """As it is told in the same file; the sheet is named where it is another one."""
    if spot.sheet == beside.sheet:
        return cell_name(spot)
    return f"{spot.sheet} › {cell_name(spot)}"


def place(file: str, spot: Spot) -> str:
    """Where a figure came from, as its revision keeps it."""
    return f"{file} › {spot.sheet} › {cell_name(spot)}"[:300]


def refused_at(spot: Spot, code: str, message: str, fix: str, shown: str) -> Problem:
    """What is wrong at a cell, a row or, without one, a sheet."""
    return Problem(
        code,
        message,
        fix,
        sheet=spot.sheet,
        cell=cell_name(spot),
        row=spot.row or None,
        column=visible(spot.heading) or letters(spot.column),
        shown=visible(shown),
    )
