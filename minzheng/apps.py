"""Which admin site Django is to use, and how often a process looks for garbage."""

import gc

from django.contrib.admin.apps import AdminConfig

OBJECTS = 10_000
"""After so many new ones Python looks for cycles among them (unasked, after 700)."""


class Administration(AdminConfig):
    default_site = "minzheng.administration.Site"

    def ready(self) -> None:
        """To look took a fifth of an import's time: 100,000 rows and no cycle among them.

        What is loaded by now stays for good, and need not be looked at again.
        """
        super().ready()
        gc.freeze()
        gc.set_threshold(OBJECTS, 10, 10)
