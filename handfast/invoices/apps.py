"""Django's record of the invoices app."""

from django.apps import AppConfig


class InvoicesConfig(AppConfig):
    """The invoices app; its label is its folder's name."""

    name = "handfast.invoices"

    def ready(self) -> None:
        """Receipts listen to what the ledger posts."""
        from handfast.invoices import receipts  # noqa: F401
