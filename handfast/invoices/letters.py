"""The letters of a bill: it is here, it is late, some of it was credited. Each is told once, by its key."""

from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.invoices.links import url_of
from handfast.invoices.models import Invoice
from handfast.invoices.standing import Standing, note_sums, standing, whole
from handfast.mail import outbox
from handfast.mail.models import Letter

# A reminder may be written once from each of these days after the due date on.
STEPS = (1, 14, 30)


def write_invoice(invoice: Invoice) -> bool:
    """The letter that brings a bill, in the transaction that issues it; False where no address is known."""
    now = standing(whole(Invoice.objects.all()).get(pk=invoice.pk))
    subject = _("Invoice %(number)s from %(names)s")
    return _write(now, f"invoice:{invoice.pk}", "issued", subject)


def write_reminder(invoice: Invoice) -> bool:
    """A reminder of an overdue bill, once for each step; whether one was written now."""
    now = standing(whole(Invoice.objects.all()).get(pk=invoice.pk))
    if not may_remind(now):
        return False
    return _write(now, _reminder_key(now), "reminder", _("Invoice %(number)s from %(names)s is overdue"))


def may_remind(now: Standing) -> bool:
    """Whether it is overdue, has an address, and its present step has not been written."""
    if not (now.days_overdue and now.invoice.to_email):
        return False
    return not Letter.objects.filter(mailbox=now.invoice.wedding.mailbox, key=_reminder_key(now)).exists()


def reminders_of(invoice: Invoice) -> list[Letter]:
    """The reminders that were written, the first first."""
    prefix = f"invoice:{invoice.pk}:reminder:"
    return list(Letter.objects.filter(mailbox=invoice.wedding.mailbox, key__startswith=prefix).order_by("written_at"))


def _reminder_key(now: Standing) -> str:
    step = sum(now.days_overdue >= day for day in STEPS)
    return f"invoice:{now.invoice.pk}:reminder:{step}"


def write_credit_note(note: Invoice) -> bool:
    """Tells that some of a bill was taken back, in the transaction that issues the credit note."""
    assert note.corrects_id is not None  # noqa: S101 - for the type checker: it is a credit note
    now = standing(whole(Invoice.objects.all()).get(pk=note.corrects_id))
    issued = Invoice.objects.select_related("corrects", "wedding").get(pk=note.pk)
    credited = Money(note_sums(issued).gross, note.currency).format(note.wedding.locale)
    subject = _("Credit note to invoice %(number)s from %(names)s")
    return _write(now, f"credit note:{note.pk}", "credited", subject, note=note, credited=credited)


def _write(now: Standing, key: str, template: str, subject: str, **more: object) -> bool:
    invoice, wedding = now.invoice, now.invoice.wedding
    if not invoice.to_email:
        return False
    outbox.write(
        wedding.mailbox,
        key=key,
        to=invoice.to_email,
        subject=subject % {"number": invoice.label, "names": wedding.title},
        template=f"invoices/letters/{template}",
        context={"wedding": wedding, "invoice": invoice, "now": now, "link": url_of(invoice), **more},
    )
    return True
