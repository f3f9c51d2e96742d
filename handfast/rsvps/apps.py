"""Django's record of the rsvps app."""

from django.apps import AppConfig


class RsvpsConfig(AppConfig):
    """The rsvps app; its label is its folder's name."""

    name = "handfast.rsvps"
