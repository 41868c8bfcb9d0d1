"""What a page looks like where a client test cannot see: first sight, forced colours, paper."""

import re

from tests.browser.chromium import log_in

INDICATOR = "/indicators/ELD_BEDS_PER_1000/"
KILOBYTE = 1024
FIRST_SIGHT = """() => {
  const seen = (element) => element.getBoundingClientRect().bottom <= innerHeight;
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    counts: all(".verdict-counts a").filter(seen).length,
    missing: all(".reported").filter(seen).map((element) => element.textContent),
    indicators: all(".overview tbody tr:not(.group)").filter(seen).length,
  };
}"""
FILLS = """(selectors) => selectors.map(
  (selector) => getComputedStyle(document.querySelector(selector)).fill
)"""
UNREAD = """() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  const all = [...document.querySelectorAll(".verdict, .verdict-counts a, .heat td > a > span")];
  const unread = all.filter((one) => {
    const word = one.querySelector(".verdict-word, .verdict-count-word, .visually-hidden");
    const inks = [getComputedStyle(one.querySelector("svg")).fill, getComputedStyle(word).color];
    return inks.includes(ground) || !word.textContent.trim();
  });
  return { some: all.length > 0, unread: unread.map((one) => one.outerHTML) };
}"""


def test_the_overview_answers_at_first_sight_and_weighs_little(site, page):
    log_in(page, site, "viewer")
    got = []
    page.on("requestfinished", lambda asked: "plotly" in asked.url or got.append(asked))
    page.goto(f"{site}/overview/", wait_until="networkidle")
    seen = page.evaluate(FIRST_SIGHT)
    assert seen["indicators"] >= 8
    assert (seen["counts"], seen["missing"]) == (10, ["已报 14/17（缺：咸宁、随州、天门）"])
    page.goto(f"{site}{INDICATOR}", wait_until="networkidle")
    assert sum(asked.sizes()["responseBodySize"] for asked in got) <= 150 * KILOBYTE
    page.get_by_role("button", name="保存图片").focus()
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == (
        "每千名老年人口养老床位数 湖北省 2020年第3季度 正式.png"
    )


def test_without_colours_and_on_paper_every_verdict_is_read_and_bars_are_told_apart(site, page):
    log_in(page, site, "viewer")
    for media in ({"forced_colors": "active"}, {"forced_colors": "none", "media": "print"}):
        page.emulate_media(**media)
        for path in ("/overview/heat/", "/overview/"):
            page.goto(f"{site}{path}")
            assert (path, page.evaluate(UNREAD)) == (path, {"some": True, "unread": []})
        assert len(set(page.evaluate(FILLS, [".bar-track", ".bar-done"]))) == 2
    paper = page.pdf(prefer_css_page_size=True)
    assert set(re.findall(rb"/MediaBox ?\[([^\]]+)\]", paper)) == {b"0 0 841.91998 594.95996"}
