"""A file is dropped on the page, one sees it arrive, and what became of it."""

import io

import openpyxl
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import log_in
from tests.indicators.exchange.files import comma_separated

HEAD = ["地区代码", "填报期", "数据项代码", "数值"]
DROP = """([name, text]) => {
  const data = new DataTransfer();
  for (const one of [].concat(name)) data.items.add(new File([text], one));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true});
    document.body.dispatchEvent(event);
  }
}"""


def drop(page, *names):
    text = comma_separated([HEAD, ["420100", "2020Q4", "ELD_BEDS", "约6万"]]).decode("utf-8-sig")
    page.evaluate(DROP, [list(names), text])


def state(page, text):
    page.locator("[data-upload-state]").filter(has_text=text).wait_for()


def test_a_dropped_file_arrives_and_its_marked_copy_comes_back(site, page, tmp_path):
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    log_in(page, site, "wuhan")
    page.goto(f"{site}/exchange/import/")
    drop(page, "一.csv", "二.csv")
    state(page, "一次上传一个文件")
    drop(page, "床位.csv")
    state(page, "已选：床位.csv（1 KB）")
    page.route("**/exchange/import/", lambda route: route.abort())
    page.keyboard.press("Enter")
    state(page, "上传失败，未写入任何数据")
    page.unroute("**/exchange/import/")
    page.route("**/exchange/import/", lambda _route: None)  # it never arrives
    page.keyboard.press("Enter")
    page.locator("[data-upload-progress] progress").wait_for()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.get_by_role("button", name="停止").click()
    state(page, "已停止")
    page.unroute("**/exchange/import/")
    page.get_by_role("button", name="上传并预览").click()
    page.wait_for_url(lambda url: not url.endswith("/import/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="标注").click()
    download.value.save_as(tmp_path / "copy.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "copy.xlsx").read_bytes()))
    assert (book.sheetnames, "约" in book["床位"]["D2"].comment.text) == (["床位", "问题"], True)
    assert said == []
