"""Pages that look across the rooms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
