"""Making, checking, reading and renewing cards. The only code that knows how words are hashed and sealed."""

import base64
import hmac
import re
import secrets
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone

from handfast.accounts.models import Card, User

WORDS_ON_A_CARD = 4  # of a list of 1,296: 4 × log2(1296) = 41.4 bits
_CODES_A_QUERY = 5_000  # each is a variable of the query, and SQLite takes 32,766 at most
_WORDS_FILE = Path(__file__).parent / "words.txt"


@dataclass(frozen=True)
class Credentials:
    """What is printed on a card: the code, the words (lower case, one space between), and the link's secret part."""

    code: str
    words: str
    link: str


@cache
def word_list() -> tuple[str, ...]:
    """The words that cards are made of: short, plain, told apart by ear."""
    return tuple(_WORDS_FILE.read_text(encoding="ascii").split())


def words_for(purpose: str) -> str:
    """Four words that follow from SECRET_KEY: every process knows them, and they are told again without being kept."""
    number = int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), purpose.encode(), "sha256"), "big")
    return _spelt(number)


def _spelt(number: int) -> str:
    """A number in words: its last four digits, so to speak, in a system that has a word for each digit."""
    words = word_list()
    return " ".join([words[number // len(words) ** place % len(words)] for place in range(WORDS_ON_A_CARD)])


def plain_code(text: str) -> str:
    """A code as a person typed it, made regular: no spaces or dashes, upper case, and the letters O, I and L, which no
    code has, read as the digits 0 and 1."""
    letters = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()
    return letters.replace("O", "0").replace("I", "1").replace("L", "1")


def plain_words(text: str) -> str:
    """Words as a person typed them, made regular: lower case, letters only, run together. No word of ours begins
    another, so nothing is lost with the spaces, and commas, dashes or a forgotten space do no harm."""
    return "".join(re.findall(r"[a-z]+", unicodedata.normalize("NFKC", text).lower()))


def new_codes(count: int, length: int = 6) -> list[str]:
    """`count` codes that nobody has: `length` hex digits, longer only where those run out.

    A code that a spreadsheet would take for a number or a date is drawn again.
    """
    found: set[str] = set()
    while len(found) < count:
        missing = count - len(found)
        wanted = min(missing + missing // 5 + 16, _CODES_A_QUERY)  # some 11 in 100 would be misread
        draw = {uuid.uuid4().hex[:length].upper() for _ in range(wanted)}
        free = draw - found - set(User.objects.filter(username__in=draw).values_list("username", flat=True))
        found |= {code for code in free if not _misread(code)}
        if len(free) < wanted / 2:
            length += 1
    return list(found)[:count]


def _misread(code: str) -> bool:
    """Whether a spreadsheet would make something else of it: `004217`, `12E345`, `3DEC24`."""
    return re.fullmatch(r"\d+([DE]\d+)?", code) is not None or "DEC" in code or "FEB" in code


def draw(count: int) -> list[tuple[User, Card, Credentials]]:
    """`count` new household sign-ins, unsaved, ready for bulk_create (users first, then cards).

    Two draws at once may, very rarely, choose the same code; the second INSERT then raises IntegrityError, and the
    caller's transaction with it may be run again.
    """
    return [_make(code) for code in new_codes(count)]


def _make(code: str) -> tuple[User, Card, Credentials]:
    # As make_password(None) writes it, which takes ten times as long over its random letters.
    user = User(username=code, password=UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30))
    credentials = _credentials(code)
    card = Card(user=user)
    _fill(card, credentials)
    return user, card, credentials


def _credentials(code: str) -> Credentials:
    # One draw for all the words: any four are as likely as with a draw for each, and it takes a third of the time.
    words = _spelt(secrets.randbelow(len(word_list()) ** WORDS_ON_A_CARD))
    return Credentials(code, words, secrets.token_urlsafe(16))


def _fill(card: Card, credentials: Credentials) -> None:
    key = settings.CARD_KEYS[0]
    card.words_hash = _keyed_hash(key, "words", plain_words(credentials.words))
    card.link_hash = _keyed_hash(key, "link", credentials.link)
    card.sealed = _vault().encrypt(f"{credentials.words}\n{credentials.link}".encode())


@cache
def _subkey(key: str, purpose: str) -> bytes:
    return hmac.digest(key.encode(), f"handfast card {purpose}".encode(), "sha256")


def _keyed_hash(key: str, purpose: str, secret: str) -> str:
    return hmac.digest(_subkey(key, purpose), secret.encode(), "sha256").hex()


def _vault() -> MultiFernet:
    return _vault_of(tuple(settings.CARD_KEYS))


@cache
def _vault_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_subkey(key, "seal"))) for key in keys])


def read(card: Card) -> Credentials:
    """What is printed on `card`. Raises cryptography's InvalidToken when CARD_KEYS lack the key it was sealed with."""
    words, link = _vault().decrypt(bytes(card.sealed)).decode().split("\n")
    return Credentials(card.user.username, words, link)


def opens(card: Card | None, *, words: str = "", link: str = "") -> bool:
    """Whether `words` (as typed) or `link` belong to `card`. Takes as long for a card that does not exist."""
    purpose, given = ("words", plain_words(words)) if words else ("link", link)
    expected = (card.words_hash if words else card.link_hash) if card else "0" * 64
    matches = [hmac.compare_digest(_keyed_hash(key, purpose, given), expected) for key in settings.CARD_KEYS]
    return any(matches) and card is not None and card.withdrawn_at is None and bool(given)


@transaction.atomic
def renew(card: Card) -> Credentials:
    """New words and a new link for the same code; the old ones and every session opened by them end."""
    credentials = _credentials(card.user.username)
    _fill(card, credentials)
    card.withdrawn_at = None
    card.save()
    _end_sessions(card.user)
    return credentials


@transaction.atomic
def withdraw(card: Card) -> None:
    """The card opens nothing any more, and every session opened by it ends."""
    card.withdrawn_at = timezone.now()
    card.save(update_fields=["withdrawn_at"])
    _end_sessions(card.user)


def _end_sessions(user: User) -> None:
    user.set_unusable_password()
    user.save(update_fields=["password"])


@transaction.atomic
def rotate(codes: Iterable[str]) -> int:
    """Seals and hashes the cards of `codes` anew under the first of CARD_KEYS, and says how many; what is printed stays
    good. Raises InvalidToken, and changes nothing, when CARD_KEYS lack the key that one was sealed with."""
    done = list(Card.objects.select_for_update(of=("self",)).select_related("user").filter(user__username__in=codes))
    for card in done:
        _fill(card, read(card))
    Card.objects.bulk_update(done, ["words_hash", "link_hash", "sealed"], batch_size=200)
    return len(done)
