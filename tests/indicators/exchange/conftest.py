"""What the tests of spreadsheets share."""

import pytest

from indicators.exchange import sandbox
from tests.indicators.exchange.opened import in_this_process, marked_in_this_process


@pytest.fixture
def quick_reading(monkeypatch):
    """Parser and marker run in this process, which spares the start of another for each file."""
    monkeypatch.setattr(sandbox, "parse", in_this_process)
    monkeypatch.setattr(sandbox, "mark", marked_in_this_process)
