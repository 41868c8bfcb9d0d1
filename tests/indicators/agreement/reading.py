"""What a page says, as somebody reads it: tables by their headings, facts by their terms.

Read twice: on the screen, and on paper, where `print.css` leaves some things out.
"""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings

VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path", "rect", "circle", "polyline"}
UNSEEN = {"script", "style", "template", "symbol"}
PRINT = Path(settings.BASE_DIR) / "static/css/print.css"


def not_printed():
    """The classes that are not printed, as the style sheet has them."""
    hiding = re.findall(r"([^{}]+)\{\s*display: none;\s*\}", PRINT.read_text(encoding="utf-8"))
    return {name for rule in hiding for name in re.findall(r"\.([\w-]+)\s*(?:,|$)", rule.strip())}


class Node:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.inside = tag, attributes, []

    @property
    def classes(self):
        return set((self.attributes.get("class") or "").split())

    def all(self, tag):
        """The elements below of a kind, or of any (*), in order."""
        for one in self.inside:
            if isinstance(one, Node):
                if tag in ("*", one.tag):
                    yield one
                yield from one.all(tag)

    def text(self):
        """As it is heard: without what is hidden from a reader, with the labels of drawings."""
        if self.tag in UNSEEN or self.attributes.get("aria-hidden") == "true":
            return ""
        if self.tag == "svg":
            return self.attributes.get("aria-label", "")
        return "".join(one.text() if isinstance(one, Node) else one for one in self.inside)

    def words(self):
        return " ".join(self.text().split())


class Page(HTMLParser):
    """The tree of a page."""

    def __init__(self, html):
        super().__init__()
        self.root = Node("page", {})
        self.open = [self.root]
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        node = Node(tag, {name: value or "" for name, value in attributes})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        while self.open.pop().tag != tag:
            pass

    def handle_data(self, data):
        self.open[-1].inside.append(data)

    def take_out(self, classes):
        """From here on it is on paper, without what is not printed."""
        take_out(self.root, classes)
        return self

    def tables(self):
        """{first heading: rows}; a row that spans the table says nothing of its own."""
        return {heading[0]: rows for heading, *rows in self.listed()}

    def listed(self):
        """Every table with its headings."""
        return [rows_of(one) for one in self.root.all("table")]

    def facts(self):
        """Every definition list as {term: what is said}; a term may have several lines."""
        return [facts_of(one) for one in self.root.all("dl")]

    def texts(self, tag, css=None):
        return texts(self.root, tag, css)

    def items(self, tag, css):
        """What stands in the lists of a kind."""
        lists = [one for one in self.root.all(tag) if css in one.classes]
        return [text for one in lists for text in texts(one, "li")]

    def script(self, name):
        [found] = [one for one in self.root.all("script") if one.attributes.get("id") == name]
        return json.loads("".join(found.inside))


def facts_of(node):
    found = {}
    for one in node.all("*"):
        if one.tag == "dt":
            said = found[one.words()] = []
        elif one.tag == "dd":
            said.append(one.words())
    return {term: " ".join(lines) for term, lines in found.items()}


def take_out(node, classes):
    kept = [one for one in node.inside if isinstance(one, str) or is_printed(one, classes)]
    node.inside = kept
    for one in kept:
        if isinstance(one, Node):
            take_out(one, classes)


def is_printed(node, classes):
    is_shut = node.tag == "details" and "open" not in node.attributes
    return not (node.classes & classes or is_shut)


def texts(node, tag, css=None):
    return [one.words() for one in node.all(tag) if css is None or css in one.classes]


def rows_of(table):
    rows = [
        [cell for cell in row.inside if isinstance(cell, Node) and cell.tag in ("td", "th")]
        for row in table.all("tr")
    ]
    return [
        [cell.words() for cell in row]
        for row in rows
        if not any("colspan" in cell.attributes for cell in row)
    ]
