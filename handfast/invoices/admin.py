"""Bills in the admin, to be read: they are changed where their rules are kept."""

from django.contrib import admin

from handfast.invoices.models import Invoice, InvoicePayment, Line, Link, Voiding
from handfast.payments.admin import Untouched

admin.site.register([Invoice, InvoicePayment, Line, Link, Voiding], Untouched)
