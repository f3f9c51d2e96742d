"""Django's record of the guests app."""

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    """The guests app; its label is its folder's name."""

    name = "handfast.guests"
