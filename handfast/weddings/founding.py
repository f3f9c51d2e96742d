"""How weddings begin, and the site with the first of them. The setup page, `handfast init` and the demo come here."""

import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import connection, models, transaction

from handfast.accounts.cards import words_for
from handfast.accounts.models import User
from handfast.mail.models import Mailbox
from handfast.payments.models import Account, Book
from handfast.weddings.models import Host, Wedding


class AlreadyOwned(Exception):
    """The site has its first owner; the next come by invitation."""


def is_owned() -> bool:
    """Whether anybody runs this site yet."""
    return User.objects.filter(models.Q(is_superuser=True) | models.Q(hosted__isnull=False)).exists()


@transaction.atomic
def found_site(*, email: str, password: str, name: str = "", **wedding: Any) -> Wedding:
    """Makes the first owner, who is also the server's superuser, and their wedding (see `found_wedding`).

    Raises AlreadyOwned when there is one, whoever asks and however many ask at once; ValidationError when a password or
    a figure of the wedding will not do.
    """
    _one_at_a_time()
    if is_owned():
        raise AlreadyOwned
    owner = new_host_user(email=email, password=password, name=name)
    owner.is_superuser = owner.is_staff = True
    owner.save(update_fields=["is_superuser", "is_staff"])
    return found_wedding(owner, **wedding)


def new_host_user(*, email: str, password: str, name: str = "") -> User:
    """A person who signs in by e-mail and password. Raises ValidationError when the password is too easy, and
    IntegrityError when the e-mail signs in already."""
    email = email.strip().lower()
    user = User(username=email, email=email, first_name=name)
    validate_password(password, user)
    user.set_password(password)
    user.save(force_insert=True)
    return user


@transaction.atomic
def found_wedding(
    owner: User,
    *,
    slug: str,
    partner_one: str,
    partner_two: str,
    starts_at: datetime.datetime | None = None,
    place: str = "",
    currency: str = "gbp",
    time_zone: str = "Europe/London",
) -> Wedding:
    """A new wedding of `owner`'s, with its book in `currency`, in the site's Stripe account, and its mailbox.

    Raises ValidationError when the slug is taken or reserved, or something else of it will not do.
    """
    _one_at_a_time()
    title = f"{partner_one} & {partner_two}"
    wedding = Wedding(
        slug=slug.lower(),
        partner_one=partner_one,
        partner_two=partner_two,
        starts_at=starts_at,
        place=place,
        time_zone=time_zone,
    )
    wedding.full_clean(exclude=["book", "mailbox"])
    account = Account.objects.order_by("pk").first() or Account.objects.create()
    wedding.book = Book.objects.create(account=account, name=title, currency=currency.lower())
    wedding.mailbox = Mailbox.objects.create(name=title, reply_to=owner.email)
    wedding.save()
    Host.objects.create(wedding=wedding, user=owner, role=Host.Role.OWNER)
    return wedding


def setup_code() -> str:
    """The words that the setup page asks for, so that the site belongs to whoever runs the server and not to whoever
    finds its address first. Nothing is stored, and the page that takes them is gone with the first owner."""
    return words_for("handfast setup code")


def _one_at_a_time() -> None:
    """Waits for whoever is founding now, until their transaction ends. On SQLite the write lock that every transaction
    begins with does as well."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('handfast founding'))")
