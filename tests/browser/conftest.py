"""A real browser: the system's Chromium, in front of the application as a server of its own."""

import os
from pathlib import Path

import pytest

from tests.browser.chromium import LAUNCH, enter
from tests.databases import working_in
from tests.imported import confirmed
from tests.servers import serving

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver keeps a loop


def pytest_collection_modifyitems(items):
    """Whatever stands in this folder drives a browser; on PostgreSQL the smoke journey alone."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            item.add_marker("database")


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return LAUNCH


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, databases, media, tmp_path_factory):
    """The address of one server with the demonstration; each test that writes has its own bureau.

    A server, a copy of the database and a log-in for every test would take longer than the tests.
    """
    folder = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock(), databases.beside("demonstration") as name:
        with working_in(name):
            confirmed()
        with serving(databases.kind.url(name), folder) as server:
            yield server.address


@pytest.fixture(scope="session")
def browser_context_args(site):
    return {
        "base_url": site,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1366, "height": 768},
    }


@pytest.fixture
def visit(new_context):
    """A browser of a person's own, logged in."""

    def of(username):
        context = new_context()
        enter(context, username)
        return context.new_page()

    return of
