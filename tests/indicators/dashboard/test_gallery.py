"""The gallery shows the components at their limits, to developers only."""

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory, override_settings
from django.urls import Resolver404, resolve

from indicators.assessment import wording
from indicators.dashboard.gallery import gallery


@pytest.fixture
def shown(db):
    request = RequestFactory().get("/gallery/")
    request._messages = CookieStorage(request)
    return gallery(request).content.decode()


def test_the_gallery_has_every_verdict_and_status(shown):
    seen = {code for code in [*wording.VERDICTS, *wording.STATUSES] if f"#shape-{code}" in shown}
    assert seen == {*wording.VERDICTS, *wording.STATUSES}


def test_the_gallery_is_marked_as_demonstration(shown):
    assert shown.count('class="demonstration-banner"') == 1


@override_settings(DEBUG=False)
def test_there_is_no_gallery_outside_debug():
    with pytest.raises(Resolver404):
        resolve("/gallery/")
