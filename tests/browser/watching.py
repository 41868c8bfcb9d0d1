"""What a page says to the console and whom it asks, while somebody works with it."""

from dataclasses import dataclass, field

OWN = ("data:", "blob:")


@dataclass
class Watch:
    """Complaints of the console, and requests to anybody but the site."""

    site: str
    said: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def over(self, page):
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.said.append((page.url, str(error))))
        page.on("request", self.request)
        return page

    def console(self, message):
        if message.type in {"error", "warning"}:
            self.said.append((message.page.url, message.text))

    def request(self, request):
        if not request.url.startswith((self.site, *OWN)):
            self.asked.append(request.url)
