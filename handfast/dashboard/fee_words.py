"""What a gift's fee was against what Stripe's public price list says, in words for a host."""

from django.utils.translation import gettext as _

from handfast.core.money import Money
from handfast.payments import fees
from handfast.payments.models import Checkout, Entry
from handfast.payments.states import latest
from handfast.payments.sums import received_by_card


def fee_words(checkout: Checkout, locale: str) -> str:
    """Whether the fee was the public price, and whether what the giver added covered it; "" while there is nothing to
    say. No query where `checkout` comes from takings.checkouts_of."""
    taken = -sum(entry.amount for entry in checkout.entries.all() if entry.kind == Entry.Kind.FEE)
    paid = received_by_card(checkout)
    if not (taken and paid):
        return ""
    return " ".join(
        filter(None, (_against_the_list(checkout, taken, paid, locale), _against_the_giver(checkout, taken, locale)))
    )


def _against_the_list(checkout: Checkout, taken: int, paid: int, locale: str) -> str:
    method = fees.CARD if _card_of(checkout) else fees.SEPA_DEBIT
    rate = fees.rate_of(checkout.book, method)
    if rate is None or taken == rate.fee_on(paid):
        return ""
    listed = rate.fee_on(paid)
    amount, public = (_money(sum, checkout, locale) for sum in (abs(taken - listed), listed))
    said = {"amount": amount, "listed": public, "cards": rate.cards}
    if taken > listed:
        words = _(
            "Stripe took %(amount)s more than its public price for %(cards)s (%(listed)s): business cards and cards "
            "from abroad cost more, and so does changing currencies."
        )
    else:
        words = _("Stripe took %(amount)s less than its public price for %(cards)s (%(listed)s).")
    return words % said


def _against_the_giver(checkout: Checkout, taken: int, locale: str) -> str:
    added = checkout.fee_added
    if not added:
        return ""
    said = {"added": _money(added, checkout, locale), "rest": _money(abs(taken - added), checkout, locale)}
    if taken > added:
        return _("The giver added %(added)s for it; the other %(rest)s is paid by you.") % said
    if taken < added:
        return _("The giver added %(added)s for it; %(rest)s of that was not needed, and is yours.") % said
    return _("The giver added all of it, so the whole gift is yours.")


def _card_of(checkout: Checkout) -> str:
    seen = latest(checkout)
    charge = (seen.snapshot.get("charge") if seen else None) or {}
    return charge.get("card", "")


def _money(amount: int, checkout: Checkout, locale: str) -> str:
    return Money(amount, checkout.currency).format(locale)
