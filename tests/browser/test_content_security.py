"""No page of the admin breaks the content security policy: nothing inline, nothing from outside."""

import pytest

from tests.browser.watching import Watch

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


@pytest.mark.parametrize("who", OURS)
def test_no_page_breaks_the_policy(site, visit, who):
    watch = Watch(site)
    page = watch.over(visit(who))
    for path in OURS[who]:
        answer = page.goto(path)
        assert (path, answer.status) == (path, 200)
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert (watch.said, watch.asked) == ([], [])
