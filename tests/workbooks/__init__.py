"""Makes workbooks and csv files, good and bad, byte by byte: nothing here goes through a library
that would put right what a test wants wrong."""

from tests.workbooks.cells import Day, Error, Formula, Percent, Raw, Sheet
from tests.workbooks.package import package, workbook, zipped
from tests.workbooks.texts import table

__all__ = [
    "Day",
    "Error",
    "Formula",
    "Percent",
    "Raw",
    "Sheet",
    "package",
    "table",
    "workbook",
    "zipped",
]
