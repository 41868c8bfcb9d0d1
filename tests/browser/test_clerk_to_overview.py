"""The main road in a real browser: the clerk's workbook, the reviewer's yes, the overview."""

import openpyxl
import pytest

from tests.browser.accessible import violations
from tests.browser.chromium import log_in
from tests.browser.watching import Watch

REPORT = "/reports/2020Q4/420600/"


def filled(path):
    """The template with last period's numbers as this period's; what it may hold stays as it is."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if "本期" in [cell.value for cell in row])
    at = {cell.value: cell.column - 1 for cell in head}
    for row in rows[head[0].row :]:
        number = row[at["上期"]].value
        if isinstance(number, int | float):
            row[at["本期"]].value = number
    book.save(path)
    return path


def upload(page, folder):
    """Template down, filled, up again, confirmed; how many cells were new."""
    page.goto(f"{REPORT}edit/")
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="下载模板").click()
    book = folder / "book.xlsx"
    download.value.save_as(book)
    page.goto("/exchange/import/")
    assert violations(page) == []
    page.locator("[name=file]").set_input_files(filled(book))
    page.get_by_role("button", name="上传并预览").click()
    page.wait_for_url(lambda url: not url.endswith("/import/"))
    assert violations(page) == []
    page.get_by_role("button", name="确认写入").click()


def submit(page):
    page.goto(f"{REPORT}submit/")
    assert violations(page) == []
    for box in page.locator("[name^=why-]").all():
        box.fill("已核对台账")
    page.locator("[name=responsible]").fill("向局")
    page.get_by_role("button", name="提交省厅").click()


def approve(page):
    page.goto(f"{REPORT}review/")
    assert violations(page) == []
    page.get_by_role("button", name="开始审核").click()
    page.get_by_role("button", name="通过", exact=True).click()


@pytest.mark.smoke
def test_a_workbook_becomes_a_verdict(site, new_context, visit, tmp_path):
    watch = Watch(site)
    clerk = watch.over(new_context().new_page())
    log_in(clerk, site, "xiangyang")
    upload(clerk, tmp_path)
    submit(clerk)
    assert "已提交" in clerk.locator("h1").inner_text()
    approve(watch.over(visit("reviewer")))
    page = watch.over(visit("viewer"))
    page.goto("/overview/?period=2020Q4")
    assert violations(page) == []
    assert "已报 1/17" in page.locator("main").inner_text()
    page.goto("/indicators/ELD_BEDS_PER_1000/?period=2020Q4")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="襄阳市"))
    assert row.locator(".verdict-word").inner_text() in {"已达标", "严重滞后（到期未达标）"}
    page.wait_for_selector(".js-plotly-plot")
    assert (watch.said, watch.asked) == ([], [])
