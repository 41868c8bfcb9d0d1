"""Why a file, or a place in it, cannot be read."""

from __future__ import annotations

LONGEST_SHOWN = 200


class Refusal(Exception):  # noqa: N818  it is the file that is wrong
    """A code, to which the parent has a sentence; where in the file; and what stood there."""

    def __init__(
        self,
        code: str,
        *,
        sheet: str = "",
        row: int = 0,
        column: int = 0,
        shown: str = "",
        **params: str | int,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.place = {"sheet": sheet, "row": row, "column": column}
        self.shown = shown[:LONGEST_SHOWN]
        self.params = params

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, **self.place, "shown": self.shown, "params": self.params}


class Refusals(Exception):  # noqa: N818  the same, many at once
    """All faults of one kind, so that one upload shows them together."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(len(refusals))
        self.refusals = refusals
