"""Two ways in, each for its own people, neither falling through to the other."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from handfast.accounts import cards
from handfast.accounts.models import Card, User


class HostBackend(AuthenticationBackend):
    """Hosts: e-mail and password, by allauth. Never asked when a card is shown."""

    def authenticate(self, request: HttpRequest | None, **credentials: str) -> User | None:
        """The host, or None; credentials of a card are not looked at."""
        if "code" in credentials:
            return None
        return super().authenticate(request, **credentials)


class CardBackend(BaseBackend):
    """Households: a code with the card's words, or with the secret of its link."""

    def authenticate(
        self, request: HttpRequest | None, code: str | None = None, words: str = "", link: str = "", **_: str
    ) -> User | None:
        """The household's user, or None. One verification always: an unknown code takes as long as a known one."""
        if code is None:
            return None
        card = Card.objects.select_related("user").filter(user__username=cards.plain_code(code)).first()
        opened = cards.opens(card, words=words, link=link)
        return card.user if card and opened and card.user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The household's user of a session, while its card is not withdrawn."""
        return User.objects.filter(pk=user_id, is_active=True, card__withdrawn_at=None, card__isnull=False).first()
