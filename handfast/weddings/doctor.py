"""The doctor's look at weddings: can their guests pay?"""

from collections.abc import Iterator

from django.conf import settings

from handfast.core.doctor import Finding, examination
from handfast.payments import gateway
from handfast.weddings.models import Wedding


@examination
def books_fit_the_keys() -> Iterator[Finding]:
    """Every wedding has its book in the mode of the keys. A test book that was left for a live one is past."""
    live = gateway.is_live(settings.STRIPE_SECRET_KEY)
    other = Wedding.objects.exclude(book__account__livemode=live).first() if settings.STRIPE_SECRET_KEY else None
    if other:
        mode, wanted = ("live", "test") if live else ("test", "live")
        yield Finding(
            "keys",
            False,
            f"The key is for {mode} mode, but the book of {other} is kept in {wanted} mode: nobody can pay there.",
            f"Set the {wanted} keys, or take the wedding to {mode} mode on its Going live page.",
        )
