"""The grid as a clerk works with it: keyboard, pasted blocks, a network that fails, a colleague."""

import re

import pytest
from playwright.sync_api import expect

from indicators.demonstration.invented import table
from tests.browser.cells import (
    NAMES,
    address,
    cell_of,
    done,
    expect_state,
    focused,
    names,
    number,
    paste,
    plain,
    stored,
)

PAPER = {"width": 703, "height": 1017}  # A4 less its margins, at 96 dots an inch
CUT = """() => [...document.querySelectorAll("html, main, main *")]
  .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => one.localName !== "input" && one.checkVisibility())
  .map((one) => `${one.localName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`)"""
REGIONS = {row["username"]: row["region"] for row in table("accounts.csv")}


@pytest.fixture
def at_grid(visit):
    """A bureau's clerk before the empty grid; each test has a bureau of its own."""

    def opened(username):
        page = visit(username)
        page.goto(address(REGIONS[username]))
        return page

    return opened


def test_by_keyboard_alone(at_grid):
    grid = at_grid("huangshi")
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


def test_the_grid_stands_on_a_desk_and_on_paper_without_being_cut(at_grid):
    """At 1366 × 768 nothing scrolls sideways, no box within it either; A4 holds its width."""
    grid = at_grid("shiyan")
    assert grid.evaluate(CUT) == []
    grid.emulate_media(media="print")
    grid.set_viewport_size(PAPER)
    assert grid.evaluate(CUT) == []


def test_a_measure_is_found_as_one_types(at_grid):
    grid = at_grid("shiyan")
    beds = cell_of(grid, "ELD_BEDS")
    grid.locator("#grid-find").press_sequentially("养老床位")
    seen = grid.locator(".grid-input:visible").evaluate_all(NAMES)
    assert beds in seen
    assert 0 < len(seen) < 10
    grid.keyboard.press("Enter")
    assert focused(grid) == seen[0]


def test_a_block_goes_in_without_the_cell_that_is_left_out(at_grid):
    grid = at_grid("ezhou")
    cells = names(grid, 3)
    number(grid, cells[0]).focus()
    paste(grid, "10\n约11\n12\n")
    expect_state(grid, cells[1], "invalid")
    number(grid, cells[1]).focus()
    grid.keyboard.press("Escape")
    expect_state(grid, cells[2], "saved")
    assert stored(grid) == {cells[0]: "10", cells[2]: "12"}


def test_a_block_is_undone_as_a_whole(at_grid):
    grid = at_grid("jingmen")
    cells = names(grid, 3)
    number(grid, cells[0]).focus()
    paste(grid, "10\n11\n12\n")
    expect_state(grid, cells[2], "saved")
    grid.locator("#grid-undo").click()
    expect(grid.locator(".progress-count")).to_have_text(re.compile("^0 /"))
    assert stored(grid) == {}


def test_as_last_period_is_offered_and_confirmed(at_grid):
    grid = at_grid("xiaogan")
    beds = cell_of(grid, "ELD_BEDS")
    offered = number(grid, beds).get_attribute("placeholder")
    assert offered
    grid.locator(f"button.carry[value='{beds}']").click()
    expect_state(grid, beds, "saved")
    assert (number(grid, beds).input_value(), done(grid)) == (offered, 1)
    offers = grid.locator("button.carry").count()
    all_of_them = grid.locator("button[name=carry][value=all]")
    expect(all_of_them).to_contain_text(f"{offers - 1} 项")
    all_of_them.click()
    expect(grid.locator(".progress-count")).to_have_text(re.compile(f"^{offers} /"))
    expect(all_of_them).to_be_hidden()
    assert focused(grid) == cell_of(grid, "RETIRED_TASK")


def test_without_the_network_it_is_kept_and_sent_when_it_is_back(at_grid):
    grid = at_grid("jingzhou")
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


def test_what_was_not_saved_survives_a_reload(at_grid):
    grid = at_grid("huanggang")
    [first] = names(grid, 1)
    grid.on("dialog", lambda dialog: dialog.accept())
    grid.route("**/cells/", lambda route: route.abort())
    number(grid, first).fill("12")
    grid.keyboard.press("Enter")
    expect_state(grid, first, "unsaved")
    grid.reload()
    assert plain(number(grid, first).input_value()) == "12"
    expect_state(grid, first, "unsaved")
    grid.unroute("**/cells/")
    grid.get_by_role("button", name="重试").click()
    expect_state(grid, first, "saved")


def test_somebody_else_was_faster_one_sees_both_and_chooses(at_grid):
    grid, other = at_grid("suizhou"), at_grid("suizhou")
    beds = cell_of(grid, "ELD_BEDS")
    number(other, beds).fill("62310")
    other.keyboard.press("Enter")
    expect_state(other, beds, "saved")
    number(grid, beds).fill("62000")
    grid.keyboard.press("Enter")
    expect_state(grid, beds, "conflict")
    assert "62310" in grid.locator(f"[id='finding-{beds}']").inner_text()
    grid.locator(f"[data-mine='{beds}']").click()
    expect_state(grid, beds, "saved")
    number(other, beds).fill("61000")
    other.keyboard.press("Enter")
    expect_state(other, beds, "conflict")
    other.locator(f"[data-theirs='{beds}']").click()
    expect(other.locator("[data-state=conflict]")).to_have_count(0)
    assert number(other, beds).input_value() == "62000"
