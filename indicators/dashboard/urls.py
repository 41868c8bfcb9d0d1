"""Pages that look across the rooms."""

from django.conf import settings
from django.urls import URLPattern, path

from indicators.dashboard.gallery import gallery
from indicators.dashboard.views import (
    adopting,
    baselines,
    comparisons,
    help_page,
    indicators,
    overview,
    regions,
    targets,
    tasks,
    what_if,
    why,
)

urlpatterns: list[URLPattern] = [
    path("tasks/", tasks.tasks, name="tasks"),
    path("overview/", overview.overview, name="overview"),
    path("overview/heat/", comparisons.overview_heat, name="overview-heat"),
    path("overview/zones/", comparisons.overview_zones, name="overview-zones"),
    path("overview/attention/", comparisons.overview_attention, name="overview-attention"),
    path("indicators/", indicators.indicator_list, name="indicator-list"),
    path("indicators/<slug:code>/", indicators.indicator_detail, name="indicator-detail"),
    path("indicators/<slug:code>/why/", why.indicator_why, name="indicator-why"),
    path("indicators/<slug:code>/what-if/", what_if.indicator_what_if, name="indicator-what-if"),
    path("targets/", targets.target_list, name="target-list"),
    path("targets/<slug:code>/", targets.target_detail, name="target-detail"),
    path("targets/<slug:code>/adopt/", adopting.target_adopt, name="target-adopt"),
    path("targets/<slug:code>/baseline/", baselines.baseline_adopt, name="baseline-adopt"),
    path("targets/<slug:code>/divide/", adopting.target_divide, name="target-divide"),
    path("help/", help_page.help_page, name="help"),
    path("regions/", regions.region_list, name="region-list"),
    path("regions/<slug:code>/", regions.region_detail, name="region-detail"),
]
if settings.DEBUG:
    urlpatterns += [path("gallery/", gallery, name="gallery")]
