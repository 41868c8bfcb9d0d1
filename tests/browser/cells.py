"""The grid's cells as a clerk sees them in the browser."""

from decimal import Decimal

CLIPBOARD = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const facts = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", facts));
}"""
NAMES = "all => all.map(one => one.dataset.cell)"


def address(region):
    return f"/reports/2020Q4/{region}/edit/"


def number(page, name):
    return page.locator(f"[name='value-{name}']")


def names(page, count):
    """The first cells from the top, as the clerk sees them."""
    return page.locator(".grid-input").evaluate_all(NAMES)[:count]


def cell_of(page, measure):
    [name] = [name for name in names(page, None) if name.endswith(f"-{measure}")]
    return name


def paste(page, text):
    """As after Ctrl+C in a spreadsheet: into the cell in which one is."""
    page.evaluate(CLIPBOARD, text)


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
