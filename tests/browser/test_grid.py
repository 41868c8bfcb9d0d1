"""The grid as a clerk works with it: keyboard, pasted blocks, a network and a session that fail."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PASSWORD, log_in

EDIT = "/reports/2020Q4/420100/edit/"
BEDS = "420100-ELD_BEDS"
CLIPBOARD = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const facts = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", facts));
}"""


@pytest.fixture
def grid(site, page):
    log_in(page, site, "wuhan")
    page.goto(f"{site}{EDIT}")
    return page


def number(page, name):
    return page.locator(f"[name='value-{name}']")


def names(page, count):
    """The first cells from the top, as the clerk sees them."""
    found = page.locator(".grid-input").evaluate_all("all => all.map(one => one.dataset.cell)")
    return found[:count]


def expect_state(page, name, state):
    page.wait_for_selector(f"[id='state-{name}'][data-state='{state}']")


def focused(page):
    return page.evaluate("document.activeElement.dataset.cell")


def done(page):
    return int(page.locator(".progress-count").inner_text().split("/")[0])


def plain(text):
    """12.00 as 12: cells show a measure's decimals."""
    return f"{Decimal(text).normalize():f}" if text.replace(".", "").isdigit() else text


def stored(page):
    """What stands in the cells after the page was opened anew."""
    page.reload()
    read = "all => all.map(cell => [cell.dataset.cell, cell.value])"
    cells = page.locator(".grid-input").evaluate_all(read)
    return {name: plain(value) for name, value in cells if value}


def test_by_keyboard_alone(grid):
    first, second, third = names(grid, 3)
    number(grid, first).focus()
    grid.keyboard.type("12")
    grid.keyboard.press("Enter")
    assert focused(grid) == second
    grid.keyboard.type("13")
    grid.keyboard.press("ArrowDown")
    assert focused(grid) == third
    grid.keyboard.press("Shift+Enter")
    assert focused(grid) == second
    expect_state(grid, first, "saved")
    expect_state(grid, second, "saved")
    assert done(grid) == 2
    grid.keyboard.type("99")
    grid.keyboard.press("Escape")
    assert plain(number(grid, second).input_value()) == "13"
    grid.keyboard.press("Control+z")
    expect_state(grid, second, "saved")
    assert stored(grid) == {first: "12"}


def test_a_measure_is_found_as_one_types(grid):
    grid.locator("#grid-find").press_sequentially("养老床位")
    seen = grid.locator(".grid-input:visible").evaluate_all("all => all.map(c => c.dataset.cell)")
    assert BEDS in seen
    assert 0 < len(seen) < 10
    grid.keyboard.press("Enter")
    assert focused(grid) == seen[0]


def test_a_block_with_one_bad_cell_is_held_until_it_is_right(grid):
    cells = names(grid, 17)
    number(grid, cells[0]).focus()
    block = [str(10 + place) for place in range(17)]
    block[8] = "十八"
    grid.evaluate(CLIPBOARD, "\r\n".join(block) + "\r\n")
    expect_state(grid, cells[8], "invalid")
    expect_state(grid, cells[0], "held")
    assert [number(grid, name).input_value() for name in cells] == block
    assert done(grid) == 0
    number(grid, cells[8]).fill("18")
    grid.keyboard.press("Enter")
    for name in cells:
        expect_state(grid, name, "saved")
    assert done(grid) == 17
    assert stored(grid) == dict(zip(cells, map(str, range(10, 27)), strict=True))


def test_a_block_goes_in_without_the_cell_that_is_left_out(grid):
    cells = names(grid, 3)
    number(grid, cells[0]).focus()
    grid.evaluate(CLIPBOARD, "10\n约11\n12\n")
    expect_state(grid, cells[1], "invalid")
    number(grid, cells[1]).focus()
    grid.keyboard.press("Escape")
    expect_state(grid, cells[2], "saved")
    assert stored(grid) == {cells[0]: "10", cells[2]: "12"}


