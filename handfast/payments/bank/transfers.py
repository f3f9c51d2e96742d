"""A payer's way by bank: where to send the money, under which reference, and the word that it was sent."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from handfast.payments.gateway import NotChangeable
from handfast.payments.models import BankDetails, Book, Checkout, Entry, Transfer
from handfast.payments.states import State, state

_DRAWS = 5


def details_of(book: Book) -> BankDetails | None:
    """Where transfers to `book` go today; None while that way is closed."""
    latest = book.bank_details.order_by("-set_at", "-pk").first()
    return latest if latest and latest.holder else None


def known(checkout: Checkout) -> Transfer | None:
    """The checkout's transfer, if its payer has asked for one."""
    return Transfer.objects.filter(checkout=checkout).first()


def reference_of(entry: Entry) -> str:
    """The reference under which the money of a bank's entry was asked for, as its payer knows it; "" for a card's."""
    asked = known(entry.checkout) if entry.bank_line_id else None
    return asked.spaced if asked else ""


def ask(checkout: Checkout) -> Transfer:
    """The checkout's transfer, with a reference of its own; asked again, the same one.

    Raises NotChangeable when the checkout is paid or its payment by card is under way.
    """
    asked = known(checkout)
    if asked:
        return asked
    if not state(checkout).may_pay:
        raise NotChangeable("This is paid already, or a payment is under way.")
    for _ in range(_DRAWS):
        try:
            with transaction.atomic():
                return Transfer.objects.create(checkout=checkout)
        except IntegrityError:  # the reference is taken, or another tab was quicker
            asked = known(checkout)
            if asked:
                return asked
    raise RuntimeError("No free reference was drawn.")


def say_sent(transfer: Transfer) -> None:
    """The payer says that the money is under way: no card is asked for any more. Said twice, the first time counts.

    Raises NotChangeable when a payment by card is under way or done.
    """
    with transaction.atomic():
        checkout = Checkout.objects.select_for_update().get(pk=transfer.checkout_id)
        now = state(checkout)
        if not (now.may_pay or now in (State.SENT, State.PARTLY)):
            raise NotChangeable("This is paid already, or a payment by card is under way.")
        Transfer.objects.filter(pk=transfer.pk, sent_at=None).update(sent_at=timezone.now())


def take_back(transfer: Transfer) -> None:
    """The payer did not send it after all, and may pay in any way again."""
    Transfer.objects.filter(pk=transfer.pk).update(sent_at=None)


@transaction.atomic
def say_not_come(transfer: Transfer) -> datetime:
    """A host has looked at the bank, and what the payer said to be sent is not there: the payer may pay in any way
    again. When it was said to be sent (UTC). What comes later after all is matched by its reference like any other.

    Raises NotChangeable when nothing is said to be under way, or something of it has come.
    """
    checkout = Checkout.objects.select_for_update().get(pk=transfer.checkout_id)
    said = Transfer.objects.get(pk=transfer.pk).sent_at
    if said is None or state(checkout) is not State.SENT:
        raise NotChangeable("Nothing of this is said to be under way, or some of it has come.")
    take_back(transfer)
    return said
