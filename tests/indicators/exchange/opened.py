"""A file read as an upload is, and what came out of it.

The parser runs in this process here, which spares the start of several hundred others; what only
the child process can prove stands in test_reading_sandbox.
"""

import json
from io import BytesIO
from unittest.mock import patch
from zipfile import BadZipFile

import pytest

from indicators.exchange import sandbox
from indicators.exchange.marker import __main__ as marker
from indicators.exchange.parser import __main__ as parser
from indicators.exchange.reading import Limits, ReadingProblem, read


def in_this_process(source, rows, *, name, limits):
    source.seek(0)
    answer = parser.main(source, name, limits, rows)
    rows.flush()
    return json.loads(json.dumps(answer))


def marked_in_this_process(source, order, out, *, limits):
    source.seek(0)
    order.seek(0)
    try:
        return marker.main(source, json.load(order), out) > 0
    except (marker.TooHeavy, BadZipFile):
        return False


def opened(content, name="报表.xlsx", limits=Limits.PEOPLE):
    with patch.object(sandbox, "parse", in_this_process):
        return read(BytesIO(content), name=name, limits=limits)


def shown(content, name="报表.xlsx", limits=Limits.PEOPLE):
    """{sheet: {address: what people see}}."""
    with opened(content, name, limits) as book:
        return {
            sheet.name: {cell.address: cell.shown for row in sheet.rows() for cell in row}
            for sheet in book.sheets
        }


def cells(content, name="报表.xlsx"):
    """The cells of the first sheet, by address."""
    with opened(content, name) as book:
        return {cell.address: cell for row in book.sheets[0].rows() for cell in row}


def problems(content, name="报表.xlsx", limits=Limits.PEOPLE):
    with pytest.raises(ReadingProblem) as refused:
        opened(content, name, limits)
    return refused.value.problems


def codes(content, name="报表.xlsx", limits=Limits.PEOPLE):
    return [problem.code for problem in problems(content, name, limits)]
