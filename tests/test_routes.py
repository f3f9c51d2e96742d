"""Every route, asked for by everybody who has no business there.

A view says whom it admits (`admits`); this holds each to its word, with the ids of real rows of Robin and Sam's
wedding. A route without `admits`, or with a part that `addresses` cannot fill, fails: it was never thought about.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern, URLResolver

from handfast.accounts import cards
from handfast.accounts.models import User
from handfast.guests.models import Household
from handfast.guests.uploading import imports
from handfast.invoices import collecting, correcting, drafting
from handfast.invoices.links import bill_of, good_link
from handfast.invoices.models import Invoice
from handfast.invoices.numbering import issue
from handfast.mail import outbox
from handfast.mail.models import Letter
from handfast.payments.bank import arrivals, files
from handfast.payments.models import Delivery, Discrepancy
from handfast.registry.claiming import claim
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.registry.models import Gift as ListedGift
from handfast.registry.pictures import keep
from handfast.weddings import people
from handfast.weddings.models import Host, Wedding
from tests.cast import signed_in

HOSTS_SIGN_IN, GUESTS_SIGN_IN = "/accounts/login/", "/robin-and-sam/sign-in/"
ADMITS = {"anyone", "household", "host", "owner", "superuser", "stripe"}

# Patterns written as regular expressions, and addresses that they match.
WRITTEN_OUT = {
    r"^(?:stripe/webhook|invoices/wh)/?$": ["stripe/webhook/", "stripe/webhook", "invoices/wh/", "invoices/wh"],
    r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": ["password/reset/key/1-abc/"],
    r"(?P<url>.*)$": ["nothing/here"],
}


# The smallest GIF there is.
A_PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")


@dataclass(frozen=True)
class Route:
    """A pattern of the URL map, its parts joined, and whom its view says it admits."""

    pattern: str
    admits: str | None

    @property
    def scoped(self) -> bool:
        """Whether it belongs to a wedding."""
        return "<slug:slug>" in self.pattern

    @property
    def personal(self) -> bool:
        """Whether it names a row that belongs to one household."""
        return "token>" in self.pattern or "claim_id>" in self.pattern

    def __str__(self) -> str:
        return self.pattern or "(front)"


def routes(resolver: URLResolver, before: str = "") -> Iterator[Route]:
    """All of the URL map; a pattern that matches several addresses is a route for each."""
    for pattern in resolver.url_patterns:
        text = str(pattern.pattern)
        if isinstance(pattern.pattern, RegexPattern) and "app_label" in text:
            texts = ["payments/"]
        elif isinstance(pattern.pattern, RegexPattern):
            texts = WRITTEN_OUT[text]
        else:
            texts = [text]
        for one in texts:
            if isinstance(pattern, URLPattern):
                yield Route(before + one, getattr(pattern.callback, "admits", None))
            else:
                yield from routes(pattern, before + one)


ROUTES = sorted(set(routes(get_resolver())), key=str)


def admitting(*who: str) -> list:
    """The routes that admit them, as parameters of a test."""
    return [pytest.param(route, id=str(route)) for route in ROUTES if route.admits in who]


@pytest.fixture
def parts(robin_and_sams: Wedding, robin: User, sam: User, harper: User, priya: Household) -> dict[str, object]:
    """What stands for each part of an address: rows of Robin and Sam's wedding, and of Priya's household."""
    gift, _made = give(priya, main_fund(robin_and_sams), Filled(5000, "Priya", "", "priya@example.org"), "form")
    invitation = people.invite(robin_and_sams, by=robin, email="alex@example.org", role=Host.Role.HELPER)
    upload = imports.upload(robin_and_sams, robin, "list.csv", b"Name\nAnn Fox\n")
    glasses = ListedGift.objects.create(
        wedding=robin_and_sams, name="Glasses", quantity=6, picture=keep(robin_and_sams, A_PIXEL)
    )
    statement, _found = files.upload(robin_and_sams.book, robin, "june.csv", b"Date,Amount\n12/06/2027,80\n")
    card = cards.read(priya.user.card)
    credit_note = a_credit_note(priya)
    outbox.write(
        robin_and_sams.mailbox,
        key="a letter",
        to="priya@example.org",
        subject="A letter",
        template="weddings/letters/invitation",
        context={"wedding": robin_and_sams, "invitation": invitation, "inviter": "Robin", "link": "/"},
    )
    return {
        "slug": "robin-and-sam",
        "odd_id": Discrepancy.objects.create(
            account=robin_and_sams.book.account, checkout=gift.checkout, kind="wrong_amount", about="pi_1", message="?"
        ).pk,
        "line_id": arrivals.match(gift.checkout, arrivals.Seen("line", date(2027, 6, 12), 1000), robin).pk,
        "file_id": statement.pk,
        "key": statement.lines[0]["key"],
        "letter_id": Letter.objects.latest("pk").pk,
        "import_id": upload.pk,
        "row": 2,
        "household_id": priya.pk,
        "guest_id": priya.guests.latest("pk").pk,
        "token": gift.checkout.token,
        "fund_id": gift.fund_id,
        "gift_id": glasses.pk,
        "claim_id": claim(priya, glasses, 1).pk,
        "digest": glasses.picture.digest,
        "size": "small",
        "gift_import_id": robin_and_sams.gift_imports.create(plan={"problems": [], "rows": []}).pk,
        "host_id": robin_and_sams.hosts.get(user=sam).pk,
        "invitation_id": invitation.pk,
        "invoice_id": credit_note.corrects.pk,
        "bill": bill_of(good_link(credit_note.corrects)),
        "credit_note": credit_note.pk,
        "payment": collecting.payment(credit_note.corrects, 1000).pk,
        "secret": "not-the-secret-of-any-letter",
        "code": card.code,
        "link": "not-the-link-of-any-card",
        "object_id": robin_and_sams.pk,
        "content_type_id": 1,
    }


def a_credit_note(household: Household) -> Invoice:
    """A bill to `household` that was issued and half credited: the credit note."""
    wedding = household.wedding
    room = drafting.Row("A room", Decimal(1), 5000, Decimal(20))
    terms = drafting.Terms(wedding.title, date.max)
    [bill] = drafting.draft(wedding, [drafting.recipient(household)], terms, [room, room], "form")
    return correcting.credit(issue(bill), [room], why="They share one.", form_token="another form")


@pytest.fixture(autouse=True)
def _no_network(settings) -> None:
    """Where a page would ask Stripe, nobody answers."""
    settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = "http://127.0.0.1:9", "sk_test_nobody000000000000"


@pytest.fixture
def everybody_else(priya, neighbours, mallory, harper, mallory_host) -> dict[str, Client]:
    """Those who are signed in and are not meant."""
    return {
        "a guest": signed_in(priya.user),
        "a guest of another household": signed_in(neighbours.user),
        "a guest of another wedding": signed_in(mallory.user),
        "a helper": signed_in(harper),
        "a host of another wedding": signed_in(mallory_host),
    }


def address(route: Route, parts: dict[str, object]) -> str:
    """The address of a row that exists; a KeyError names a part that this test knows nothing of."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(parts[part[1]]), route.pattern)


