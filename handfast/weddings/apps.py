"""Django's record of the weddings app."""

from django.apps import AppConfig


class WeddingsConfig(AppConfig):
    """The weddings app; its label is its folder's name."""

    name = "handfast.weddings"
