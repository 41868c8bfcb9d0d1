"""The manager writes a new target and looks at what it would change; the page is accessible."""

from tests.browser.accessible import violations

ADOPT = "/targets/ELD_BEDS_PER_1000/adopt/"


def test_the_look_before_adopting_is_accessible_and_leads_back_to_the_form(visit):
    page = visit("manager")
    page.goto(ADOPT)
    written = {
        "value": "38",
        "document_number": "鄂民发〔2020〕12号",
        "document_on": "2020-05-01",
        "reason": "中期评估后调整",
    }
    for name, text in written.items():
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="查看影响").click()
    assert page.locator("main table .verdict").count() > 2
    assert violations(page) == []
    page.get_by_role("button", name="返回修改").click()
    kept = {name: page.input_value(f"[name={name}]") for name in written}
    assert kept == written
