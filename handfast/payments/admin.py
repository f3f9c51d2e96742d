"""The ledger in the admin, to be read: entries and observations are never changed by hand."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from handfast.accounts.adminsite import ReadOnly
from handfast.payments.models import (
    Account,
    Acknowledgement,
    BankDetails,
    BankLine,
    Book,
    Call,
    Checkout,
    Comparison,
    Delivery,
    Discrepancy,
    Entry,
    Observation,
    Transfer,
)


class Untouched(ReadOnly):
    """Rows that only the code writes: not even an unchanged form may be saved over them."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


admin.site.register(
    [
        Account,
        Acknowledgement,
        BankDetails,
        BankLine,
        Book,
        Call,
        Checkout,
        Comparison,
        Delivery,
        Discrepancy,
        Entry,
        Observation,
        Transfer,
    ],
    Untouched,
)
