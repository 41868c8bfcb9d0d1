"""Which database the tests use, and the people in it."""

import gc
import os
import uuid
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.template.backends.django import Template
from django.utils import timezone
from django.utils.safestring import mark_safe

from tests.databases import Databases, PostgreSQL, working_in
from tests.people import CAST, NOON, person

hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")  # the same examples in every run, however slow

RUN = "MINZHENG_TEST_RUN"
KEPT = "MINZHENG_TEST_TEMPLATES"  # a folder in which the templates outlive a run
OWN = ("demonstration", "own_database")
TESTS, UNITS = Path(__file__).parent, {"indicators", "minzheng", "regions"}
PREPARED = ("hubei", "two_plans", "approved", "lived")


def pytest_configure(config):
    os.environ.setdefault(RUN, uuid.uuid4().hex[:8])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what needs a database: only that is run once more on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", *OWN} & set(item.fixturenames):
            item.add_marker("database")
    items.sort(key=is_of_a_unit)


def is_of_a_unit(item):
    """Units come last: they are short, so that no worker is left alone with a long test."""
    return item.path.relative_to(TESTS).parts[0] in UNITS


def pytest_collection_finish():
    """What is imported by now is there to stay: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    return Databases(Path(os.environ.get(KEPT, shared)), os.environ[RUN])


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, databases):
    """Every test starts with all tables, the regions, the plan and the cast."""
    with django_db_blocker.unblock(), databases.copy_of("cast"):
        yield


def pytest_sessionfinish(session):
    is_worker = hasattr(session.config, "workerinput")
    kind = Databases(settings.BASE_DIR, os.environ[RUN]).kind
    if isinstance(kind, PostgreSQL) and not is_worker:
        kind.remove_all()


def in_a_copy(template, request, databases, django_db_blocker, monkeypatch):
    if "_django_db_helper" in request.fixturenames:
        pytest.fail("a test that commits takes no django_db mark, no db and no live_server")
    with django_db_blocker.unblock(), databases.copy_of(template) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


@pytest.fixture
def own_database(request, django_db_setup, databases, django_db_blocker, monkeypatch):
    """A database of this test's own, in which it and its child processes may commit; its URL."""
    yield from in_a_copy("cast", request, databases, django_db_blocker, monkeypatch)


@pytest.fixture
def demonstration(request, django_db_setup, databases, django_db_blocker, monkeypatch):
    """The same, with the demonstration instead of the cast."""
    yield from in_a_copy("demonstration", request, databases, django_db_blocker, monkeypatch)


@pytest.fixture(scope="session")
def copies(django_db_setup, databases, django_db_blocker):
    """This worker's copies of prepared databases, by template; whoever works there is rolled back.

    So a test finds there what has happened, instead of letting it happen once more.
    """
    with django_db_blocker.unblock(), ExitStack() as kept:
        yield cache(lambda template: kept.enter_context(databases.beside(template)))


def copy_found(template):
    @pytest.fixture(scope="class", name=f"in_{template}")  # it begins before the transaction
    def found(copies, django_db_blocker):
        with django_db_blocker.unblock(), working_in(copies(template)):
            yield

    return found


for _template in PREPARED:
    globals()[f"in_{_template}"] = copy_found(_template)


@pytest.fixture
def database(request):
    """Whichever database this test uses."""
    own = next((name for name in OWN if name in request.fixturenames), "db")
    return request.getfixturevalue(own)


@pytest.fixture(scope="session", autouse=True)
def media(tmp_path_factory):
    """Files that the tests or their child processes store stay away from a real installation."""
    folder = tmp_path_factory.mktemp("media")
    settings.MEDIA_ROOT = folder
    os.environ["MINZHENG_MEDIA_ROOT"] = str(folder)
    return folder


@pytest.fixture(autouse=True)
def anchors(tmp_path_factory, monkeypatch):
    """Each test's database has a trail of its own, and its anchors stand in a folder of its own."""
    folder = tmp_path_factory.getbasetemp() / "anchors" / uuid.uuid4().hex
    monkeypatch.setattr(settings, "AUDIT_ANCHORS", folder)
    monkeypatch.setenv("MINZHENG_AUDIT_ANCHORS", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_kept():
    """A rolled back database gives its keys once more, to other figures."""
    caches["sums"].clear()


@pytest.fixture
def noon(monkeypatch):
    """Pages ask the server's clock: it stands at noon of the tests' day."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    return NOON


@pytest.fixture
def rendered_once(monkeypatch):
    """Each page once for each person, where a test asks hundreds of times for a status.

    What is drawn for no request in particular is kept by the process, and has to be whole.
    """
    render, seen = Template.render, set()

    def once(template, context=None, request=None):
        place = template.template.name, getattr(getattr(request, "user", None), "pk", None)
        if request is not None and place in seen:
            return mark_safe("")
        seen.add(place)
        return render(template, context, request)

    monkeypatch.setattr(Template, "render", once)


@pytest.fixture(scope="session")
def rounds():
    """How often processes race against each other: 25 times in `make test`, more in faults."""
    return int(os.environ.get("MINZHENG_RACES", "25"))


@pytest.fixture(scope="session")
def days():
    """How many past days are rebuilt: 20 in `make test`, more in faults."""
    return int(os.environ.get("MINZHENG_DAYS", "20"))


def part_of(username):
    @pytest.fixture(name=username)
    def one(database):
        return person(username)

    return one


for _username in CAST:
    globals()[_username] = part_of(_username)
