"""Django's record of the registry app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry app; its label is its folder's name."""

    name = "handfast.registry"
