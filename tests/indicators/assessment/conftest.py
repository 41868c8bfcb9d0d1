"""What the tests of the roll-up share."""

from contextlib import nullcontext

import pytest

from indicators.assessment import rollup, shortcut, statement


@pytest.fixture
def much(monkeypatch):
    """Everything is much, and all of it is added where that is possible at all."""
    monkeypatch.setattr(statement, "MUCH", -1)
    monkeypatch.setattr(shortcut, "MOST", 1)
    monkeypatch.setattr(rollup, "sees_one_moment", lambda: True)
    monkeypatch.setattr(rollup, "one_moment", nullcontext)