def test_a_block_is_undone_as_a_whole(grid):
    cells = names(grid, 3)
    number(grid, cells[0]).focus()
    grid.evaluate(CLIPBOARD, "10\n11\n12\n")
    expect_state(grid, cells[2], "saved")
    grid.locator("#grid-undo").click()
    expect(grid.locator(".progress-count")).to_have_text(re.compile("^0 /"))
    assert stored(grid) == {}


def test_as_last_period_is_offered_and_confirmed(grid):
    offered = number(grid, BEDS).get_attribute("placeholder")
    assert offered
    grid.locator(f"button.carry[value='{BEDS}']").click()
    expect_state(grid, BEDS, "saved")
    assert (number(grid, BEDS).input_value(), done(grid)) == (offered, 1)
    grid.locator("button[name=carry][value=all]").click()
    offers = grid.locator("button.carry").count()
    expect(grid.locator(".progress-count")).to_have_text(re.compile(f"^{offers} /"))


def test_without_the_network_it_is_kept_and_sent_when_it_is_back(grid):
    first, second = names(grid, 2)
    grid.context.set_offline(True)
    number(grid, first).fill("12")
    grid.keyboard.press("Enter")
    expect_state(grid, first, "unsaved")
    number(grid, second).fill("13")
    grid.keyboard.press("Enter")
    grid.context.set_offline(False)
    expect_state(grid, first, "saved")
    expect_state(grid, second, "saved")
    assert grid.locator("#grid-trouble").inner_text() == ""
    assert stored(grid) == {first: "12", second: "13"}


def test_the_session_is_lost_in_the_middle_and_the_work_goes_on(grid, site):
    first, second = names(grid, 2)
    number(grid, first).fill("12")
    grid.keyboard.press("Enter")
    expect_state(grid, first, "saved")
    grid.context.clear_cookies()
    number(grid, second).fill("13")
    grid.keyboard.press("Enter")
    expect_state(grid, second, "unsaved")
    with grid.context.expect_page() as opened:
        grid.locator("#grid-trouble a").click()
    login = opened.value
    login.locator("[name=username]").fill("wuhan")
    login.locator("[name=password]").fill(PASSWORD)
    login.locator("[name=password]").press("Enter")
    login.wait_for_url(lambda url: "/accounts/login/" not in url)
    login.close()
    expect_state(grid, second, "saved")
    assert stored(grid) == {first: "12", second: "13"}


def test_what_was_not_saved_survives_a_reload(grid):
    [first] = names(grid, 1)
    grid.on("dialog", lambda dialog: dialog.accept())
    grid.route("**/cells/", lambda route: route.abort())
    number(grid, first).fill("12")
    grid.keyboard.press("Enter")
    expect_state(grid, first, "unsaved")
    grid.reload()
    assert plain(number(grid, first).input_value()) == "12"
    grid.unroute("**/cells/")
    expect_state(grid, first, "saved")


def test_somebody_else_was_faster_one_sees_both_and_chooses(grid, site, browser):
    other = browser.new_page(locale="zh-CN")
    log_in(other, site, "wuhan")
    other.goto(f"{site}{EDIT}")
    number(other, BEDS).fill("62310")
    other.keyboard.press("Enter")
    expect_state(other, BEDS, "saved")
    number(grid, BEDS).fill("62000")
    grid.keyboard.press("Enter")
    expect_state(grid, BEDS, "conflict")
    assert "62310" in grid.locator(f"[id='finding-{BEDS}']").inner_text()
    grid.locator(f"[data-mine='{BEDS}']").click()
    expect_state(grid, BEDS, "saved")
    number(other, BEDS).fill("61000")
    other.keyboard.press("Enter")
    expect_state(other, BEDS, "conflict")
    other.locator(f"[data-theirs='{BEDS}']").click()
    expect(other.locator("[data-state=conflict]")).to_have_count(0)
    assert number(other, BEDS).input_value() == "62000"
    other.close()
