"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import BinaryIO, Final

from indicators.exchange.parser.refusal import Refusal

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = b"PK\x03\x04"
EMPTY_ZIP: Final = b"PK\x05\x06"
ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")

OTHERS: Final = (  # what people rename, with the name they know it by
    (b"%pdf", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89png", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"gif8", "GIF"),
    (b"sqlite format 3", "SQLite"),
    (b"<?xml", "XML"),
    (b"<workbook", "XML"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<table", "HTML"),
    (b"mime-version:", "MHTML"),
)
WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
OUR_OWN: Final = {"xlsx", "csv"}
BINARY: Final = "binary"


def kind_of(file: BinaryIO, name: str) -> str:
    """`xlsx` or `csv`, if the content is what the name promises; else a refusal by name."""
    head = file.read(4096)
    file.seek(0)
    _, dot, promised = name.lower().rpartition(".")
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refusal("empty_file")
    if head.startswith(OLE):
        raise Refusal("encrypted" if ENCRYPTED_STREAM in file.read() else "old_excel")
    if promised in {"xls", "xlt", "et"}:
        raise Refusal("old_excel")
    if promised in {"xlsm", "xltm"}:
        raise Refusal("macros")
    if not dot or promised not in OUR_OWN:
        raise Refusal("unknown_extension")
    return _agreed(promised, _content(head))


def _agreed(promised: str, found: str) -> str:
    """A csv with NUL bytes is still read as one, for its reader says where they stand."""
    if found == promised or (promised == "csv" and found == BINARY):
        return promised
    if found == BINARY:
        raise Refusal("not_a_workbook")
    code = "renamed" if found in OUR_OWN else "other_format"
    raise Refusal(code, format=found)


def _content(head: bytes) -> str:
    if head.startswith((ZIP, EMPTY_ZIP)):
        return "xlsx"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, name in OTHERS:
        if start.startswith(magic):
            return name
    return BINARY if b"\0" in head and not head.startswith(WIDE_MARKS) else "csv"
