"""No page of the journey shuts anybody out: axe finds nothing, and nothing has to be scrolled sideways."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from handfast.dashboard.demo import gift_list
from handfast.guests.models import Guest
from handfast.guests.uploading.imports import upload
from handfast.payments.bank import arrivals, transfers
from handfast.payments.bank.arrivals import Seen
from handfast.payments.models import Delivery, Discrepancy, Entry
from handfast.payments.signals import posted
from handfast.registry import gift_imports
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.registry.models import Gift as ListedGift
from handfast.registry.sharing import share
from handfast.rsvps.models import Message, Reply
from handfast.weddings.models import Wedding
from tests.journeys.card import element
from tests.journeys.conftest import DESK, PHONE

SMALLEST = 320  # CSS pixels: what WCAG's "reflow" asks for
# By how many CSS pixels the page is wider than its window, once the window is so wide.
TOO_WIDE = """
async width => {
  while (innerWidth !== width) await new Promise((resolve) => setTimeout(resolve, 10));
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}
"""


@pytest.fixture
def lived_in(robin_and_sams, priya, neighbours):
    """The wedding when much has happened: replies, words, gifts in several states, letters, odd things from Stripe."""
    Guest.objects.create(household=priya, guest_of=priya.guests.first(), position=5)
    for guest, coming in zip(priya.guests.all(), (True, False), strict=False):
        Reply.objects.create(guest=guest, coming=coming)
    Message.objects.create(household=priya, text="We look forward to it.\nPriya")
    fund = main_fund(robin_and_sams)
    gifts = [
        give(priya, fund, Filled(amount, "Priya & Omar", "For the train", "priya@example.org"), str(amount))[0]
        for amount in (8000, 5000)
    ]
    paid = gifts[0].checkout
    now = timezone.now()
    paid.observations.create(first_asked_at=now, asked_at=now, because="a delivery", status="succeeded", snapshot={})
    for kind, amount, stripe_id in (("payment", 8000, "ch_" + "1" * 24), ("fee", -140, "txn_" + "2" * 24)):
        Entry.objects.create(
            account=paid.book.account,
            book=paid.book,
            checkout=paid,
            kind=kind,
            amount=amount,
            currency="gbp",
            stripe_id=stripe_id,
            occurred_at=now,
        )
    Delivery.objects.create(event_id="evt_" + "3" * 24, type="charge.succeeded", livemode=False, happened_at=now)
    Discrepancy.objects.create(
        account=paid.book.account,
        checkout=paid,
        kind="wrong_amount",
        about="pi_" + "4" * 24,
        message="It does not fit.",
    )
    posted.send(sender=Entry, entries=list(paid.entries.select_related("checkout")))  # writes the receipt
    return gifts


def check(page: Page, url: str, no_barriers) -> None:
    """Opens `url` and looks at it, then makes the window as narrow as people's get."""
    response = page.goto(url)
    assert response.status == 200, url
    for details in page.locator("main details").all():
        details.locator("summary").click()
    no_barriers(page)
    width = page.viewport_size
    if width["width"] == PHONE:
        page.set_viewport_size({"width": SMALLEST, "height": 700})
        too_wide = page.evaluate(TOO_WIDE, SMALLEST)
        page.set_viewport_size(width)
        assert too_wide <= 0, f"{url} is {too_wide} px too wide at {SMALLEST}"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_guests_pages(open_page, no_barriers, site, lived_in, robin_and_sams, priya, width):
    page, root = open_page(width, priya.user), f"/{robin_and_sams.slug}"
    paid, open_gift = (gift.checkout.token for gift in lived_in)
    for path in ("", "reply/", "gifts/", "gifts/give/", f"gifts/{open_gift}/", f"gifts/{open_gift}/thanks/"):
        check(page, f"{root}/{path}", no_barriers)
    check(page, f"{root}/gifts/{paid}/thanks/", no_barriers)
    page.goto(f"{root}/gifts/{open_gift}/pay/")
    element(page)
    no_barriers(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_door(open_page, no_barriers, robin_and_sams, words_of, priya, width):
    page, root, card = open_page(width), f"/{robin_and_sams.slug}", words_of(priya)
    for path in ("sign-in/", f"enter/{card.code}/{card.link}/"):
        check(page, f"{root}/{path}", no_barriers)
    check(page, "/accounts/login/", no_barriers)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_hosts_pages(open_page, no_barriers, site, lived_in, robin_and_sams, robin, width):
    page, root = open_page(width, robin), f"/{robin_and_sams.slug}/host"
    letter = robin_and_sams.mailbox.letters.get()
    gift = lived_in[0].checkout.token
    money = ("money/", "money/deliveries/", f"money/{gift}/refund/", "going-live/")
    for path in ("", *money, "letters/", f"letters/{letter.pk}/", "health/", "people/", "site/"):
        check(page, f"{root}/{path}", no_barriers)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_way_of_a_list(open_page, no_barriers, robin_and_sams, priya, robin, width):
    page, root = open_page(width, robin), f"/{robin_and_sams.slug}/host/guests"
    kept = upload(robin_and_sams, robin, "list.csv", Path(__file__).with_name("guest_list.csv").read_bytes())
    for path in ("", "imports/", f"imports/{kept.pk}/", "cards/"):
        check(page, f"{root}/{path}", no_barriers)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_gift_list(open_page, no_barriers, robin_and_sams, priya, neighbours, robin, width):
    glasses, oven, _plates, _vase = _listed(robin_and_sams)
    gift_list.promise(robin_and_sams, priya, priya)
    share(neighbours, oven, Filled(12_000, "Ada", "", ""), "a form")
    kept = gift_imports.upload(robin_and_sams, robin, "gifts.csv", b"name,price\nA vase,38\nA lamp,dear\n")
    guest, host, root = open_page(width, priya.user), open_page(width, robin), f"/{robin_and_sams.slug}"
    for path in ("", f"things/{glasses.pk}/", f"things/{oven.pk}/", f"things/{oven.pk}/share/"):
        check(guest, f"{root}/gifts/{path}", no_barriers)
    check(guest, f"{root}/gifts/claims/{glasses.claims.get().pk}/purchase/", no_barriers)
    for path in ("", "new/", f"{oven.pk}/", f"{oven.pk}/deletion/", "funds/new/", "imports/", f"imports/{kept.pk}/"):
        check(host, f"{root}/host/gifts/{path}", no_barriers)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_transfers(open_page, no_barriers, robin_and_sams, priya, neighbours, robin, width):
    fund, checkouts = main_fund(robin_and_sams), []
    for household in (priya, neighbours):
        made, _new = give(household, fund, Filled(8_000, household.name, "", "a@example.org"), "form")
        transfers.say_sent(transfers.ask(made.checkout))
        checkouts.append(made.checkout)
    some, seen = {checkouts[0].pk: 3_000}, Seen("a line", date(2026, 6, 12), 9_000, "MRS NAIR", "for the two of you")
    line = arrivals.divide(robin_and_sams.book, some, seen, robin)
    page, root = open_page(width, robin), f"/{robin_and_sams.slug}/host/money"
    for path in ("bank/", "bank/transfer/", f"bank/lines/{line.pk}/", f"bank/lines/{line.pk}/undo/"):
        check(page, f"{root}/{path}", no_barriers)
    for path in (
        f"{checkouts[0].token}/arrived/",
        f"{checkouts[0].token}/sent-back/",
        f"{checkouts[1].token}/not-come/",
    ):
        check(page, f"{root}/{path}", no_barriers)


def _listed(wedding: Wedding) -> list[ListedGift]:
    gift_list.write(wedding)
    return list(wedding.gifts.all())


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_with_nothing_on_them_yet(open_page, no_barriers, robin_and_sams, robin, width):
    page, root = open_page(width, robin), f"/{robin_and_sams.slug}/host"
    for path in ("", "guests/", "guests/cards/", "gifts/", "money/", "money/deliveries/", "letters/"):
        check(page, f"{root}/{path}", no_barriers)
