"""Exports as a test reads them, with none of our readers."""

import csv
import io

import openpyxl

from indicators.exchange.exports import export
from indicators.exchange.wanted import Wanted
from indicators.reporting.models import Basis
from tests.indicators.reporting.quarter import report_of
from tests.people import NOON, person


def taken(what, by="manager", period="2018Q3", basis="official", file_format="csv", **more):
    """(what `export` says, the file's bytes)."""
    out = io.BytesIO()
    wanted = Wanted(
        what=what,
        by=person(by),
        at=NOON,
        file_format=file_format,
        periods=[report_of(period=period).period] if period else [],
        basis=Basis(basis),
        **more,
    )
    return export(wanted=wanted, out=out), out.getvalue()


def lines(what, **more):
    """The rows of a csv, the header first."""
    _done, content = taken(what, **more)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def records(what, **more):
    header, *rows = lines(what, **more)
    return [dict(zip(header, row, strict=True)) for row in rows]


def sheet(what, **more):
    """The one sheet of an xlsx."""
    _done, content = taken(what, file_format="xlsx", **more)
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def rows_of(worksheet):
    return [tuple(cell.value for cell in row) for row in worksheet.iter_rows()]
