"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from indicators.reporting.errors import Invalid


@contextmanager
def written_whole(target: Path) -> Iterator[BinaryIO]:
    """A file to write into, that takes its name and place when all went well."""
    if not target.parent.is_dir():
        raise Invalid(_("There is no folder %(name)s.") % {"name": target.parent})
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        unfinished = Path(folder) / "unfinished"
        with unfinished.open("w+b") as file:
            yield file
        unfinished.replace(target)
