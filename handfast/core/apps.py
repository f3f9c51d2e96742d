"""Django's record of the core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core app; its label is its folder's name."""

    name = "handfast.core"

    def ready(self) -> None:
        """Makes the doctor's looks at settings, database and worker known."""
        from handfast.core import examinations  # noqa: F401
