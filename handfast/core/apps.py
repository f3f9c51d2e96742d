"""Django's record of the core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The core app; its label is its folder's name."""

    name = "handfast.core"

    def ready(self) -> None:
        """Makes the doctor's looks at settings, database, worker, packages and address known."""
        from handfast.core import examinations, outside, pins  # noqa: F401
