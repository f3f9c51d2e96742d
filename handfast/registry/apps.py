"""Django's record of the registry app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry app; its label is its folder's name."""

    name = "handfast.registry"

    def ready(self) -> None:
        """Receipts listen to what the ledger posts."""
        from handfast.registry import receipts  # noqa: F401
