"""Django's record of the core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core app; its label is its folder's name."""

    name = "handfast.core"
