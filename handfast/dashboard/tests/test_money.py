"""The owners' books: every gift once, what was observed of it, and what does not fit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from handfast.dashboard.takings import checkouts_of, gifts_in, taking, totals
from handfast.payments import pay
from handfast.payments.models import Delivery, Discrepancy, Entry
from handfast.payments.states import State
from handfast.registry.funds import main_fund
from handfast.registry.models import Contribution

NOW = timezone.now()


def make_gift(wedding, household, number=1, amount=8000):
    """A gift that nobody has paid for yet."""
    checkout = pay.open_checkout(wedding.book, amount=amount, description="A gift", payer_name=f"Giver {number}")
    return Contribution.objects.create(
        fund=main_fund(wedding),
        household=household,
        checkout=checkout,
        names=f"Giver {number}",
        message=f"Words {number}",
        form_token=str(number),
    )


def receive(gift, fee=140):
    """The rows that a paid gift leaves: calls, observations, deliveries and entries."""
    checkout = gift.checkout
    checkout.intent_id = f"pi_{checkout.pk}"
    checkout.save()
    checkout.observations.create(
        first_asked_at=NOW, asked_at=NOW, because="the return page", status="succeeded", snapshot={}
    )
    Delivery.objects.create(
        event_id=f"evt_{checkout.pk}",
        type="charge.succeeded",
        livemode=False,
        happened_at=NOW,
        checkout=checkout,
        done_at=NOW,
        outcome="looked up",
    )
    write(checkout, "payment", checkout.amount, f"ch_{checkout.pk}")
    write(checkout, "fee", -fee, f"txn_{checkout.pk}")


def write(checkout, kind, amount, stripe_id):
    """An entry of the ledger."""
    Entry.objects.create(
        account=checkout.book.account,
        book=checkout.book,
        checkout=checkout,
        kind=kind,
        amount=amount,
        currency=checkout.currency,
        stripe_id=stripe_id,
        occurred_at=NOW,
    )


@pytest.fixture
def page(robin_and_sams):
    def find(name, **kwargs):
        return reverse(f"dashboard:{name}", kwargs={"slug": robin_and_sams.slug, **kwargs})

    return find


def test_a_gift_stands_once_with_all_that_is_known_of_it(as_robin, page, robin_and_sams, priya):
    gift = make_gift(robin_and_sams, priya)
    receive(gift)
    shown = as_robin.get(page("money")).content.decode()
    main = shown[shown.index("<main") :]
    for words in ("Giver 1", "Words 1", "£80.00", "£1.40", "£78.60", "Priya Nair &amp; Omar Aziz", "Stripe has taken"):
        assert words in main
    assert main.count(">pi_") == main.count(f">pi_{gift.checkout.pk}<") == 1
    assert f"ch_{gift.checkout.pk}" in main
    assert f"evt_{gift.checkout.pk}" in main


def test_totals_are_asked_of_the_ledger(robin_and_sams, priya):
    for number in (1, 2):
        receive(make_gift(robin_and_sams, priya, number))
    make_gift(robin_and_sams, priya, 3)
    found = totals(robin_and_sams.book)
    assert (found.received, found.fees, found.back, found.net) == (16000, 280, 0, 15720)
    assert gifts_in(robin_and_sams.book) == 2


def test_a_fee_that_is_not_known_yet_is_not_nothing(robin_and_sams, priya):
    gift = make_gift(robin_and_sams, priya)
    receive(gift)
    Entry.objects.filter(kind="fee").delete()
    [found] = [taking(checkout, "en_GB") for checkout in checkouts_of(robin_and_sams.book)]
    figures = found.figures
    assert (found.state, figures.received, figures.fees, figures.net) == (State.RECEIVED, 8000, None, None)


def test_what_was_taken_in_part_is_said_to_be(as_robin, page, robin_and_sams, priya):
    checkout = make_gift(robin_and_sams, priya).checkout
    write(checkout, "payment", 5000, "ch_1")
    seen = {"amount": 8000, "amount_received": 5000, "currency": "gbp"}
    checkout.observations.create(
        first_asked_at=NOW, asked_at=NOW, because="charge.captured", status="succeeded", snapshot=seen
    )
    shown = as_robin.get(page("money")).content.decode()
    assert "of £80.00 asked for" in shown
    assert "Stripe has taken £50.00 of £80.00, and let the rest go" in shown


@pytest.mark.parametrize(
    ("entries", "back", "net", "words"),
    [
        ([("refund", -3000)], 3000, 4860, "partly given back"),
        ([("refund", -8000)], 8000, -140, "given back"),
        ([("refund", -8000), ("refund_returned", 8000)], 0, 7860, "received"),
        ([("dispute", -8000), ("dispute_fee", -1500)], 8000, -1640, "disputed"),
        ([("dispute", -8000), ("dispute_fee", -1500), ("dispute_returned", 8000)], 0, 6360, "received"),
    ],
)
def test_money_that_went_back_is_not_the_couples(as_robin, page, robin_and_sams, priya, entries, back, net, words):
    gift = make_gift(robin_and_sams, priya)
    receive(gift)
    for number, (kind, amount) in enumerate(entries):
        write(gift.checkout, kind, amount, f"re_{number}")
    for figures in (totals(robin_and_sams.book), taking(checkouts_of(robin_and_sams.book).get(), "en_GB").figures):
        assert (figures.received, figures.back, figures.net) == (8000, back, net)
    assert f">{words}</span>" in as_robin.get(page("money")).content.decode()


def test_every_kind_of_entry_has_a_column_and_words(robin_and_sams, priya):
    gift = make_gift(robin_and_sams, priya)
    for number, kind in enumerate(Entry.Kind.values):
        write(
            gift.checkout, kind, 1 if kind in ("payment", "refund_returned", "dispute_returned") else -1, f"x_{number}"
        )
    found = taking(checkouts_of(robin_and_sams.book).get(), "en_GB")
    assert found.figures.net == sum(Entry.objects.values_list("amount", flat=True))
    assert len(found.steps) == 1 + len(Entry.Kind.values)


def test_steps_stand_in_the_order_of_time(robin_and_sams, priya):
    gift = make_gift(robin_and_sams, priya)
    for minutes, status, problem in (
        (3, "succeeded", None),
        (1, "requires_payment_method", {"code": "card_declined", "decline_code": "insufficient_funds"}),
        (2, "requires_action", None),
    ):
        at = timezone.now() + timedelta(minutes=minutes)
        gift.checkout.observations.create(
            first_asked_at=at, asked_at=at, because="a delivery", status=status, snapshot={"problem": problem}
        )
    [found] = [taking(checkout, "en_GB") for checkout in checkouts_of(robin_and_sams.book)]
    assert [step.words for step in found.steps] == [
        "The giver filled in the form",
        "The card was declined: insufficient funds",
        "The bank asks the giver to prove who they are",
        "Stripe has taken the money",
    ]


def test_what_does_not_fit_is_shown_and_only_to_those_it_concerns(
    as_robin, as_mallory_host, page, robin_and_sams, mallorys, priya
):
    gift = make_gift(robin_and_sams, priya)
    Discrepancy.objects.create(
        account=robin_and_sams.book.account,
        checkout=gift.checkout,
        kind="wrong_amount",
        about="pi_odd",
        message="Stripe received another amount.",
    )
    shown = as_robin.get(page("money")).content.decode()
    assert "Stripe received another amount." in shown
    assert "pi_odd" in shown
    assert "1 payment at Stripe does not fit your book" in as_robin.get(page("overview")).content.decode()
    theirs = reverse("dashboard:money", kwargs={"slug": mallorys.slug})
    assert "pi_odd" not in as_mallory_host.get(theirs).content.decode()


def test_the_money_of_another_wedding_is_not_shown(as_mallory_host, mallorys, robin_and_sams, priya):
    receive(make_gift(robin_and_sams, priya))
    shown = as_mallory_host.get(reverse("dashboard:money", kwargs={"slug": mallorys.slug})).content.decode()
    assert "No gifts yet" in shown
    assert "Giver 1" not in shown


def test_an_event_that_is_nobodys_is_shown_as_not_ours(as_robin, page, robin_and_sams):
    Delivery.objects.create(
        event_id="evt_strange",
        type="payment_intent.succeeded",
        livemode=False,
        happened_at=NOW,
        done_at=NOW,
        outcome="not ours",
    )
    shown = as_robin.get(page("deliveries")).content.decode()
    assert "evt_strange" in shown
    assert "not ours" in shown


def test_another_weddings_deliveries_are_not_shown(as_mallory_host, mallorys, robin_and_sams, priya):
    receive(make_gift(robin_and_sams, priya))
    shown = as_mallory_host.get(reverse("dashboard:deliveries", kwargs={"slug": mallorys.slug})).content.decode()
    assert "charge.succeeded" not in shown
    assert "Nothing has come yet" in shown


@pytest.mark.parametrize("name", ["money", "deliveries", "letters", "health"])
def test_a_helper_sees_no_money(as_harper, as_priya, as_mallory_host, page, name):
    assert {client.get(page(name)).status_code for client in (as_harper, as_priya, as_mallory_host)} == {404}


def test_a_helpers_overview_holds_no_amount(as_harper, as_robin, page, robin_and_sams, priya):
    receive(make_gift(robin_and_sams, priya))
    assert "£80.00" in as_robin.get(page("overview")).content.decode()
    shown = as_harper.get(page("overview")).content.decode()
    assert "£" not in shown
    assert page("money") not in shown


@pytest.mark.parametrize("name", ["money", "deliveries", "overview"])
def test_more_gifts_cost_no_more_queries(as_robin, page, robin_and_sams, priya, name):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            as_robin.get(page(name))
        return len(asked)

    receive(make_gift(robin_and_sams, priya, 1))
    queries()
    few = queries()
    for number in range(2, 12):
        receive(make_gift(robin_and_sams, priya, number))
    assert queries() == few


def test_a_long_list_is_shown_in_pages(as_robin, page, robin_and_sams, priya):
    for number in range(30):
        make_gift(robin_and_sams, priya, number)
    assert as_robin.get(page("money")).content.decode().count("<details>") == 25
    assert "1 to 5" not in as_robin.get(page("money"), {"page": 2}).content.decode()
    assert as_robin.get(page("money"), {"page": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("", {"Ada", "Bo", "Cy"}),
        ("received", {"Ada", "Bo"}),
        ("open", {"Cy"}),
        ("back", {"Bo"}),
        ("odd", set()),
        ("nonsense", {"Ada", "Bo", "Cy"}),
    ],
)
def test_the_page_may_be_narrowed(as_robin, robin_and_sams, show, names):
    book = robin_and_sams.book
    for name, kinds in {"Ada": {"payment": 500}, "Bo": {"payment": 500, "refund": -500}, "Cy": {}}.items():
        checkout = pay.open_checkout(book, amount=500, description="A gift", payer_name=name)
        for kind, amount in kinds.items():
            Entry.objects.create(
                account=book.account, book=book, checkout=checkout, kind=kind, amount=amount,
                currency="gbp", stripe_id=f"{kind}-{name}", occurred_at=timezone.now(),
            )  # fmt: skip
    answer = as_robin.get("/robin-and-sam/host/money/", {"show": show})
    assert {one.checkout.payer_name for one in answer.context["takings"]} == names
