"""Pages of people: in and out, the audit trail, the members."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
