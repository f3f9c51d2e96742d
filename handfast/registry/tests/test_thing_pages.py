"""The guests' pages of things: claiming, buying, taking back and sharing, by what a browser sends."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handfast.payments.models import Checkout
from handfast.registry.claiming import claim
from handfast.registry.models import Claim, Contribution, Gift
from handfast.registry.tests.stripe_says import says
from handfast.registry.tests.test_claiming import run_out as run_out_claim
from handfast.registry.tests.test_claiming import stands
from handfast.registry.tests.test_sharing import give, run_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(robin_and_sams):
    """Addresses of the gift pages: page("thing", gift_id=1)."""
    return lambda name, **parts: reverse(f"registry:{name}", kwargs={"slug": robin_and_sams.slug, **parts})


def read(response) -> str:
    """What the answer says, redirects followed by the caller."""
    return re.sub(r"\s+", " ", response.content.decode())


def share_form(client, url: str, **said: str) -> dict[str, str]:
    """The share form as a browser holds it."""
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(url).content.decode())[1]
    return {"names": "Priya", "message": "", "email": "", "form_token": token, **said}


def test_the_list_shows_things_with_what_is_still_wanted(as_priya, page, glasses, oven, neighbours):
    claim(neighbours, glasses, 4)
    says(give(neighbours, oven, 10_000), "succeeded")
    shown = read(as_priya.get(page("gifts")))
    for words in ("Wine glasses", "2 of 6 still wanted", "£12.50 each", "£100.00 of £400.00 given"):
        assert words in shown
    assert "Okafor" not in shown  # who claims what is between them and the couple


def test_a_hidden_gift_is_nowhere_to_be_found(as_priya, page, glasses):
    Gift.objects.update(is_hidden=True)
    assert "Wine glasses" not in read(as_priya.get(page("gifts")))
    assert as_priya.get(page("thing", gift_id=glasses.pk)).status_code == 404
    assert as_priya.post(page("claim", gift_id=glasses.pk)).status_code == 404


def test_shops_are_named_and_learn_nothing_of_the_guest(as_priya, page, glasses):
    shown = read(as_priya.get(page("thing", gift_id=glasses.pk)))
    assert 'href="https://shop.example.org/glasses?ref=list" rel="noopener noreferrer"' in shown
    assert ">example.com<" in shown


def test_claiming_buying_with_a_confirmation_and_taking_back(as_priya, page, glasses):
    url = page("thing", gift_id=glasses.pk)
    shown = read(as_priya.post(page("claim", gift_id=glasses.pk), {"count": "2"}, follow=True))
    assert "nobody else can take it now" in shown
    assert "You are giving 2 of them. They are kept for you until" in shown
    said = Claim.objects.get()
    assert "Have you bought it?" in read(as_priya.get(page("purchase", claim_id=said.pk)))
    assert Claim.objects.get().bought_at is None  # reading the question answers nothing
    assert as_priya.post(page("purchase", claim_id=said.pk)).url == url
    assert "You have bought 2 of them" in read(as_priya.get(url))
    as_priya.post(page("release", claim_id=said.pk))
    assert not Claim.objects.exists()


def test_whoever_is_late_is_told_and_nothing_is_noted(as_priya, page, glasses, neighbours):
    claim(neighbours, glasses, 6)
    shown = read(as_priya.post(page("claim", gift_id=glasses.pk), {"count": "1"}, follow=True))
    assert "Somebody else was quicker" in shown
    assert "somebody is giving this" in shown
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("count", ["0", "-1", "7", "many", "", "１", "9" * 50])
def test_a_count_that_cannot_be_is_told_and_never_breaks(as_priya, page, glasses, count):
    assert as_priya.post(page("claim", gift_id=glasses.pk), {"count": count}).status_code == 302
    assert not Claim.objects.exists()


def test_a_claim_that_ran_out_says_so_and_may_be_made_again(as_priya, page, glasses, priya, neighbours):
    run_out_claim(claim(priya, glasses, 2))
    shown = read(as_priya.get(page("thing", gift_id=glasses.pk)))
    assert "now anybody may take it" in shown
    assert 'name="count" value="2">Keep it for me again' in shown
    claim(neighbours, glasses, 5)
    assert "Keep it for me again" not in read(as_priya.get(page("thing", gift_id=glasses.pk)))


@pytest.mark.parametrize("name", ["purchase", "release"])
def test_nobody_touches_the_claim_of_another_household(as_neighbours, as_mallory, as_robin, page, glasses, priya, name):
    said = claim(priya, glasses, 1)
    url = page(name, claim_id=said.pk)
    for client in (as_neighbours, as_mallory, as_robin):
        assert client.post(url).status_code == 404
    assert Claim.objects.get().bought_at is None


def test_a_share_leads_to_the_card_and_holds_its_part(as_priya, page, oven):
    url = page("share", gift_id=oven.pk)
    answer = as_priya.post(url, share_form(as_priya, url, amount="150"))
    assert answer.url == page("pay", token=Checkout.objects.get().token)
    assert "A bread oven" in read(as_priya.get(answer.url))
    assert stands(oven).free == 25_000


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("400.01", "Only £400.00 of the price is left"),
        ("399.90", "at most £399.70"),
        ("0.10", "smallest amount"),
        ("lots", "Enter an amount"),
    ],
)
def test_a_share_that_cannot_be_is_refused_in_words(as_priya, page, oven, amount, words):
    url = page("share", gift_id=oven.pk)
    answer = as_priya.post(url, share_form(as_priya, url, amount=amount))
    assert answer.status_code == 422
    assert words in read(answer)
    assert not Contribution.objects.exists()


def test_sending_the_share_form_again_with_another_amount_changes_the_one_share(as_priya, page, oven):
    url = page("share", gift_id=oven.pk)
    form = share_form(as_priya, url, amount="150")
    as_priya.post(url, form)
    as_priya.post(url, form | {"amount": "400"})
    assert as_priya.post(url, form | {"amount": "500"}).status_code == 422
    assert Checkout.objects.get().amount == 40_000


def test_who_comes_back_to_pay_too_late_is_told_before_the_card_is_asked_for(as_priya, page, oven, priya, neighbours):
    late = give(priya, oven, 30_000)
    run_out(late)
    give(neighbours, oven, 40_000)
    answer = as_priya.post(page("intent", token=late.checkout.token))
    assert answer.status_code == 409
    assert answer.json() == {"error": "All of it has been given, or is being given at this moment."}


def test_givers_are_named_unless_they_keep_it_to_themselves(as_priya, page, oven, neighbours, priya):
    says(give(neighbours, oven, 10_000), "succeeded")
    Contribution.objects.update(names="The Okafors")
    quiet = give(priya, oven, 20_000)
    Contribution.objects.filter(pk=quiet.pk).update(names="A secret friend", is_private=True)
    says(quiet, "succeeded")
    shown = read(as_priya.get(page("thing", gift_id=oven.pk)))
    assert "The Okafors" in shown
    assert "A secret friend" not in shown


def test_a_long_list_costs_no_more_queries(as_priya, page, robin_and_sams, glasses, oven, priya, neighbours):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            as_priya.get(page("gifts"))
        return len(asked)

    claim(priya, glasses, 1)
    give(neighbours, oven, 1_000)
    queries()  # the first look makes the first fund
    few = queries()
    for number in range(5):
        more = Gift.objects.create(wedding=robin_and_sams, name=f"Plate {number}")
        claim(neighbours, more, 1)
        give(neighbours, oven, 1_000, f"form {number}")
    assert queries() == few
