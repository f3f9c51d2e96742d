"""Addresses of bills. Hosts' pages stand under host/; a bill's own address is signed, and whoever has it may come in.

None of these is `/invoices/wh`, the webhook's alias: that one stands outside every wedding.
"""

from django.urls import path

from handfast.core.spreadsheets import as_csv, as_xlsx
from handfast.invoices import (
    bill_pages,
    books_pages,
    correction_pages,
    draft_pages,
    household_pages,
    list_pages,
    paying,
    sending_pages,
    transferring,
)

app_name = "invoices"
urlpatterns = [
    path("invoices/", household_pages.bills, name="bills"),
    path("invoices/<str:bill>/", bill_pages.bill, name="bill"),
    path("invoices/<str:bill>/pdf/", bill_pages.pdf, name="bill_pdf"),
    path("invoices/<str:bill>/pdf/<int:credit_note>/", bill_pages.credit_note_pdf, name="credit_note_pdf"),
    path("invoices/<str:bill>/pay/", paying.pay, name="pay"),
    path("invoices/<str:bill>/intent/", paying.intent, name="intent"),
    path("invoices/<str:bill>/<int:payment>/transfer/", transferring.transfer, name="transfer"),
    path("invoices/<str:bill>/<int:payment>/sent/", transferring.sent, name="sent"),
    path("invoices/<str:bill>/<int:payment>/back/", paying.back, name="back"),
    path("invoices/<str:bill>/<int:payment>/thanks/", paying.thanks, name="thanks"),
    path("invoices/<str:bill>/<int:payment>/state/", paying.state, name="state"),
    path("host/invoices/", list_pages.invoices, name="list"),
    path("host/invoices/ageing/", books_pages.ageing, name="ageing"),
    path("host/invoices/ageing/csv/", books_pages.ageing_file, {"write": as_csv}, name="ageing_csv"),
    path("host/invoices/ageing/xlsx/", books_pages.ageing_file, {"write": as_xlsx}, name="ageing_xlsx"),
    path("host/invoices/journal/csv/", books_pages.journal_file, {"write": as_csv}, name="journal_csv"),
    path("host/invoices/journal/xlsx/", books_pages.journal_file, {"write": as_xlsx}, name="journal_xlsx"),
    path("host/invoices/new/", draft_pages.new, name="new"),
    path("host/invoices/many/", draft_pages.many, name="many"),
    path("host/invoices/issue/", sending_pages.issue_drafts, name="issue_drafts"),
    path("host/invoices/remind/", sending_pages.remind_all, name="remind_all"),
    path("host/invoices/<int:invoice_id>/", list_pages.invoice, name="invoice"),
    path("host/invoices/<int:invoice_id>/edit/", draft_pages.edit, name="edit"),
    path("host/invoices/<int:invoice_id>/discard/", draft_pages.discard, name="discard"),
    path("host/invoices/<int:invoice_id>/issue/", sending_pages.issue, name="issue"),
    path("host/invoices/<int:invoice_id>/remind/", sending_pages.remind, name="remind"),
    path("host/invoices/<int:invoice_id>/link/", sending_pages.renew_link, name="renew_link"),
    path("host/invoices/<int:invoice_id>/pdf/", list_pages.pdf, name="pdf"),
    path("host/invoices/<int:invoice_id>/credit/", correction_pages.credit, name="credit"),
    path("host/invoices/<int:invoice_id>/void/", correction_pages.void, name="void"),
]
