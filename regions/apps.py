"""Makes the room of places and people known to Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    """Who and where."""

    name = "regions"
    verbose_name = _("Regions and people")

    def ready(self) -> None:
        from regions import append_only

        post_migrate.connect(append_only.put_back, dispatch_uid="append_only")
