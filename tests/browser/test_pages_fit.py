"""Every page of reports and boards: accessible, quiet, and no wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import log_in
from tests.imported import ADDRESS, confirmed

SIZES = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})
PAGES = {
    "wuhan": [
        "/tasks/",
        "/reports/2020Q4/420100/edit/",
        "/reports/2020Q4/420100/submit/",
        "/reports/2020Q3/420100/",
        "/regions/420100/?basis=provisional",
        "/reports/2020Q3/420100/correction/",
        "/reports/2020Q3/420100/diff/",
        ADDRESS,
    ],
    "reviewer": [
        "/tasks/",
        "/reports/",
        "/reports/?year=2019&status=late",
        "/reports/approve/",
        "/indicators/ELD_BEDS_PER_1000/what-if/?target=34&n-420100=70000&n-420600=x",
        "/reports/timeliness/?year=2019",
        "/reports/2020Q3/421200/review/",
        "/reports/2020Q3/420100/review/",
        "/reports/2020Q2/429021/review/",
        "/reports/2020Q3/420500/review/",
        "/reports/2020Q2/429021/diff/?from=1&to=2",
        "/review/",
        "/indicators/",
    ],
    "manager": [
        "/periods/",
        "/periods/2020Q4/",
        "/tasks/",
        "/reports/2020Q4/420000/",
        "/targets/",
        "/targets/?year=2020",
        "/targets/ELD_BEDS_NEW/",
        "/targets/ELD_BEDS_PER_1000/adopt/",
        "/targets/URBAN_COMM_SW/baseline/",
        "/targets/ELD_BEDS_NEW/divide/?year=2020&by=POP_60PLUS",
    ],
    "viewer": [
        "/overview/",
        "/overview/heat/?region=420100",
        "/overview/zones/",
        "/overview/attention/",
        "/indicators/ELD_BEDS_PER_1000/",
        "/indicators/ELD_BEDS_PER_1000/?region=420100",
        "/indicators/ELD_BEDS_PER_1000/why/",
        "/indicators/ELD_BEDS_PER_1000/why/?region=420100",
        "/regions/",
        "/help/",
    ],
    "reviewer2": [
        "/overview/?known_on=2019-03-31",
        "/indicators/ELD_BEDS_PER_1000/?known_on=2019-03-31",
        "/reports/2018Q3/420100/?known_on=2018-10-12",
        "/reports/?known_on=2019-03-31",
    ],
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CHINESE = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = node.parentElement.closest("[lang], script");
    const foreign = own && (own.lang === "zh-Hans" || own.tagName === "SCRIPT");
    if (!foreign && /[\\u4e00-\\u9fff]/.test(node.data)) found.push(node.data.trim());
  }
  return found;
}"""


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found]


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_accessible_quiet_and_fits(site, page, who):
    said, asked = [], []
    page.on("console", lambda m: m.type in {"error", "warning"} and said.append(m.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    confirmed()
    log_in(page, site, who)
    for path in PAGES[who]:
        for size in SIZES:
            page.set_viewport_size(size)
            answer = page.goto(f"{site}{path}", wait_until="networkidle")
            assert (path, answer.status) == (path, 200)
            assert (path, size["width"], page.evaluate(OVERFLOW)) == (path, size["width"], 0)
        assert (path, violations(page)) == (path, [])
    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


@pytest.mark.parametrize(
    "path",
    [
        "/overview/",
        "/indicators/ELD_BEDS_PER_1000/",
        "/regions/420100/",
        "/reports/",
        "/targets/",
        "/targets/ELD_BEDS_NEW/",
    ],
)
def test_in_english_every_label_is_english(site, page, path):
    log_in(page, site, "viewer")
    page.get_by_role("button", name="EN").click()
    page.goto(f"{site}{path}")
    assert page.evaluate(CHINESE) == []
