"""The ledger in the admin, to be read: entries and observations are never changed by hand."""

from django.contrib import admin
from django.http import HttpRequest

from handfast.payments.models import Account, Book, Call, Checkout, Delivery, Discrepancy, Entry, Observation


class ReadOnly(admin.ModelAdmin):
    """Rows that only the code writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds money by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nor changes it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nor deletes it."""
        return False


admin.site.register([Account, Book, Call, Checkout, Delivery, Discrepancy, Entry, Observation], ReadOnly)
