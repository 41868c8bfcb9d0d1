"""Every URL meets what no page of ours sends: wrong methods, no token, junk in the address."""

import pytest
from django.test import Client

from regions.models import AuditEvent
from tests.addresses import addresses
from tests.people import client_of
from tests.permission_matrix import ADMIN, PAGES, rows

pytestmark = pytest.mark.usefixtures("rendered_once")
OFTEN = ("GET", "HEAD", "POST", "PUT", "OPTIONS")  # of those no page knows, the two on every URL
SELDOM = ("PATCH", "DELETE", "TRACE", "PROPFIND")
ADDRESSES = addresses()
KNOWN = [("", row) for row in rows(PAGES)] + [("admin", row) for row in rows(ADMIN)]
OURS_IN_THE_ADMIN = {"login", "logout", "password_change", "password_change_done"}
ONE_OF_EACH_KIND = {"home", "login", "logout", "password-change", "report-edit", "index"}
JUNK = {
    "NUL": "%00",
    "line break": "a%0d%0aSet-Cookie:x=1",
    "no UTF-8": "%ff%fe",
    "half a surrogate": "%ed%a0%80",
    "up the tree": "..%2f..%2fetc%2fpasswd",
    "overlong": "9" * 4000,
    "negative": "-1",
    "quote": "'%20OR%201=1--",
}


def methods_of(address):
    """As the matrix of permissions has them; the admin's own pages are read or sent."""
    if address.room == "admin" and address.name not in OURS_IN_THE_ADMIN:
        return {"GET", "HEAD", "POST"}
    known = {row.method for room, row in KNOWN if (room, row.name) == (address.room, address.name)}
    return known | ({"HEAD"} if "GET" in known else set())


def allowed(answer):
    """The methods that a refusal names; None if it is none."""
    return set(answer.headers["Allow"].split(", ")) if answer.status_code == 405 else None


def test_a_method_that_a_page_does_not_know_is_refused_with_those_it_knows(manager):
    client = client_of(manager)
    asked = {
        (address, method): allowed(client.generic(method, address.path()))
        for address in ADDRESSES
        for method in (*OFTEN, *(SELDOM if address.name in ONE_OF_EACH_KIND else ()))
        if method not in methods_of(address)
    }
    assert {one: told for one, told in asked.items() if told != methods_of(one[0])} == {}


def test_a_form_without_its_token_is_refused_everywhere(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    asked = {a.route: client.post(a.path()).status_code for a in ADDRESSES}
    assert {route: code for route, code in asked.items() if code != 403} == {"/healthz": 405}


def test_nor_does_a_token_help_that_is_sent_from_elsewhere(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    client.get("/periods/")
    sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "name": "2020Q4"}
    codes = {
        origin: client.post("/language/", sent, headers={"Origin": origin}).status_code
        for origin in ("http://testserver", "http://evil.example", "null")
    }
    assert codes == {"http://testserver": 302, "http://evil.example": 403, "null": 403}


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_an_address_leads_nowhere(manager, junk):
    """As the person who may most; a form that needs no object may be taken as it is."""
    client = client_of(manager)
    asked = {
        (address.route, part): client.generic(
            "GET" if "GET" in methods_of(address) else "POST", address.path(**{part: JUNK[junk]})
        ).status_code
        for address in ADDRESSES
        for part in address.parts
    }
    elsewhere = {place: code for place, code in asked.items() if code not in {400, 403, 404}}
    back_to_the_list = {
        (a.route, "object_id"): 302 for a in ADDRESSES if a.name.endswith("_change")
    }
    assert elsewhere.items() <= back_to_the_list.items()


@pytest.mark.parametrize("path", ["/audit/%00/", "/reports/%00/420100/", "/%00"])
def test_an_address_with_nul_is_not_understood_and_leaves_no_record(wuhan, path):
    assert client_of(wuhan).get(path).status_code == 400
    assert not AuditEvent.objects.filter(act="denied").exists()


def test_nor_is_a_cookie_with_nul(db):
    """In quotes a cookie may write any character in octal."""
    client = Client()
    client.cookies["sessionid"] = "abcdefgh"
    client.cookies["sessionid"].set("sessionid", "x", r'"abcdefgh\000"')
    assert client.get("/tasks/").status_code == 400


def test_a_line_break_in_an_address_is_no_line_in_the_log(wuhan, caplog):
    client_of(wuhan).get("/reports/x%0d%0aERROR%20500/y/")
    [line] = [r.getMessage() for r in caplog.records if " 404 " in r.getMessage()]
    assert line.split(" ", 1)[1] == "404 GET /reports/x%0D%0AERROR%20500/y/"


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "testserver\\"])
def test_the_server_answers_to_its_own_name_only(db, host):
    assert Client().get("/accounts/login/", headers={"Host": host}).status_code == 400


def test_a_name_that_a_proxy_is_said_to_have_seen_is_not_believed(db):
    headers = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/audit/"}
    assert Client().get("/tasks/", headers=headers).url == "/accounts/login/?next=%2Ftasks%2F"


ELSEWHERE = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "http:///evil.example",
    "javascript:alert(1)", "\thttps://evil.example", "https:evil.example", "///evil.example",
]  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_a_choice(auditor, wanted):
    """The log-in asks the same question of the same function (Django's)."""
    client = client_of(auditor)
    answer = client.post("/language/", {"language": "en", "next": wanted})
    assert (answer.status_code, answer.url) == (302, "/")


BODY = "application/x-www-form-urlencoded"
TOO_MUCH = {
    "fields": ("&".join("a" * 20_001), BODY),
    "body": ("a=" + "9" * (8 * 1024 * 1024), BODY),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_too_much_at_once_is_refused_with_a_page_in_chinese(wuhan, kind):
    body, content_type = TOO_MUCH[kind]
    answer = client_of(wuhan).post("/language/", body, content_type=content_type)
    assert (answer.status_code, answer.templates[0].name) == (413, "413.html")
    assert "一次提交的内容过多" in answer.content.decode()


def test_a_file_larger_than_any_is_not_even_read(wuhan):
    said = {"CONTENT_LENGTH": str(40 * 1024 * 1024 + 1)}
    answer = client_of(wuhan).post("/exchange/import/", {}, **said)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\n\r\n", b"\xff\x00" * 50], ids=["none", "cut", "noise"]
)
def test_a_broken_upload_is_not_understood(wuhan, body):
    form = "multipart/form-data; boundary=x"
    answer = client_of(wuhan).post("/exchange/import/", body, content_type=form)
    assert (answer.status_code, answer.templates[0].name) == (400, "exchange/upload.html")


HEADERS = ("Referer", "HX-Current-URL", "Origin", "Accept-Language", "X-Forwarded-For", "Accept",
           "If-Modified-Since", "Range", "Content-Type", "Cookie")  # fmt: skip
NONSENSE = ("http://[", "\xff\xfe", "%00%ff", ",,;=;q=x," * 200, "9" * 5000, "bytes=9-0,-")


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_makes_a_page_fail(viewer, settings, name):
    """A page, a part of one and a form, asked for by nobody and by somebody."""
    settings.PROXIES, asked = 1, {}
    for client in (Client(), client_of(viewer)):
        client.raise_request_exception = False
        for value in NONSENSE:
            for method, more in (("GET", {}), ("GET", {"HX-Request": "true"}), ("POST", {})):
                headers = {**more, name: value}
                answer = client.generic(method, "/members/", b"a=1", headers=headers)
                asked[method, *more, value] = answer.status_code
    assert {one: code for one, code in asked.items() if code >= 500} == {}
