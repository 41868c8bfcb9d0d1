"""What an address may name: slugs, numbers and keys; whatever else is no address of ours."""

import pytest
from django.urls import URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from tests.people import client_of

NARROW = (IntConverter, SlugConverter, UUIDConverter)
HUGE = "9" * 40


def patterns(resolver):
    """Every pattern of ours; the admin's are Django's own."""
    for each in resolver.url_patterns:
        if not isinstance(each, URLResolver):
            yield each
        elif each.namespace != "admin":
            yield from patterns(each)


def test_an_address_names_things_by_slugs_numbers_and_keys_only():
    wide, with_parts = set(), set()
    for pattern in patterns(get_resolver()):
        for converter in pattern.pattern.converters.values():
            with_parts.add(pattern.name)
            if type(converter) not in NARROW:
                wide.add(pattern.name)
    assert (wide, len(with_parts) > 30) == (set(), True)


@pytest.mark.parametrize(
    "address",
    [
        "/reports/2018Q3%E2%80%8B/420100/",
        "/reports/2018Q3/%E2%80%8B/edit/",
        "/reports/２０１８Q3/420100/review/",
        "/reports/2018 Q3/420100/",
        "/periods/%E2%80%8B/",
        "/exchange/template/2018Q3/420100%E2%80%8B.xlsx",
        f"/reports/{HUGE}/{HUGE}/",
        f"/indicators/{HUGE}/",
        f"/exchange/import/{HUGE}/",
    ],
)
def test_an_odd_address_leads_nowhere(db, manager, address):
    assert client_of(manager).get(address).status_code == 404


def test_a_number_larger_than_any_key_leads_nowhere(db, manager):
    assert client_of(manager).post(f"/notices/{HUGE}/read/").status_code == 404
