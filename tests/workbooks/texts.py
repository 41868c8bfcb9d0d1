"""Comma separated files in the encodings and with the faults of the world."""

from collections.abc import Sequence

LONG_HEADER = ("地区代码", "地区", "填报期", "数据项代码", "数据项", "数值", "状态", "说明")


def table(
    rows: Sequence[Sequence[object]], *, encoding: str = "utf-8-sig", delimiter: str = ","
) -> bytes:
    """Plain lines, nothing quoted."""
    lines = (delimiter.join(map(str, row)) for row in rows)
    text = "".join(f"{line}\r\n" for line in lines)
    return mark_of(encoding) + text.encode(encoding)


def mark_of(encoding: str) -> bytes:
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    return marks.get(encoding, b"")
