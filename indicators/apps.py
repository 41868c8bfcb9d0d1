"""Makes the room of the plan and its figures known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """What and when: the plan, the figures, the judgement, the spreadsheets, the pages."""

    name = "indicators"
    verbose_name = _("Plan and indicators")
