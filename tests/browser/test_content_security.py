"""No page of the admin breaks the content security policy: nothing inline, nothing from outside."""

import pytest

from tests.people import PASSWORD
from tests.servers import serving

MANAGER = [
    "/admin/",
    "/admin/indicators/",
    *(
        f"/admin/{model}/{page}"
        for model in (
            "regions/region",
            "regions/zone",
            "indicators/measure",
            "indicators/checkrule",
        )
        for page in ("", "add/", "?q=x")
    ),
    "/admin/regions/region/2/change/",
    "/admin/indicators/indicator/1/change/",
    "/admin/indicators/target/",
    "/admin/indicators/baseline/",
    "/admin/indicators/theme/",
    "/admin/indicators/plan/",
]
ADMINISTRATOR = [
    "/admin/",
    "/admin/regions/user/",
    "/admin/regions/user/add/",
    "/admin/regions/user/1/change/",
    "/admin/regions/membership/",
    "/admin/regions/membership/add/",
    "/members/",
]
OURS = {"manager": MANAGER, "administrator": ADMINISTRATOR, "auditor": ["/audit/"]}


@pytest.fixture
def server(own_database, tmp_path):
    with serving(own_database, tmp_path) as server:
        yield server.address


def log_in(page, server, username):
    page.goto(f"{server}/accounts/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


@pytest.mark.parametrize("who", OURS)
def test_no_page_breaks_the_policy(server, page, who):
    said, asked = [], []
    bad = {"error", "warning"}
    page.on("console", lambda m: m.type in bad and said.append((page.url, m.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, server, who)
    for path in OURS[who]:
        answer = page.goto(f"{server}{path}", wait_until="networkidle")
        assert (path, answer.status) == (path, 200)
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert said == []
    assert [url for url in asked if not url.startswith((server, "data:"))] == []
