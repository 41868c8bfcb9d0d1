"""PostgreSQL ends the connection in the middle of an act: the pool gives the next one a new one."""

from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.db import connection

from tests.faults.cut_acts import Imports, Submissions, cut_again_and_again, told
from tests.faults.cutting import Cutter, settled, victim
from tests.servers import serving

pytestmark = [pytest.mark.repeated, pytest.mark.usefixtures("own_database", "quick_reading")]


@pytest.fixture(autouse=True)
def _only_postgresql(own_database):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could go")


def end_all_others(_process=None):
    """What a restart of the server does to its clients: all at one moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("kind", [Imports, Submissions])
def test_an_act_whose_connection_ends_is_undone_and_succeeds_when_pressed_again(
    kind, kills, note_in_report
):
    act = kind()
    with victim() as found:
        cutter = Cutter(found, end_all_others)
        for _came in cut_again_and_again(act, cutter, kills):
            assert act.effects() == act.all_of_it(), cutter.said
            failed = [word for word in cutter.said if word[0].isupper()]
            assert [word.partition(":")[0] for word in failed] in ([], ["OperationalError"])
    note_in_report(f"{kind.__name__} without a server: {told(cutter.shares)} the act's writing")


def health(server):
    with closing(HTTPConnection(server.address.removeprefix("http://"), timeout=60)) as line:
        line.request("GET", "/healthz")
        with line.getresponse() as answer:
            return answer.status


def test_a_server_whose_idle_connections_have_ended_answers_the_next_request(
    own_database, tmp_path, kills
):
    with serving(own_database, tmp_path) as server:
        for _time in range(kills):
            assert health(server) == 200
            end_all_others()
            settled()
            assert [health(server) for _request in range(3)] == [200] * 3
