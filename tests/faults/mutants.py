"""Good files, damaged by a seeded chance in the ways in which files are damaged."""

import random
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.bad_workbooks.made import commas, filled, line, long, row

SEED = 2020
FILES = Path(__file__).resolve().parent.parent / "files"
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030", "utf-16")
TOKENS = (
    b"<", b">", b"&", b'"', b"\0", b"]]>", b"&#0;", b"\xff\xfe", b"nan", b"1e999", b"-1", b"<!--",
    b"99999999999", b"A0", b"XFD1048577", b"\xe2\x80\xae", b"t=\"s\"", b"<f>1/0</f>", b"\r", b",,,",
)  # fmt: skip
NUMBERS = (b"0", b"-1", b"1048577", b"4294967296", b"99999999999999999999", b"1e309", b"nan", b"")
QUOTED = re.compile(rb'="([^"]*)"')
DIGITS = re.compile(rb"[0-9]+")
MEMBER = re.compile(rb"[A-Za-z:]+")


def seeds(template: bytes) -> dict[str, bytes]:
    """The files to begin with: a real template, LibreOffice's, our own, and csv."""
    rows = [row(place=("420100", "武汉市", "2018Q3"), value=value) for value in (1, 22, 333)]
    books = {
        "template.xlsx": template,
        "libreoffice.xlsx": (FILES / "libreoffice_template.xlsx").read_bytes(),
        "long.xlsx": long(*rows),
        "filled.xlsx": filled(line(), line(1200)),
    }
    return books | {f"{name}.csv": commas(*rows, encoding=name) for name in ENCODINGS}


def mutants(template: bytes, number: int) -> Iterator[tuple[str, bytes]]:
    """So many (name, content), the same ones in every run."""
    chance, found = random.Random(SEED), seeds(template)
    for count in range(number):
        name = list(found)[count % len(found)]
        content = found[name]
        for _time in range(chance.choice((1, 1, 1, 2, 5))):
            content = damaged(content, chance)
        yield name, content


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The file's bytes, or, as often as not, a part inside the workbook that is packed again."""
    if content.startswith(b"PK\3\4") and chance.random() < 0.6:
        try:
            return repacked(content, chance)
        except Exception:  # noqa: BLE001  it was damaged too much before to be unpacked here
            return in_bytes(content, chance)
    return in_bytes(content, chance)


def in_bytes(content: bytes, chance: random.Random) -> bytes:
    return chance.choice((flipped, cut, repeated, inserted, overwritten))(content, chance)


def spot(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _bit in range(chance.choice((1, 3, 30))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    start = spot(content, chance)
    return content[:start] + content[start + chance.choice((1, 7, 200, len(content))) :]


def repeated(content: bytes, chance: random.Random) -> bytes:
    start = spot(content, chance)
    piece = content[start : start + chance.choice((1, 9, 300, 5000))]
    return content[:start] + piece * chance.choice((2, 3, 50)) + content[start:]


def inserted(content: bytes, chance: random.Random) -> bytes:
    start = spot(content, chance)
    return content[:start] + chance.choice(TOKENS) + content[start:]


def overwritten(content: bytes, chance: random.Random) -> bytes:
    start, token = spot(content, chance), chance.choice(TOKENS)
    return content[:start] + token + content[start + len(token) :]


def repacked(content: bytes, chance: random.Random) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    among_parts(parts, chance)
    out = BytesIO()
    with ZipFile(out, "w", chance.choice((ZIP_DEFLATED, ZIP_STORED))) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def among_parts(parts: dict[str, bytes], chance: random.Random) -> None:
    """Two parts change places, one is lost or empty, or something changes inside one."""
    names = list(parts)
    one, other = chance.choice(names), chance.choice(names)
    match chance.randrange(8):
        case 0:
            parts[one], parts[other] = parts[other], parts[one]
        case 1:
            del parts[one]
        case 2:
            parts[one] = b""
        case 3 | 4:
            parts[one] = replaced(DIGITS, parts[one], chance.choice(NUMBERS), chance)
        case 5:
            value = b'="' + chance.choice(NUMBERS + TOKENS) + b'"'
            parts[one] = replaced(QUOTED, parts[one], value, chance)
        case 6:
            parts[one] = replaced(MEMBER, parts[one], chance.choice((b"c", b"row", b"x:y")), chance)
        case _:
            parts[one] = in_bytes(parts[one], chance)


def replaced(what: re.Pattern[bytes], part: bytes, by: bytes, chance: random.Random) -> bytes:
    """One of the places where it stands, or every one."""
    places = list(what.finditer(part))
    if not places:
        return part
    if chance.random() < 0.1:
        return what.sub(lambda _found: by, part)
    found = chance.choice(places)
    return part[: found.start()] + by + part[found.end() :]
