"""Worked by keyboard alone: controls are reached by Tab and pressed by Enter."""

from playwright.sync_api import expect

STEPS = 80


def reach(page, control):
    """By Tab from where one is, as somebody without a mouse gets there."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if control.evaluate("one => one === document.activeElement"):
            return
    expect(control).to_be_focused()


def press(page, role, name):
    """Enter on a control of the page; its reach by Tab is seen for every page elsewhere."""
    page.get_by_role(role, name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, field, text):
    """What stood in the field is typed over."""
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
