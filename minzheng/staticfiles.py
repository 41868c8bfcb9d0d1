"""Front-end code comes out of installed packages, never out of the repository."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class PlotlyFinder(BaseFinder):
    """Serves `vendor/plotly.min.js` from the installed plotly package."""

    name = "plotly.min.js"
    folder = Path(str(files("plotly"))) / "package_data"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(self.folder)
        self.storage.prefix = "vendor"  # type: ignore[attr-defined]  # read by collectstatic

    def find(  # type: ignore[override]  # one body for both ways of asking
        self, path: str, find_all: bool = False, **kwargs: Any
    ) -> str | list[str]:
        if path != f"vendor/{self.name}":
            return []
        found = str(self.folder / self.name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        yield self.name, self.storage
