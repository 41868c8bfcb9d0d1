"""Pages of the reports: from the draft to the approval."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
