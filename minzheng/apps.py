"""Which admin site Django is to use."""

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    default_site = "minzheng.administration.Site"
