"""`python -m indicators.exchange.parser NAME LIMITS FD`: the file on stdin, the rows to FD.

On stdout stands, at the end, one JSON object: the sheets, or the problems.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import struct
import sys
import zipfile
import zlib
from typing import BinaryIO
from xml.parsers import expat

from indicators.exchange.confinement import confine
from indicators.exchange.limits import Limits
from indicators.exchange.parser.delimited import read_delimited
from indicators.exchange.parser.refusal import Refusal, Refusals
from indicators.exchange.parser.sheets import read_workbook
from indicators.exchange.parser.signature import kind_of
from indicators.exchange.parser.sink import Sink

DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, LookupError,
    NotImplementedError, OverflowError,
)  # fmt: skip
NO_MEMORY = 1  # expat's XML_ERROR_NO_MEMORY


def main(file: BinaryIO, name: str, limits: Limits, rows: BinaryIO) -> dict[str, object]:
    """The answer about a file, whatever is in it."""
    sink = Sink(rows, limits)
    try:
        return read(file, name, sink, limits)
    except Refusal as refusal:
        refusals = [refusal]
    except Refusals as several:
        refusals = several.refusals
    except MemoryError:
        refusals = [Refusal("too_heavy")]
    except OSError as error:
        refusals = [outgrown(error)]
    except expat.ExpatError as error:
        refusals = [Refusal("too_heavy" if error.code == NO_MEMORY else "damaged")]
    except DAMAGE as error:
        refusals = [Refusal("damaged", detail=type(error).__name__)]
    return {"problems": [_placed(refusal, sink.sheet) for refusal in refusals]}


def read(file: BinaryIO, name: str, sink: Sink, limits: Limits) -> dict[str, object]:
    kind = kind_of(file, name)
    reader = read_workbook if kind == "xlsx" else read_delimited
    found = reader(file, sink, limits)
    if not sink.rows:
        raise Refusal("no_content")
    return {"kind": kind, **found}


def outgrown(error: OSError) -> Refusal:
    """The rows are more than the disk holds, or than the parent allows."""
    return Refusal("no_room" if error.errno == errno.ENOSPC else "too_heavy")


def finished(answer: dict[str, object], rows: BinaryIO) -> dict[str, object]:
    """The answer, once the last rows are written out: a full disk may show only then."""
    try:
        rows.close()
    except OSError as error:
        return {"problems": [_placed(outgrown(error), "")]}
    return answer


def _placed(refusal: Refusal, sheet: str) -> dict[str, object]:
    refusal.place["sheet"] = refusal.place["sheet"] or sheet
    return refusal.as_json()


if __name__ == "__main__":
    given = Limits(**json.loads(sys.argv[2]))
    confine(given)
    gc.disable()  # nothing here lives in circles, and the collector costs half the time
    out = os.fdopen(int(sys.argv[3]), "wb")
    answer = finished(main(sys.stdin.buffer, sys.argv[1], given, out), out)
    sys.stdout.write(json.dumps(answer))
