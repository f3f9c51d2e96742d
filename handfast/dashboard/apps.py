"""Django's record of the dashboard app."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """The dashboard app; its label is its folder's name."""

    name = "handfast.dashboard"
