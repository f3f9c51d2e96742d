"""What stands on a household's printed card: code, words, and the personal link as a picture."""

from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from handfast.accounts import cards as sign_ins
from handfast.guests.models import Household

# Any of the eight masks is a valid code; choosing the best one takes five times as long as making it.
_MASK = 4


@dataclass(frozen=True)
class PrintedCard:
    """One card, as the page and the sheet of paper show it."""

    household: Household
    code: str
    words: str
    link: str
    qr: SafeString


def printed(household: Household) -> PrintedCard:
    """The card of a household whose user and card are loaded.

    Raises cryptography's InvalidToken when CARD_KEYS lack the key it was sealed with.
    """
    known = sign_ins.read(household.user.card)
    slug = household.wedding.slug
    path = reverse("guests:enter", kwargs={"slug": slug, "code": known.code, "link": known.link})
    link = settings.SITE_URL + path
    return PrintedCard(household, known.code, known.words, link, qr_of(link))


def site_of(slug: str) -> str:
    """The address to type, without the scheme: what is printed at the foot of a card."""
    parts = urlsplit(settings.SITE_URL)
    return f"{parts.netloc}{parts.path}/{slug}/"


def qr_of(link: str) -> SafeString:
    """The link as inline SVG; it holds nothing but shapes, whatever the link says."""
    picture = BytesIO()
    segno.make(link, error="m", mask=_MASK, micro=False).save(
        picture, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2
    )
    return mark_safe(picture.getvalue().decode())  # noqa: S308 - segno draws paths; no text of ours is in it
