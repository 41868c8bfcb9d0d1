"""How the browser is started: the system's, which asks nobody on the network for anything."""

import shutil

PASSWORD = "Demo-2020-minzheng"
NAMES = ("chromium", "chromium-browser", "google-chrome")
LAUNCH = {
    "executable_path": next(filter(None, map(shutil.which, NAMES)), None),
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ],
}


def log_in(page, site, username):
    """By the form, as a person does; the page is then the person's own home."""
    page.goto(f"{site}/accounts/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def enter(context, username):
    """Logged in like that, but without drawing the pages."""
    form = {"username": username, "password": PASSWORD}
    context.request.get("/accounts/login/")
    [token] = [one["value"] for one in context.cookies() if one["name"] == "csrftoken"]
    form["csrfmiddlewaretoken"] = token
    answer = context.request.post("/accounts/login/", form=form, max_redirects=0)
    assert answer.status == 302
