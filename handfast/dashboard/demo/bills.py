"""The sample wedding's bills: one to pay, one that is late and half paid, and a draft to somebody off the list."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from handfast.dashboard.demo import stripe_account
from handfast.guests.models import Household
from handfast.invoices import collecting, drafting, sending
from handfast.invoices.drafting import Recipient, Row, Terms
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import issue
from handfast.payments import pay
from handfast.weddings.models import Wedding

_SENDER = "Robin Ashworth & Sam Reyes\n1 Orchard Lane, Ludlow"
_ROOM = Row("A room at the barn, two nights with breakfast", Decimal(2), 6_500, Decimal(20))
_BRUNCH = Row("Brunch on Sunday", Decimal(2), 1_400, Decimal(20))
_COACH = Row("Coach from Ludlow station and back", Decimal(4), 850, Decimal(0))
_HALF = 5_000


def send(wedding: Wedding, to_pay: Household, late: Household) -> None:
    """Writes the three; what is paid of the late one goes through Stripe, as it would."""
    today = timezone.now().astimezone(wedding.tz).date()
    outsider = Recipient("Ruth Calloway", "4 Mill Street\nShrewsbury", "ruth@example.org")
    soon = Terms(_SENDER, today + timedelta(days=30), "Thank you for helping us plan.")
    _late(wedding, late)
    sending.send(drafting.draft(wedding, [drafting.recipient(to_pay)], soon, [_ROOM, _BRUNCH], "sample to pay"))
    drafting.draft(wedding, [outsider], soon, [_COACH], "sample draft")


def _late(wedding: Wedding, household: Household) -> None:
    then = timezone.now() - timedelta(days=40)
    terms = Terms(_SENDER, then.astimezone(wedding.tz).date() + timedelta(days=30))
    [draft] = drafting.draft(wedding, [drafting.recipient(household)], terms, [_COACH, _ROOM], "sample late")
    _pay(issue(draft, at=then), _HALF)


def _pay(bill: Invoice, amount: int) -> None:
    checkout = collecting.payment(bill, amount).checkout
    stripe_account.pay(pay.ready_intent(checkout).id, f"{settings.SITE_URL}/{bill.wedding.slug}/")
    pay.look(checkout)
