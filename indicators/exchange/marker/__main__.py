"""`python -m indicators.exchange.marker LIMITS ORDER OUT`: the workbook on stdin, marked to OUT.

ORDER and OUT are numbers of open files. On stdout stands, at the end, how many sheets there are;
of a workbook that cannot be marked here nothing is said, and the exit code is not 0.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
import zipfile
from typing import Any, BinaryIO

from openpyxl import load_workbook

from indicators.exchange.confinement import confine
from indicators.exchange.limits import MEGABYTE, Limits
from indicators.exchange.marker.listing import write_list
from indicators.exchange.marker.marking import mark_sheet, unmark_sheet

HEAVY = 4 * MEGABYTE  # of sheets unpacked: beyond it takes more than five seconds


class TooHeavy(Exception):  # noqa: N818  it is the file that is
    """To be copied cell by cell instead."""


def main(source: BinaryIO, order: dict[str, Any], out: BinaryIO) -> int:
    """Write the marked workbook; the number of its sheets."""
    with zipfile.ZipFile(source) as archive:
        sheets = (i.file_size for i in archive.infolist() if "worksheets" in i.filename.lower())
        if sum(sheets) > HEAVY:
            raise TooHeavy
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not know and leaves out
        source.seek(0)
        book = load_workbook(source)
        for sheet in book.worksheets:
            unmark_sheet(sheet)
            mark_sheet(sheet, order["marks"].get(sheet.title, ()))
        write_list(book, order["list"])
        book.save(out)
    return len(book.sheetnames)


if __name__ == "__main__":
    confine(Limits(**json.loads(sys.argv[1])))
    with os.fdopen(int(sys.argv[2]), "rb") as ordered, os.fdopen(int(sys.argv[3]), "r+b") as marked:
        ordered.seek(0)
        count = main(sys.stdin.buffer, json.load(ordered), marked)
    sys.stdout.write(json.dumps({"sheets": count}))
