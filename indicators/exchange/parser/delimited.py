"""Comma separated text → rows. Every fault has the row that a spreadsheet program would show."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from typing import BinaryIO, Final

from indicators.exchange.limits import Limits
from indicators.exchange.parser.encoding import decoded
from indicators.exchange.parser.refusal import Refusal, Refusals
from indicators.exchange.parser.sink import Row, Sink

DELIMITERS: Final = (",", "\t", ";", "，")
LONGEST_FIELD: Final = 32_767  # what a cell holds
SAMPLE: Final = 20  # rows among which the header stands
LONGEST_SAMPLE: Final = 200_000
MOST_FAULTS: Final = 1_000
Record = tuple[int, list[str]]


def read_delimited(file: BinaryIO, sink: Sink, limits: Limits) -> dict[str, object]:
    """The one sheet that a csv is; its name is given to it by the parent."""
    text, encoding = decoded(file.read())
    _refuse_nul(text)
    text, delimiter = _delimiter(text)
    faults: list[Refusal] = []
    records = _records(text, delimiter)
    for number, fields in records if limits.tolerant else _checked(records, faults):
        row: Row = [number, 0]
        for column, field in enumerate(fields, 1):
            if field and not field.isspace():
                row += (column, field)
        if len(row) > 2:
            sink.row(row)
    if faults:
        raise Refusals(faults)
    sink.flush()
    sheet = {"name": "", "hidden": False, "start": 0, "end": sink.written, "rows": sink.rows}
    return {
        "sheets": [sheet | {"hidden_columns": [], "merged": []}],
        "external": [],
        "encoding": encoding,
        "delimiter": delimiter,
    }


def _refuse_nul(text: str) -> None:
    position = text.find("\0")
    if position >= 0:
        line = text.count("\n", 0, position) + 1
        raise Refusal("nul", row=line, line=line)


def _delimiter(text: str) -> tuple[str, str]:
    """Excel's own `sep=;` line decides; else what stands in most of the first lines."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return f"\n{rest}", first.strip()[4]
    lines = [_unquoted(line) for line in text[:LONGEST_SAMPLE].splitlines()[:SAMPLE]]
    return text, max(DELIMITERS, key=lambda mark: _weight(mark, lines))


def _weight(mark: str, lines: list[str]) -> tuple[int, int]:
    return sum(mark in line for line in lines), sum(line.count(mark) for line in lines)


def _unquoted(line: str) -> str:
    """Without what stands between quotes."""
    return "".join(line.split('"')[::2])


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Rows counted as a spreadsheet counts them: a quoted line break begins no row."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, line = 0, 1
    while True:
        number += 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "unclosed_quote" if "end of data" in str(error) else "misplaced_quote"
            raise Refusal(code, row=number, line=line) from error
        yield number, fields
        line = reader.line_num + 1


def _checked(records: Iterator[Record], faults: list[Refusal]) -> Iterator[Record]:
    """Below the header every row has as many fields as it, but for empty ones at the end."""
    sample = list(islice(records, SAMPLE))
    header, names = max(sample, key=lambda record: _words(record[1]), default=(0, []))
    width = _last(names)
    for number, fields in chain(sample, records):
        if len(faults) >= MOST_FAULTS:
            return
        faults += _too_long(number, fields)
        last = _last(fields)
        if number > header and last and (last > width or len(fields) < width):
            found = last if last > width else len(fields)
            shown = ",".join(fields)
            faults.append(Refusal("ragged", row=number, shown=shown, found=found, expected=width))
        yield number, fields


def _words(fields: list[str]) -> int:
    """Fields that are no numbers: the header has most of them."""
    return sum(not _is_number(field) for field in fields if field.strip())


def _is_number(field: str) -> bool:
    return field.strip().lstrip("+-").replace(".", "").replace(",", "").rstrip("%").isdecimal()


def _last(fields: list[str]) -> int:
    """The place of the last field that is not empty."""
    return max((place for place, field in enumerate(fields, 1) if field.strip()), default=0)


def _too_long(number: int, fields: list[str]) -> Iterator[Refusal]:
    for column, field in enumerate(fields, 1):
        if len(field) > LONGEST_FIELD:
            length, limit = len(field), LONGEST_FIELD
            yield Refusal(
                "long_field", row=number, column=column, shown=field, length=length, limit=limit
            )
