"""The pages of the reports as the tests open them: a person, a browser, a form sent back."""

from html.parser import HTMLParser

from tests.people import client_of, person

WUHAN_EDIT = "/reports/2018Q3/420100/edit/"


class Inputs(HTMLParser):
    """The named inputs of a page and what stands in them."""

    def __init__(self, page):
        super().__init__()
        self.values = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "input" and "name" in facts and facts["name"] != "csrfmiddlewaretoken":
            self.values[facts["name"]] = facts.get("value", "")


def browser(username):
    return client_of(person(username))


def inputs(answer):
    return Inputs(answer.content.decode()).values


def sheet_of(answer):
    """The grid's inputs alone: what a browser sends back of it."""
    kinds = ("value-", "shown-", "seen-", "why-", "told-")
    return {name: value for name, value in inputs(answer).items() if name.startswith(kinds)}


def save(username, typed, *, page=None, url=WUHAN_EDIT, **more):
    """Open the grid (or take one that is open already), type, and press the button."""
    client = browser(username)
    sent = dict(page) if page is not None else sheet_of(client.get(url))
    assert set(typed) <= set(sent)
    return client.post(url, sent | typed | {"save": ""} | more)


def typed_in(answer):
    """What stands in the inputs for the numbers, by name of region and measure."""
    return {
        name.removeprefix("value-"): value
        for name, value in inputs(answer).items()
        if name.startswith("value-") and value
    }
