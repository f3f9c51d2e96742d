"""Making the cast: weddings, hosts, households, and browsers signed in as each."""

from datetime import UTC, date, datetime

from django.test import Client

from handfast.accounts import cards
from handfast.accounts.models import User
from handfast.guests.models import Guest, Household
from handfast.mail.models import Mailbox
from handfast.payments.models import Account, Book
from handfast.weddings.models import Host, Wedding

PASSWORD = "gentle river stones"


def make_wedding(slug: str, partner_one: str, partner_two: str, currency: str = "gbp") -> Wedding:
    """A wedding with its book (all in one account, as on most installs) and its mailbox."""
    account = Account.objects.order_by("pk").first() or Account.objects.create()
    title = f"{partner_one} & {partner_two}"
    return Wedding.objects.create(
        slug=slug,
        partner_one=partner_one,
        partner_two=partner_two,
        starts_at=datetime(2049, 6, 12, 13, 0, tzinfo=UTC),  # a Saturday, and far ahead: replies are open
        place="Fernhill Barn, Ludlow",
        welcome="We would love you to be there.",
        reply_by=date(2049, 4, 30),
        book=Book.objects.create(account=account, name=title, currency=currency),
        mailbox=Mailbox.objects.create(name=title, reply_to=f"{slug}@example.org"),
    )


def make_host(wedding: Wedding, name: str, role: str = Host.Role.OWNER) -> User:
    """A host of `wedding` whose password is `PASSWORD`."""
    email = f"{name.lower()}@example.org"
    user = User.objects.create_user(email, email, PASSWORD, first_name=name)
    Host.objects.create(wedding=wedding, user=user, role=role)
    return user


def make_household(wedding: Wedding, name: str, *guests: tuple[str, str, str]) -> Household:
    """A household with its card; each guest is (first name, last name, e-mail)."""
    [(user, card, _)] = cards.draw(1)
    user.save()
    card.user = user
    card.save()
    household = Household.objects.create(wedding=wedding, user=user, name=name)
    for position, (first_name, last_name, email) in enumerate(guests):
        Guest.objects.create(
            household=household, position=position, first_name=first_name, last_name=last_name, email=email
        )
    return household


def signed_in(user: User) -> Client:
    """A browser that `user` has signed in with."""
    card = hasattr(user, "card")
    client = Client()
    client.force_login(user, f"handfast.accounts.backends.{'CardBackend' if card else 'HostBackend'}")
    return client
