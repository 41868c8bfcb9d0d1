"""The zip file that a workbook is, opened only if it is no larger inside than it may be."""

from __future__ import annotations

import zipfile
from typing import IO, BinaryIO

from indicators.exchange.limits import MEGABYTE, Limits
from indicators.exchange.parser.refusal import Refusal

ENCRYPTED = 0x1
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
SMALL = MEGABYTE  # below this much unpacked, a high ratio harms nobody


class Archive:
    """Parts by name, regardless of case and of backslashes, as Office finds them."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise Refusal("truncated") from error
        members = [info for info in self._zip.infolist() if not info.is_dir()]
        _guard(members, limits)
        self._parts = {_plain(info.filename): info for info in members}
        if len(self._parts) < len(members):
            raise Refusal("damaged", detail="two parts of one name")

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def names(self) -> list[str]:
        return list(self._parts)

    def open(self, name: str) -> IO[bytes]:
        """Streams a part; it never gives more bytes than were announced and counted."""
        if name not in self:
            raise Refusal("damaged", detail=name)
        return self._zip.open(self._parts[_plain(name)])


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _guard(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise Refusal("too_many_members", number=len(members), limit=limits.members)
    if any(info.flag_bits & ENCRYPTED for info in members):
        raise Refusal("encrypted")
    if any(info.compress_type not in METHODS for info in members):
        raise Refusal("damaged", detail="unknown compression")
    unpacked = sum(info.file_size for info in members)
    if unpacked > limits.unpacked:
        raise Refusal("bomb", megabytes=unpacked // MEGABYTE)
    for info in members:
        if info.file_size > max(SMALL, info.compress_size * limits.ratio):
            raise Refusal("bomb", megabytes=info.file_size // MEGABYTE)
