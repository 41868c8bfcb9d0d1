"""A bureau's quarter by keyboard alone: filled, submitted, returned, corrected, approved, reopened.

`make screens` asks for a picture of each station.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import violations
from tests.browser.cells import (
    address,
    done,
    expect_state,
    focused,
    names,
    number,
    paste,
    plain,
    stored,
)
from tests.browser.chromium import PASSWORD
from tests.browser.keys import press, reach, write

REGION, TITLE = "420500", "宜昌市 2020年第4季度"
REPORT, EDIT = f"/reports/2020Q4/{REGION}/", address(REGION)
BEDS, BUILT, CREMATED = (f"{REGION}-{one}" for one in ("ELD_BEDS", "ELD_BEDS_BUILT", "CREMATED"))
TYPED = [f"{REGION}-RETIRED_TASK", f"{REGION}-RETIRED_SETTLED"]
EXPLAINED = "含外地火化的本地死亡人口"
REMARKS = {
    "ELD_BEDS": "请与民政台账核对",
    "CREMATED": "是否包括在外地火化的？",
    "PILOTS": "请说明依据",
}
PICTURES = "MINZHENG_SCREENS"


@pytest.fixture
def station():
    """Where the journey stops to be looked at: by axe, and for `make screens` by people."""
    seen = []

    def look(page, name, *, by_axe=True):
        seen.append(name)
        if PICTURES in os.environ:
            file = f"journey-{len(seen):02}-{name}.png"
            page.screenshot(path=Path(os.environ[PICTURES]) / file)
        if by_axe:
            assert (name, violations(page)) == (name, [])

    return look


def find(page, text):
    """To the first row with these words, from wherever one is."""
    page.locator("#grid-find").focus()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def look_at_all(page):
    page.locator("#grid-find").focus()
    page.keyboard.press("Escape")


def status(page):
    return page.locator("h1").inner_text().split()[-1]


def fill_by_keyboard(page, station):
    """From the day's tasks to the first figures, with nothing but the keys."""
    page.goto("/")
    station(page, "tasks", by_axe=False)
    reach(page, page.get_by_role("link", name=TITLE, exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{EDIT}")
    reach(page, page.locator("#grid-find"))
    page.keyboard.type("军休干部")
    page.keyboard.press("Enter")
    assert focused(page) == TYPED[0]
    for text in ("110", "Enter", "110", "Enter"):
        page.keyboard.press(text) if text == "Enter" else page.keyboard.type(text)
    for cell in TYPED:
        expect_state(page, cell, "saved")
    station(page, "by-keyboard", by_axe=False)
    look_at_all(page)
    assert done(page) == 2


def paste_with_one_bad_cell(page, station):
    """Nothing of the block is written until its bad cell is right; then all of it is."""
    cells = names(page, 17)
    block = [number(page, cell).get_attribute("placeholder").strip() or "110" for cell in cells]
    right, block[8] = block[8], "十一个"
    number(page, cells[0]).focus()
    paste(page, "\r\n".join(block) + "\r\n")
    expect_state(page, cells[8], "invalid")
    expect_state(page, cells[0], "held")
    assert [number(page, cell).input_value() for cell in cells] == block
    assert done(page) == 2
    station(page, "block-with-a-bad-cell")
    write(page, number(page, cells[8]), right)
    page.keyboard.press("Enter")
    for cell in cells:
        if cell not in TYPED:
            expect_state(page, cell, "saved")
    assert done(page) == 17
    block[8] = right
    assert stored(page) == dict(zip(cells, map(plain, block), strict=True))


def lose_the_session(page, station):
    """Logged in again in another tab, what was typed meanwhile is sent by itself."""
    page.context.clear_cookies(name="sessionid")
    write(page, number(page, BUILT), "640")
    page.keyboard.press("Enter")
    expect_state(page, BUILT, "unsaved")
    page.context.clear_cookies()
    assert number(page, BUILT).input_value() == "640"
    expect(page.locator("#grid-trouble a")).to_be_in_viewport()
    station(page, "session-lost")
    with page.context.expect_page() as opened:
        page.locator("#grid-trouble a").press("Enter")
    login = opened.value
    login.locator("[name=username]").fill("yichang")
    login.locator("[name=password]").fill(PASSWORD)
    login.locator("[name=password]").press("Enter")
    login.wait_for_url(lambda url: "/accounts/login/" not in url)
    login.close()
    expect_state(page, BUILT, "saved")
    assert stored(page)[BUILT] == "640"


def explain_a_warning(page, station):
    """The rest is as last period; a figure ten times too high is explained in its row."""
    page.locator("button[name=carry][value=all]").press("Enter")
    expect(page.locator(".progress-count")).to_have_text("54 / 55")
    find(page, "火化遗体")
    page.keyboard.type("37030")
    page.keyboard.press("ArrowRight")
    assert page.locator(f"[id='why-{CREMATED}']").evaluate("one => one === document.activeElement")
    page.keyboard.type(EXPLAINED)
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='finding-{CREMATED}'] .finding")).to_have_count(1)
    expect_state(page, CREMATED, "saved")
    station(page, "warning-explained", by_axe=False)


def submit(page):
    """Whatever is in question and not explained yet is explained, and a name stands for it."""
    page.goto(f"{REPORT}submit/")
    for box in page.locator("[name^=why-]").all():
        if not box.input_value():
            write(page, box, "已核对台账")
    write(page, page.locator("[name=responsible]"), "周局")


def submit_explained(page, station):
    submit(page)
    assert page.locator(f"[name='why-{CREMATED}']").input_value() == EXPLAINED
    station(page, "submit")
    press(page, "button", "提交省厅")
    assert status(page) == "已提交"


def withdraw(page, station):
    """Taken back before anybody began to review it, and submitted once more."""
    press(page, "button", "撤回")
    assert status(page) == "草稿"
    station(page, "withdrawn", by_axe=False)
    submit(page)
    press(page, "button", "提交省厅")


def remark(page, measure, text):
    """Open the row's remark, choose a kind of fault, write; Enter only breaks the line."""
    box = page.locator(f"details.remark-input:has([name=remark-{REGION}-{measure}])")
    box.locator("summary").focus()
    for key in ("Enter", "Tab", "ArrowDown", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def return_with_remarks(page, station):
    page.goto("/review/")
    press(page, "link", TITLE)
    press(page, "button", "开始审核")
    page.locator("details.rest > summary").press("Enter")  # figures that nothing speaks against
    for measure, text in REMARKS.items():
        remark(page, measure, text)
    station(page, "remarks", by_axe=False)
    page.get_by_label("说明（填报单位可见）").focus()
    page.keyboard.type("请核对三项数据")
    station(page, "return-with-remarks")
    press(page, "button", "退回填报单位")


def correct(page, station):
    """Each remark stands beside its cell; one of them is corrected."""
    page.goto("/tasks/")
    station(page, "returned", by_axe=False)
    page.goto(EDIT)
    for measure, text in REMARKS.items():
        row = page.locator(f"tr:has([name=value-{REGION}-{measure}])")
        assert row.locator(".remark").inner_text() == f"口径不符 {text}"
    beds = number(page, BEDS)
    write(page, beds, str(int(beds.input_value()) + 1))
    page.keyboard.press("Enter")
    expect_state(page, BEDS, "saved")
    station(page, "correct")
    submit(page)
    station(page, "submit-changed", by_axe=False)
    press(page, "button", "提交省厅")


def approve(page, station):
    """What changed stands first, beside the remark that asked for it in the comparison."""
    page.goto(f"{REPORT}diff/")
    [row] = page.locator("tbody tr").all()
    assert REMARKS["ELD_BEDS"] in row.inner_text()
    station(page, "diff")
    page.goto(f"{REPORT}review/")
    assert "各类养老床位数" in page.locator("tbody tr").first.inner_text()
    press(page, "button", "开始审核")
    station(page, "approve")
    press(page, "button", "通过")
    assert "/reports/2020Q2/429021/review/" in page.url  # the next one that waits


def ask(page, station):
    page.goto(REPORT)
    press(page, "link", "申请更正…")
    page.get_by_label("更正理由").focus()
    page.keyboard.type("一家机构重复计数")
    page.get_by_label("各类养老床位数").focus()
    page.keyboard.press("Space")
    station(page, "ask")
    press(page, "button", "提出申请")


def reopen(page, station):
    page.goto("/tasks/")
    press(page, "link", TITLE)
    station(page, "reopen")
    press(page, "button", "重新打开")


def test_a_quarter_by_keyboard(visit, station):
    clerk, reviewer = visit("yichang"), visit("reviewer")
    fill_by_keyboard(clerk, station)
    paste_with_one_bad_cell(clerk, station)
    lose_the_session(clerk, station)
    explain_a_warning(clerk, station)
    submit_explained(clerk, station)
    withdraw(clerk, station)
    return_with_remarks(reviewer, station)
    correct(clerk, station)
    approve(reviewer, station)
    ask(clerk, station)
    reopen(reviewer, station)
    clerk.goto(REPORT)
    station(clerk, "reopened", by_axe=False)
    text = clerk.locator("main").inner_text()
    assert [word in text for word in ("已退回", "已同意", "一家机构重复计数")] == [True] * 3
