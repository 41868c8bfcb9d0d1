"""Where one can go: what the person has a right to and what exists."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the product: who sees it, its page, its name, and the addresses it covers."""

    right: str
    page: str
    label: str | Promise
    prefix: str


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    url: str
    current: bool = False


SECTIONS = (
    Section("sees_tasks", "tasks", _("Tasks"), "/tasks/"),
    Section("sees_values", "overview", _("Overview"), "/overview/"),
    Section("sees_values", "indicator-list", _("Indicators"), "/indicators/"),
    Section("sees_values", "target-list", _("Targets"), "/targets/"),
    Section("sees_values", "region-list", _("Regions"), "/regions/"),
    Section("sees_status", "report-list", _("Reports"), "/reports/"),
    Section("reviews", "review-list", _("Review"), "/review/"),
    Section("manages", "period-list", _("Periods"), "/periods/"),
    Section("imports", "import-upload", _("Import and export"), "/exchange/"),
    Section("only_exports", "export", _("Export"), "/exchange/"),
    Section("sees_audit", "audit-list", _("Audit trail"), "/audit/"),
    Section("manages_members", "member-list", _("Members"), "/members/"),
    Section("manages", "admin:index", _("Reference data"), "/admin/"),
    Section("manages_members", "admin:index", _("Accounts"), "/admin/"),
    Section("signed_in", "help", _("Help"), "/help/"),
)
RIGHTS = frozenset(section.right for section in SECTIONS) - {"only_exports"}
"""Variables of `minzheng.context` that open a section."""


def address(page: str) -> str:
    """The page's URL, or nothing where no such page exists yet."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""


def links(held: AbstractSet[str], path: str) -> Iterator[Link]:
    """The person's own navigation, the present section marked."""
    if "sees_values" in held and "imports" not in held:
        held = held | {"only_exports"}
    for section in SECTIONS:
        url = address(section.page) if section.right in held else ""
        if url:
            yield Link(section.label, url, path.startswith(section.prefix))