@contextmanager
def nothing_written() -> Iterator[None]:
    """What happens inside leaves as many rows of everything (but sessions) as there were."""

    def count() -> dict[str, int]:
        return {model._meta.label: model._base_manager.count() for model in apps.get_models() if model is not Session}

    before = count()
    yield
    assert count() == before


def refuse(client: Client, url: str, who: str) -> None:
    """Asks by GET and by POST, and is told that there is no such page."""
    for ask in (client.get, client.post):
        answer = ask(url)
        assert answer.status_code == 404, f"{who}, {ask.__name__} {url}: {answer.status_code}"


def not_find(client: Client, url: str) -> None:
    """Asks, in a place of one's own, for a row of somebody else's: no such page, or no such method for anybody."""
    answers = {ask(url).status_code for ask in (client.get, client.post)}
    assert 404 in answers, f"{url}: {answers}"
    assert answers <= {404, 405}, f"{url}: {answers}"


def lead_to(sign_in: str, url: str) -> None:
    """Nobody in particular is led to `sign_in`, and comes back from there."""
    for ask in (Client().get, Client().post):
        answer = ask(url)
        assert answer.status_code == 302, f"nobody, {ask.__name__} {url}: {answer.status_code}"
        assert answer["Location"].startswith(f"{sign_in}?next=/"), answer["Location"]


def welcome(client: Client, url: str) -> None:
    """The person who is meant gets in, so that the refusals above mean something."""
    answer = client.get(url)
    elsewhere = answer.status_code == 302 and answer["Location"].startswith((HOSTS_SIGN_IN, GUESTS_SIGN_IN))
    assert answer.status_code in (200, 302, 405), f"{url}: {answer.status_code}"
    assert not elsewhere, f"{url} leads the right person to a sign-in"


def test_every_route_says_whom_it_admits():
    silent = [str(route) for route in ROUTES if route.admits not in ADMITS]
    assert not silent


def test_strangers_see_only_the_ways_in():
    ways_in = ["", "setup/", "health/", "admin/login/", "<slug:slug>/(sign-in|sign-out|enter|join)/.*"]
    ways_in.append("<slug:slug>/invoices/<str:bill>/.*")  # its address is its key
    ways_in.append("accounts/(login|logout|inactive|password/reset)/.*")
    open_pages = [str(route.pattern) for route in ROUTES if route.admits == "anyone"]
    assert [page for page in open_pages if not any(re.fullmatch(way, page) for way in ways_in)] == []


