"""Somebody at a browser without scripts: opens pages, fills their forms in, sends them."""

from html.parser import HTMLParser

from django.test import Client

IGNORED = {"submit", "button", "checkbox", "radio", "file"}


class Forms(HTMLParser):
    """Every form of a page: where it or a button of its goes, and what it would send untouched."""

    def __init__(self, page):
        super().__init__()
        self.found, self.named, self.buttons = [], {}, []
        self.feed(page)
        self.found += [(action, self.named[name]) for action, name in self.buttons]

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "form":
            self.found.append((facts.get("action", ""), {}))
            self.named[facts.get("id")] = self.found[-1][1]
        elif tag == "button" and "formaction" in facts:
            if "form" in facts:
                self.buttons.append((facts["formaction"], facts["form"]))
            else:
                self.found.append((facts["formaction"], self.found[-1][1]))
        elif tag == "input" and self.found and facts.get("type") not in IGNORED:
            self.found[-1][1][facts.get("name")] = facts.get("value", "")

    def to(self, ending):
        """The one whose address ends so; the page's own form has none."""
        [fields] = {
            id(fields): fields
            for action, fields in self.found
            if action.endswith(ending) and bool(action) == bool(ending)
        }.values()
        return fields


class Visitor:
    """One person, logged in through the page, with the token against forged requests checked."""

    def __init__(self, username, password):
        self.client = Client(enforce_csrf_checks=True)
        answer = self.send("/accounts/login/", username=username, password=password)
        assert answer.status_code == 302

    def see(self, path, **query):
        page = self.client.get(path, query)
        assert page.status_code == 200
        return page

    def form(self, path, ending=""):
        return Forms(self.see(path).content.decode()).to(ending)

    def send(self, path, ending="", **filled):
        """Open the page, fill in its form, send it to where the form says."""
        fields = self.form(path, ending)
        return self.client.post(ending or path, fields | filled)

    def download(self, path, **query):
        return b"".join(self.see(path, **query).streaming_content)
