"""A real browser: the system's Chromium, in front of the application as a server of its own."""

import os
from pathlib import Path

import pytest

from tests.browser.chromium import LAUNCH
from tests.servers import serving

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver keeps a loop


def pytest_collection_modifyitems(items):
    """Whatever stands in this folder drives a browser; on PostgreSQL the smoke journey alone."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return LAUNCH


@pytest.fixture
def browser_context_args():
    return {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1366, "height": 768},
    }


@pytest.fixture
def site(demonstration, tmp_path):
    """The address of a server with the demonstration, on a database of this test's own."""
    with serving(demonstration, tmp_path) as server:
        yield server.address
