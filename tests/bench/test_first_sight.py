"""What a reader waits for: the largest part of a page drawn, and how much travels for it."""

from statistics import median

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.browser.chromium import LAUNCH, log_in
from tests.servers import serving

pytestmark = [pytest.mark.bench, pytest.mark.browser]

PAGES = {
    "overview": "/overview/",
    "indicator page": "/indicators/ELD_BEDS_PER_1000/",
    "region page": "/regions/420100/",
    "status matrix": "/reports/",
}
TIMES = 5
LCP = """() => new Promise(resolve => new PerformanceObserver(list =>
  resolve(list.getEntries().at(-1).startTime)
).observe({type: "largest-contentful-paint", buffered: true}))"""
NOTHING = "data:text/html,<p>1</p>"
"""Its paint is what the browser itself needs."""


def drawn(page, url):
    """Milliseconds until the largest part is drawn; bytes on the wire, but for plotly."""
    travelled = []
    page.on("response", lambda one: travelled.append(one) if "plotly" not in one.url else None)
    page.goto(url, wait_until="networkidle")
    took = page.evaluate(LCP)
    sizes = [one.request.sizes() for one in travelled if one.url.startswith("http")]
    return took, sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)


def fresh(browser, state, url):
    """In a browser that has kept nothing."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, storage_state=state)
    found = drawn(context.new_page(), url)
    context.close()
    return found


def test_first_sight(demonstration, tell, tmp_path, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("drawn alike on both databases")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with serving(demonstration, tmp_path) as server, sync_playwright() as driver:
        browser = driver.chromium.launch(**LAUNCH)
        context = browser.new_context()
        log_in(context.new_page(), server.address, "viewer")
        state = context.storage_state()
        bare = median(fresh(browser, state, NOTHING)[0] for _ in range(TIMES))
        for name, path in PAGES.items():
            found = [fresh(browser, state, server.address + path) for _ in range(TIMES)]
            took, size = median(one[0] for one in found), found[0][1]
            what = f"{name}: largest contentful paint, {size / 1024:.0f} KB beside plotly"
            tell(what, f"{took:.0f} ms", f"an empty page: {bare:.0f} ms", took / bare)
        browser.close()
