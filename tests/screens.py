"""`make screens`: a picture of every page, as each person sees it, on each kind of screen.

Into docs/screens/, which is not committed; they are for looking at.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.chromium import LAUNCH, log_in
from tests.databases import Databases
from tests.servers import serving

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
NOBODY = ""


class Screen(NamedTuple):
    width: int
    height: int
    media: str = "screen"


SCREENS = {
    "desktop": Screen(1366, 768),
    "phone": Screen(390, 844),
    "wide": Screen(1920, 1080),
    "print": Screen(794, 1123, "print"),  # A4 at 96 dots per inch
}
PAGES: dict[str, dict[str, str]] = {
    NOBODY: {"login": "/accounts/login/", "gallery": "/gallery/"},
    "wuhan": {
        "home": "/",
        "password": "/accounts/password/",
        "tasks": "/tasks/",
        "overview": "/overview/",
        "reports": "/reports/",
        "report": "/reports/2020Q4/420100/",
        "edit": "/reports/2020Q4/420100/edit/",
        "submit": "/reports/2020Q4/420100/submit/",
        "import": "/exchange/import/",
        "imported": "/exchange/import/00000000-0000-0000-0000-000000000001/",
        "export": "/exchange/export/",
        "correction": "/reports/2020Q3/420100/correction/",
        "foreign-report": "/reports/2020Q4/420600/",
        "forbidden": "/members/",
    },
    "reviewer": {
        "home": "/",
        "tasks": "/tasks/",
        "overview": "/overview/",
        "heat": "/overview/heat/",
        "zones": "/overview/zones/",
        "attention": "/overview/attention/",
        "indicators": "/indicators/",
        "indicator": "/indicators/ELD_BEDS_PER_1000/",
        "why": "/indicators/ELD_BEDS_PER_1000/why/",
        "why-region": "/indicators/ELD_BEDS_PER_1000/why/?region=420100",
        "empty-overview": "/overview/?verdict=not_applicable",
        "text-indicator": "/indicators/FAC10_01/",
        "regions": "/regions/",
        "help": "/help/",
        "region": "/regions/420100/",
        "reports": "/reports/",
        "report": "/reports/2020Q3/420100/",
        "queue": "/review/",
        "approve": "/reports/approve/",
        "what-if": "/indicators/ELD_BEDS_PER_1000/what-if/?target=34&n-420100=70000&n-420600=x",
        "timeliness": "/reports/timeliness/?year=2019",
        "reports-late": "/reports/?year=2019&status=late",
        "review": "/reports/2020Q3/420100/review/",
        "past-overview": "/overview/?known_on=2019-03-31",
        "past-report": "/reports/2018Q3/420100/?known_on=2018-10-12",
        "past-reports": "/reports/?known_on=2019-03-31",
        "review-again": "/reports/2020Q2/429021/review/",
        "diff": "/reports/2020Q2/429021/diff/?from=1&to=2",
    },
    "manager": {
        "home": "/",
        "periods": "/periods/",
        "period": "/periods/2020Q4/",
        "report": "/reports/2020Q4/420000/",
        "admin": "/admin/",
        "target-list": "/targets/",
        "target-year": "/targets/?year=2020",
        "target-detail": "/targets/ELD_BEDS_NEW/",
        "target-adopt": "/targets/ELD_BEDS_PER_1000/adopt/",
        "baseline-adopt": "/targets/URBAN_COMM_SW/baseline/",
        "target-divide": "/targets/ELD_BEDS_NEW/divide/?year=2020&by=POP_60PLUS",
        "targets": "/admin/indicators/target/",
    },
    "viewer": {"home": "/", "overview": "/overview/"},
    "auditor": {"home": "/", "audit": "/audit/"},
    "administrator": {"home": "/", "members": "/members/"},
}


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    from tests.imported import confirmed  # its models want the line before

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["MINZHENG_MEDIA_ROOT"] = str(folder / "media")
        databases = Databases(folder, f"screens{os.getpid()}")
        with databases.copy_of("demonstration") as url, serving(url, folder) as server:
            confirmed()
            photograph(server.address)


def photograph(site: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(**LAUNCH)
        for username, pages in PAGES.items():
            for kind, context in contexts(browser, site, username):
                for name, path in pages.items():
                    picture(context, f"{site}{path}", f"{username or 'nobody'}-{name}-{kind}")
        browser.close()


def contexts(browser: Browser, site: str, username: str) -> Iterator[tuple[str, BrowserContext]]:
    """A browser on each kind of screen, the person logged in once."""
    cookies = None
    for kind, screen in SCREENS.items():
        size = {"width": screen.width, "height": screen.height}
        context = browser.new_context(viewport=size, locale="zh-CN", storage_state=cookies)
        if username and cookies is None:
            log_in(context.new_page(), site, username)
            cookies = context.storage_state()
        yield kind, context
        context.close()


def picture(context: BrowserContext, url: str, name: str) -> None:
    page = context.new_page()
    page.emulate_media(media=SCREENS[name.rsplit("-", 1)[1]].media)
    answer = page.goto(url, wait_until="networkidle")
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
    print(answer.status if answer else "-", name)
    page.close()


if __name__ == "__main__":
    main()
