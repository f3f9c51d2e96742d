"""What may still be done to an issued invoice: a credit note that takes some of it back, or voiding it altogether."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from handfast.accounts.models import User
from handfast.invoices import letters
from handfast.invoices.arithmetic import exceeds, nets
from handfast.invoices.drafting import Row, lines
from handfast.invoices.models import Invoice, Line, Voiding
from handfast.invoices.numbering import number
from handfast.invoices.standing import Standing, left_of, standing, whole
from handfast.payments.chargeable import step
from handfast.weddings.models import Wedding


class NotCorrectable(ValueError):
    """It cannot be credited or voided like that; the words are for the host."""


def _locked(invoice: Invoice) -> tuple[Wedding, Standing]:
    """The wedding and the invoice, both locked, and how it stands under that lock. Raises NotCorrectable."""
    wedding = Wedding.objects.select_for_update().get(pk=invoice.wedding_id)
    Invoice.objects.select_for_update().get(pk=invoice.pk)
    now = standing(whole(Invoice.objects.all()).get(pk=invoice.pk))
    if now.is_void:
        raise NotCorrectable(_("This invoice is void already."))
    if now.invoice.issued_at is None or now.invoice.is_credit_note:
        raise NotCorrectable(_("Only an issued invoice can be corrected. Change or discard a draft instead."))
    return wedding, now


@transaction.atomic
def credit(invoice: Invoice, rows: Sequence[Row], *, why: str, form_token: str) -> Invoice:
    """Issues a credit note over `rows`, with a number of its own; the same form sent twice issues one.

    Of no tax rate more is credited than is left of it. Call collecting.bring_in_line once this is committed. Raises
    NotCorrectable.
    """
    wedding, now = _locked(invoice)
    before = now.invoice.credit_notes.filter(form_token=form_token).first()
    if before:
        return before
    note = _note_on(now.invoice, why, form_token)
    made = lines(note, rows)
    credited = nets((line.item for line in made), step(note.currency))
    if not any(credited.values()):
        raise NotCorrectable(_("Say how much is credited."))
    if exceeds(left_of(now.invoice), credited):
        raise NotCorrectable(_("That is more than is left of this invoice at that tax rate."))
    note.save()
    Line.objects.bulk_create(made)
    number(note, wedding, timezone.now())
    letters.write_credit_note(note)
    return note


def _note_on(invoice: Invoice, why: str, form_token: str) -> Invoice:
    return Invoice(
        wedding=invoice.wedding,
        corrects=invoice,
        household=invoice.household,
        to_name=invoice.to_name,
        to_address=invoice.to_address,
        to_email=invoice.to_email,
        sender=invoice.sender,
        currency=invoice.currency,
        words=why,
        form_token=form_token,
    )


@transaction.atomic
def void(invoice: Invoice, *, by: User, why: str) -> None:
    """Says that `invoice` was issued by mistake. Call collecting.bring_in_line once this is committed.

    Raises NotCorrectable when some of it was paid or is on its way, or was credited: then a credit note is the way.
    """
    _wedding, now = _locked(invoice)
    if why_not := why_not_void(now):
        raise NotCorrectable(why_not)
    Voiding.objects.create(invoice=now.invoice, by=by, why=why)


def why_not_void(now: Standing) -> str:
    """Why an issued bill that is not void cannot be made so, for the host; empty where it can."""
    if now.paid:
        return _("Some of it was paid, so it cannot be made void. Write a credit note instead.")
    if now.credited:
        return _("Some of it was credited already, so it cannot be made void. Credit the rest instead.")
    if now.promised:
        return _(
            "Its payer says that a transfer is under way, so it cannot be made void. If your bank knows nothing of it, "
            "say “It has not come” above; then it can."
        )
    if now.under_way:
        return _("A payment is on its way, so it cannot be made void just now. Write a credit note instead.")
    return ""
