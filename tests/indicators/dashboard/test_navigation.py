"""Navigation leads where the person may go, and nowhere that does not exist."""

import pytest
from django.test import override_settings
from django.urls import path

from indicators.dashboard import navigation

NAMES = {
    "tasks": "tasks/",
    "overview": "overview/",
    "indicator-list": "indicators/",
    "region-list": "regions/",
    "report-list": "reports/",
    "review-list": "review/",
    "import-upload": "exchange/import/",
    "export": "exchange/export/",
    "audit-list": "audit/",
    "member-list": "members/",
}


class AllPages:
    urlpatterns = [path(url, lambda request: None, name=name) for name, url in NAMES.items()]


class NoPages:
    urlpatterns = []


VALUES = {"sees_values", "sees_status"}


@pytest.mark.parametrize(
    ("held", "pages"),
    [
        (set(), []),
        (VALUES, ["/overview/", "/indicators/", "/regions/", "/reports/", "/exchange/export/"]),
        (
            VALUES | {"sees_tasks", "imports"},
            [
                "/tasks/",
                "/overview/",
                "/indicators/",
                "/regions/",
                "/reports/",
                "/exchange/import/",
            ],
        ),
        ({"sees_status", "reviews"}, ["/reports/", "/review/"]),
        ({"sees_audit"}, ["/audit/"]),
        ({"manages_members"}, ["/members/"]),
    ],
)
@override_settings(ROOT_URLCONF=AllPages)
def test_rights_open_sections(held, pages):
    assert [link.url for link in navigation.links(held, "/")] == pages


@override_settings(ROOT_URLCONF=NoPages)
def test_no_link_leads_to_a_page_that_does_not_exist():
    assert list(navigation.links(navigation.RIGHTS, "/")) == []


@pytest.mark.parametrize(
    ("here", "marked"),
    [
        ("/indicators/ELD_BEDS/", ["/indicators/"]),
        ("/reports/2018Q4/420100/", ["/reports/"]),
        ("/exchange/export/", ["/exchange/import/"]),
        ("/accounts/login/", []),
    ],
)
@override_settings(ROOT_URLCONF=AllPages)
def test_the_present_section_is_marked(here, marked):
    links = navigation.links(navigation.RIGHTS, here)
    assert [link.url for link in links if link.current] == marked
