"""The tests' settings, but the admin looks for nothing of ours.

It would import half the product while Django starts, and what is imported then cannot be broken.
"""

from tests.settings import *  # noqa: F403  a settings file takes all of the other
from tests.settings import INSTALLED_APPS as ALL

QUIET = {"minzheng.apps.Administration": "django.contrib.admin.apps.SimpleAdminConfig"}
INSTALLED_APPS = [QUIET.get(app, app) for app in ALL]
