"""A reviewer's week by keyboard alone: return with three remarks, correct, approve, reopen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import log_in

REPORT = "/reports/2020Q3/421200/"
REMARKS = {
    "ELD_BEDS": "请与民政台账核对",
    "CREMATED": "是否包括在外地火化的？",
    "PILOTS": "请说明依据",
}


@pytest.fixture
def people(site, browser, browser_context_args):
    """The reviewer and the bureau's clerk, each in a browser of their own."""
    pages = {}
    for who in ("reviewer", "xianning"):
        pages[who] = browser.new_context(**browser_context_args).new_page()
        log_in(pages[who], site, who)
    return pages


def violations(page):
    return [found["id"] for found in Axe().run(page).response["violations"]]


def press(page, role, name):
    """Reached and pressed as the keyboard does it."""
    target = page.get_by_role(role, name=name, exact=True).first
    target.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def remark(page, measure, text):
    """Open the row's remark, choose a kind of fault, write; Enter only breaks the line."""
    box = page.locator(f"details.remark-input:has([name=remark-421200-{measure}])")
    box.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def return_with_remarks(page, site):
    page.goto(f"{site}/review/")
    press(page, "link", "咸宁市 2020年第3季度")
    press(page, "button", "开始审核")
    for measure, text in REMARKS.items():
        remark(page, measure, text)
    page.get_by_label("退回说明（填报单位可见）").focus()
    page.keyboard.type("请核对三项数据")
    assert violations(page) == []
    press(page, "button", "退回填报单位")


def correct(page, site):
    """Each remark stands beside its cell; one of them is corrected."""
    page.goto(f"{site}{REPORT}edit/")
    for measure, text in REMARKS.items():
        row = page.locator(f"tr:has([name=value-421200-{measure}])")
        assert row.locator(".remark").inner_text() == f"口径不符 {text}"
    beds = page.locator("[name=value-421200-ELD_BEDS]")
    beds.fill(str(int(beds.input_value()) + 1))
    page.locator("[name=save]").first.click()
    page.wait_for_selector(".notice-success")
    page.goto(f"{site}{REPORT}submit/")
    for box in page.locator("[name^=why-]").all():
        box.fill("已核对台账")
    press(page, "button", "提交省厅")


def approve(page, site):
    """What changed stands first, beside the remark that asked for it in the comparison."""
    page.goto(f"{site}{REPORT}diff/")
    [row] = page.locator("tbody tr").all()
    assert REMARKS["ELD_BEDS"] in row.inner_text()
    assert violations(page) == []
    page.goto(f"{site}{REPORT}review/")
    assert "各类养老床位数" in page.locator("tbody tr").first.inner_text()
    press(page, "button", "开始审核")
    press(page, "button", "通过")
    assert "/reports/2020Q2/429021/review/" in page.url  # the next one that waits


def ask(page, site):
    page.goto(f"{site}{REPORT}")
    press(page, "link", "申请更正…")
    assert violations(page) == []
    page.get_by_label("更正理由").focus()
    page.keyboard.type("一家机构重复计数")
    page.get_by_label("各类养老床位数").focus()
    page.keyboard.press("Space")
    press(page, "button", "提出申请")


def reopen(page, site):
    page.goto(f"{site}/tasks/")
    press(page, "link", "咸宁市 2020年第3季度")
    assert violations(page) == []
    press(page, "button", "重新打开")


def test_a_reviewers_week(people, site):
    return_with_remarks(people["reviewer"], site)
    correct(people["xianning"], site)
    approve(people["reviewer"], site)
    ask(people["xianning"], site)
    reopen(people["reviewer"], site)
    page = people["xianning"]
    page.goto(f"{site}{REPORT}")
    text = page.locator("main").inner_text()
    assert [word in text for word in ("已退回", "已同意", "一家机构重复计数")] == [True] * 3
