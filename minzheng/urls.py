"""Every URL of the product, room by room."""

from django.contrib import admin
from django.urls import include, path

from minzheng import language
from minzheng.health import healthz

urlpatterns = [
    path("", include("regions.urls")),
    path("", include("indicators.reporting.urls")),
    path("", include("indicators.exchange.urls")),
    path("", include("indicators.dashboard.urls")),
    path("language/", language.choose, name="language"),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]

handler400 = "minzheng.errors.bad_request"
handler403 = "minzheng.errors.forbidden"
handler404 = "minzheng.errors.not_found"
handler500 = "minzheng.errors.failed"
