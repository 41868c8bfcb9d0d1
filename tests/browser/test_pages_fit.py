"""Every page of reports and boards: accessible, quiet, no wider than a phone, ready for keys."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.browser.accessible import violations
from tests.browser.watching import Watch
from tests.imported import ADDRESS

DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
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
        "/regions/420100/",
        "/help/",
    ],
    "reviewer2": [
        "/overview/?known_on=2019-03-31",
        "/indicators/ELD_BEDS_PER_1000/?known_on=2019-03-31",
        "/reports/2018Q3/420100/?known_on=2018-10-12",
        "/reports/?known_on=2019-03-31",
    ],
}
IN_ENGLISH = [
    "/overview/",
    "/indicators/ELD_BEDS_PER_1000/",
    "/regions/420100/",
    "/reports/",
    "/targets/",
    "/targets/ELD_BEDS_NEW/",
]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNREACHED = """() => {
  const ring = (one) => {
    const { outlineStyle, boxShadow, borderColor } = getComputedStyle(one);
    return [outlineStyle, boxShadow, borderColor].join(" ");
  };
  const controls = "a[href], button, input, select, textarea, summary, [role=button], [tabindex]";
  const seen = new Set();
  document.activeElement.blur();
  return [...document.querySelectorAll(controls)].filter((one) => {
    if (one.matches(":disabled") || !one.checkVisibility({ visibilityProperty: true })) {
      return false;
    }
    if (one.tabIndex !== 0) return one.getAttribute("tabindex") !== "-1" || one.tabIndex > 0;
    const look = `${one.localName} ${one.type} ${one.className}`;
    if (seen.has(look)) return false;
    seen.add(look);
    const before = ring(one);
    one.focus({ preventScroll: true });
    return document.activeElement !== one || ring(one) === before;
  }).map((one) => one.outerHTML.slice(0, 120));
}"""
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


def overflow(page):
    """By how much it is too wide, after charts have had the time to follow the window."""
    with suppress(Error):
        page.wait_for_function(f"{OVERFLOW} === 0", timeout=2000)
    return page.evaluate(OVERFLOW)


def unreached(page):
    """What the keyboard does not reach, or reaches without showing it."""
    page.keyboard.press("Tab")  # from now on the browser shows where one is
    return page.evaluate(UNREACHED)


def faults(page, path):
    """One load for both widths: drawn for the phone, where there is least room, then widened."""
    page.set_viewport_size(PHONE)
    status = page.goto(path).status
    found = {"status": status - 200, "on a phone": overflow(page), "axe": violations(page)}
    page.set_viewport_size(DESKTOP)
    found |= {"on a desk": overflow(page), "keys": unreached(page)}
    return {fault: what for fault, what in found.items() if what}


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_accessible_quiet_and_fits(site, visit, who):
    watch = Watch(site)
    page = watch.over(visit(who))
    assert {path: found for path in PAGES[who] if (found := faults(page, path))} == {}
    assert (watch.said, watch.asked) == ([], [])


def test_in_english_every_label_is_english(visit):
    page = visit("viewer")
    page.goto("/overview/")
    page.get_by_role("button", name="EN").click()
    for path in IN_ENGLISH:
        page.goto(path)
        assert (path, page.evaluate(CHINESE)) == (path, [])