def test_helpers_see_the_overview_and_the_guests_and_nothing_else():
    theirs = r"<slug:slug>/host/(guests/.*)?|accounts/password/change/"
    assert [str(route) for route in ROUTES if route.admits == "host" and not re.fullmatch(theirs, route.pattern)] == []


def test_only_hosts_pages_stand_under_host():
    under_host = {route.admits for route in ROUTES if route.pattern.startswith("<slug:slug>/host/")}
    assert under_host == {"host", "owner"}


def test_every_part_of_every_address_is_known(parts):
    for route in ROUTES:
        assert address(route, parts)


@pytest.mark.parametrize("route", admitting("household"))
def test_a_households_page_is_for_households_of_that_wedding(route, parts, priya, neighbours, everybody_else, robin):
    url = address(route, parts)
    lead_to(GUESTS_SIGN_IN, url)
    with nothing_written():
        for who in ("a guest of another wedding", "a helper", "a host of another wedding"):
            refuse(everybody_else[who], url, who)
        refuse(signed_in(robin), url, "a host of this wedding")
        if route.personal:
            not_find(everybody_else["a guest of another household"], url)
    if not route.personal:
        welcome(signed_in(neighbours.user), url)
    welcome(signed_in(priya.user), url)


@pytest.mark.parametrize("route", admitting("host", "owner"))
def test_a_hosts_page_is_for_hosts_of_that_wedding(route, parts, everybody_else, robin):
    url = address(route, parts)
    lead_to(HOSTS_SIGN_IN, url)
    admitted = {"a helper"} if route.admits == "host" else set()
    if not route.scoped:
        admitted.add("a host of another wedding")
    with nothing_written():
        for who in everybody_else.keys() - admitted:
            refuse(everybody_else[who], url, who)
    for who in admitted:
        welcome(everybody_else[who], url)
    welcome(signed_in(robin), url)


def test_the_admin_is_for_superusers(parts, everybody_else, robin):
    User.objects.filter(pk=robin.pk).update(is_staff=True)
    strangers = {**everybody_else, "an owner who is called staff": signed_in(robin)}
    with nothing_written():
        for route in (route for route in ROUTES if route.admits == "superuser"):
            url = address(route, parts)
            lead_to(HOSTS_SIGN_IN, url)
            for who, client in strangers.items():
                refuse(client, url, who)


def test_a_superuser_sees_the_admin(parts, robin):
    User.objects.filter(pk=robin.pk).update(is_staff=True, is_superuser=True)
    client = signed_in(robin)
    for page in ("", "weddings/wedding/", "accounts/card/", f"accounts/user/{robin.pk}/change/"):
        assert client.get(f"/admin/{page}").status_code == 200, page


@pytest.mark.parametrize("route", admitting("anyone"))
def test_an_open_page_breaks_for_nobody(route, parts, everybody_else):
    for who, client in {"nobody": Client(), **everybody_else}.items():
        for ask in (client.get, client.post):
            # 429: too many wrong links from here. 503: the health page, while no worker runs.
            assert ask(address(route, parts)).status_code in (200, 302, 404, 405, 429, 503), who


@pytest.mark.parametrize("route", admitting("stripe"))
def test_the_webhook_believes_nobody_without_a_signature(route, parts, everybody_else, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_routes"]
    for who, client in {"nobody": Client(), **everybody_else}.items():
        assert client.get(address(route, parts)).status_code == 405, who
        answer = client.post(address(route, parts), b'{"id": "evt_1"}', content_type="application/json")
        assert answer.status_code == 400, who
    assert not Delivery.objects.exists()


def test_an_address_that_nobody_thought_about_would_be_noticed(parts):
    with pytest.raises(KeyError):
        address(Route("<slug:slug>/secrets/<int:secret_id>/", "owner"), parts)


def test_a_wedding_that_does_not_exist_is_refused_like_any_other(as_priya, as_robin):
    for client in (as_priya, as_robin):
        refuse(client, "/no-such-wedding/", "anybody")
        refuse(client, "/no-such-wedding/host/", "anybody")


def test_rows_of_another_wedding_are_not_found_under_ones_own(parts, mallorys, mallory_host):
    client = signed_in(mallory_host)
    with nothing_written():
        for route in ROUTES:
            if route.admits in {"host", "owner"} and "_id>" in route.pattern:
                not_find(client, address(route, {**parts, "slug": mallorys.slug}))


def test_gifts_of_another_wedding_are_not_found_under_ones_own(parts, mallorys, as_mallory):
    with nothing_written():
        for route in (route for route in ROUTES if route.personal):
            not_find(as_mallory, address(route, {**parts, "slug": mallorys.slug}))
