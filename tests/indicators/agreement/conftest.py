"""The installation with the plan of these tests, made once and only read."""

import pytest


@pytest.fixture(scope="module")
def own_plan(django_db_setup, databases, django_db_blocker):
    with django_db_blocker.unblock(), databases.copy_of("own_plan"):
        yield
