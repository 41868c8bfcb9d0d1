"""What went wrong in the demonstration, as `fixtures/demonstration/events.csv` tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.demonstration.invented import table


@dataclass(frozen=True)
class Events:
    """The events of one quarter: kind → region → (measure, text)."""

    told: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    blank_everywhere: dict[str, str] = field(default_factory=dict)

    def hits(self, kind: str, region: str) -> bool:
        return region in self.told.get(kind, {})

    def told_of(self, kind: str, region: str) -> tuple[str, str]:
        return self.told[kind][region]

    def blanks(self, region: str) -> dict[str, str]:
        """Measures left blank by the region, each with what it says of it."""
        own = self.told.get("blank", {}).get(region)
        return self.blank_everywhere | ({own[0]: own[1]} if own else {})


def events_of(quarter: int) -> Events:
    """All that befalls the quarter."""
    events = Events()
    for row in table("events.csv"):
        if int(row["quarter"]) != quarter:
            continue
        if row["event"] == "blank_for_all":
            events.blank_everywhere[row["measure"]] = row["text"]
        else:
            told = events.told.setdefault(row["event"], {})
            told[row["region"]] = (row["measure"], row["text"])
    return events
