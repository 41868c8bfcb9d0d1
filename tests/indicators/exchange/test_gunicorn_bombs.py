"""Hostile files sent to a running server of one worker: it keeps its pid, does not grow, and
answers other pages meanwhile."""

import http.client
import re
import threading
import time
import urllib.parse
from pathlib import Path
from uuid import uuid4

import pytest

from indicators.exchange.models import ImportBatch
from tests.people import PASSWORD
from tests.servers import serving
from tests.workbooks import bombs

MEGABYTE = 1024
MOST_GROWTH = 50 * MEGABYTE
SECONDS_FOR_A_FILE = 10
SECONDS_FOR_A_PAGE = 1


class Browser:
    """Cookies, forms with their token, and files: what a person's browser sends."""

    def __init__(self, address):
        self.host = urllib.parse.urlsplit(address).netloc
        self.cookies = {}

    def ask(self, path, body=None, kind="application/x-www-form-urlencoded"):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie} | ({"Content-Type": kind} if body is not None else {})
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for header, value in answer.getheaders():
            if header == "Set-Cookie":
                name, _, rest = value.partition("=")
                self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return answer.status, text

    def token(self, path):
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(path)[1])[1]

    def log_in(self, username):
        path = "/accounts/login/"
        form = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": self.token(path)}
        status, _text = self.ask(path, urllib.parse.urlencode(form))
        assert status == 302

    def upload(self, name, content):
        path, edge = "/exchange/import/", uuid4().hex
        token = self.token(path)
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}'
            f'\r\n--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self.ask(path, body, f"multipart/form-data; boundary={edge}")


def resident(pid):
    """Kilobytes of memory that the process has had at most."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])


class Visitor(threading.Thread):
    """Somebody else, who goes on reading pages and remembers how long each took."""

    def __init__(self, browser):
        super().__init__()
        self.browser, self.done, self.seconds = browser, threading.Event(), []

    def run(self):
        while not self.done.is_set():
            start = time.perf_counter()
            status, _text = self.browser.ask("/accounts/login/")
            self.seconds.append(time.perf_counter() - start if status == 200 else 99)
            time.sleep(0.02)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *error):
        self.done.set()
        self.join()


@pytest.fixture
def server(own_database, tmp_path):
    with serving(own_database, tmp_path) as running:
        yield running


def test_the_worker_survives_and_answers_others(server, wuhan):
    clerk, other = Browser(server.address), Browser(server.address)
    clerk.log_in("wuhan")
    clerk.upload("a.xlsx", b"PK")
    (pid,) = server.worker_pids
    before = resident(pid)
    files = {"sparse.xlsx": bombs.sparse(), "bomb.xlsx": bombs.zip_bomb(400)}
    assert len(files["sparse.xlsx"]) < 6_000
    with Visitor(other) as visitor:
        for name, content in files.items():
            start = time.perf_counter()
            status, _text = clerk.upload(name, content)
            assert (status, time.perf_counter() - start < SECONDS_FOR_A_FILE) == (400, True)
    assert server.worker_pids == [pid]
    assert resident(pid) - before < MOST_GROWTH
    assert max(visitor.seconds) < SECONDS_FOR_A_PAGE
    refused = ImportBatch.objects.filter(outcome="refused").order_by("uploaded_at")
    assert [batch.name for batch in refused] == ["a.xlsx", *files]
