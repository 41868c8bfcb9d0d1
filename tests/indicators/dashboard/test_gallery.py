"""The gallery shows the components at their limits, to developers only."""

from importlib.util import find_spec, module_from_spec

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory, override_settings

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


@pytest.mark.parametrize("debug", [True, False])
def test_there_is_no_gallery_outside_debug(debug):
    spec = find_spec("indicators.dashboard.urls")
    fresh = module_from_spec(spec)
    with override_settings(DEBUG=debug):
        spec.loader.exec_module(fresh)
    assert ("gallery" in [one.name for one in fresh.urlpatterns]) is debug
