"""How often chance is tried: a few times in `make test`, often in `make faults`."""

import os

import pytest

from indicators.exchange import sandbox
from tests.indicators.exchange.opened import in_this_process


@pytest.fixture(scope="session")
def kills():
    """How often an act is cut off at a random moment."""
    return int(os.environ.get("MINZHENG_KILLS", "3"))


@pytest.fixture(scope="session")
def mutants():
    """How many damaged files are read."""
    return int(os.environ.get("MINZHENG_MUTANTS", "60"))


@pytest.fixture
def quick_reading(monkeypatch):
    """The parser runs in this process, which spares the start of another one for each file."""
    monkeypatch.setattr(sandbox, "parse", in_this_process)


@pytest.fixture
def note_in_report(request):
    """A sentence that stands at the end of the run, and in the report of `make faults`."""

    def note(sentence):
        request.node.user_properties.append(("fault", sentence))

    return note
