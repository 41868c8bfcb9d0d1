"""A file's name as it may be stored and shown: it came from outside like the file itself."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # what ImportBatch.name holds
LONGEST_EXTENSION = 10
RESERVED = re.compile(r'[<>:"|?*]')
UNNAMED = "unnamed"


def safe_name(name: str) -> str:
    """The last part of a path, without letters that nobody sees, reserved ones, or leading dots.

    A right-to-left mark makes `gpj.exe` of `exe.jpg`; the extension survives shortening.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    plain = RESERVED.sub("_", " ".join(seen.split())).lstrip(". ").rstrip(". ")
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > LONGEST_EXTENSION:
        return plain[:LONGEST].rstrip() or UNNAMED
    room = LONGEST - len(extension) - 1
    return f"{stem[:room].rstrip()}.{extension}"


def stem_of(name: str) -> str:
    """How a spreadsheet program names the one sheet of a csv file."""
    return name.rpartition(".")[0] or name
