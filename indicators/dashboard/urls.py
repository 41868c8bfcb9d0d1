"""Pages that look across the rooms."""

from django.conf import settings
from django.urls import URLPattern, path

from indicators.dashboard.gallery import gallery

urlpatterns: list[URLPattern] = []
if settings.DEBUG:
    urlpatterns += [path("gallery/", gallery, name="gallery")]
