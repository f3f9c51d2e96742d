"""The hosts' list: adding, changing, ordering, hiding, and who gives what."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handfast.registry.claiming import buy, claim
from handfast.registry.models import Contribution, Fund, Gift
from handfast.registry.tests.stripe_says import says
from handfast.registry.tests.test_claiming import run_out as run_out_claim
from handfast.registry.tests.test_sharing import give, run_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(robin_and_sams):
    """Addresses of the hosts' gift pages."""
    return lambda name, **parts: reverse(f"registry:{name}", kwargs={"slug": robin_and_sams.slug, **parts})


def read(response) -> str:
    """What a page says, in one line."""
    return re.sub(r"\s+", " ", response.content.decode())


FILLED = {
    "name": "A bread oven",
    "words": "For Sundays",
    "price": "400",
    "quantity": "1",
    "is_shared": "on",
    "shops": "https://shop.example.org/oven\nhttp://www.example.com/ovens",
}


def test_a_thing_is_added_at_the_end_of_the_list(as_robin, page, glasses):
    assert as_robin.post(page("new_gift"), FILLED).url == page("host_gifts")
    oven = Gift.objects.get(name="A bread oven")
    assert (oven.price, oven.is_shared, len(oven.shops)) == (40_000, True, 2)
    assert list(Gift.objects.values_list("name", flat=True)) == ["Wine glasses", "A bread oven"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Say what it is."),
        ({"price": ""}, "Say what it costs"),
        ({"price": "dear"}, "Enter an amount"),
        ({"price": "0"}, "above nothing"),
        ({"price": "1000000"}, "up to £999,999.99"),
        ({"quantity": "2"}, "wanted once"),
        ({"quantity": "0"}, "greater than or equal to 1"),
        ({"quantity": "99999999999999999999"}, "less than or equal to 1000"),
        ({"shops": "javascript:alert(1)"}, "is not a web address"),
        ({"shops": "https://" + "a" * 3000 + ".example"}, "is not a web address"),
        ({"shops": "https://[bad"}, "is not a web address"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(as_robin, page, wrong, words):
    answer = as_robin.post(page("new_gift"), FILLED | wrong)
    assert answer.status_code == 422
    assert words in read(answer)
    assert not Gift.objects.exists()


def test_a_change_never_puts_guests_in_the_wrong(as_robin, page, glasses, oven, priya):
    claim(priya, glasses, 4)
    give(priya, oven, 30_000)
    for gift, said in (
        (glasses, {"quantity": "3"}),
        (glasses, {"is_shared": "on", "quantity": "1"}),
        (oven, {"price": "299.99"}),
        (oven, {"is_shared": ""}),
    ):
        filled = {"name": gift.name, "quantity": str(gift.quantity), "price": str((gift.price or 0) / 100)}
        filled |= {"is_shared": "on"} if gift.is_shared else {}
        answer = as_robin.post(page("host_gift", gift_id=gift.pk), filled | said)
        assert answer.status_code == 422, said
    assert list(Gift.objects.values_list("quantity", "price", "is_shared")) == [(6, 1250, False), (1, 40_000, True)]


def test_up_down_and_any_place_by_plain_buttons(as_robin, page, robin_and_sams):
    gifts = [Gift.objects.create(wedding=robin_and_sams, name=name, position=n) for n, name in enumerate("ABC")]

    def order() -> str:
        return "".join(Gift.objects.values_list("name", flat=True))

    for gift, to, then in (
        (2, "0", "CAB"),
        (2, "0", "CAB"),
        (2, "1", "ACB"),
        (0, "99", "CBA"),
        (0, "x", "CBA"),
        (0, "-1", "CBA"),
    ):
        as_robin.post(page("place", gift_id=gifts[gift].pk), {"to": to})
        assert order() == then


def test_hiding_and_showing(as_robin, page, glasses):
    as_robin.post(page("showing", gift_id=glasses.pk), {"shown": "no"})
    assert Gift.objects.get().is_hidden
    as_robin.post(page("showing", gift_id=glasses.pk), {"shown": "yes"})
    assert not Gift.objects.get().is_hidden


def test_hosts_see_who_gives_what_and_what_is_free(as_robin, page, glasses, oven, priya, neighbours):
    buy(claim(priya, glasses, 2))
    run_out_claim(claim(priya, glasses, 1))
    claim(neighbours, glasses, 3)
    says(give(priya, oven, 10_000), "succeeded")
    give(neighbours, oven, 5_000)
    shown = read(as_robin.get(page("host_gifts")))
    for words in (
        "2 bought, 3 promised, 1 free",
        "The Okafors: 3",
        "let go",
        "£100.00 of £400.00 given, £250.00 free, £50.00 being paid",
    ):
        assert words in shown


def test_an_overpayment_is_told_to_the_hosts(as_robin, page, oven, priya, neighbours):
    late = give(priya, oven, 30_000)
    run_out(late)
    says(give(neighbours, oven, 40_000), "succeeded")
    says(late, "succeeded")
    assert "£300.00 more than its price was paid" in read(as_robin.get(page("host_gifts")))
    assert "More than its price was paid for 1 gift" in read(as_robin.get(f"/{oven.wedding.slug}/host/"))


def test_a_thing_for_which_too_much_came_may_be_changed_but_not_for_the_worse(as_robin, page, oven, priya, neighbours):
    late = give(priya, oven, 30_000)
    run_out(late)
    says(give(neighbours, oven, 40_000), "succeeded")
    says(late, "succeeded")
    there = page("host_gift", gift_id=oven.pk)
    assert as_robin.post(there, FILLED | {"name": "A pizza oven"}).status_code == 302
    assert as_robin.post(there, FILLED | {"price": "399"}).status_code == 422
    assert as_robin.post(there, FILLED | {"price": "700"}).status_code == 302
    oven.refresh_from_db()
    assert (oven.name, oven.price) == ("A bread oven", 70_000)


def test_a_fund_has_a_goal_and_amounts_of_its_own(as_robin, as_priya, page):
    as_robin.post(page("new_fund"), {"name": "Honeymoon", "goal": "2000", "suggested": "40; 12.50;40"})
    fund = Fund.objects.get(name="Honeymoon")
    assert (fund.goal, fund.suggested, fund.position) == (200_000, [1250, 4000], 1)
    shown = read(as_priya.get(page("give_to", fund_id=fund.pk)))
    assert 'data-value="12.5"' in shown or 'data-value="12.50"' in shown
    assert "£12.50" in shown
    form = {
        "amount": "500",
        "names": "Priya",
        "form_token": re.search(r'name="form_token" value="([^"]+)"', shown)[1],
    }
    as_priya.post(page("give_to", fund_id=fund.pk), form)
    says(Contribution.objects.get(), "succeeded")
    assert "£500.00 of £2,000.00 so far" in read(as_priya.get(page("gifts")))
    Fund.objects.update(is_hidden=True)
    assert as_priya.get(page("give_to", fund_id=fund.pk)).status_code == 404
    assert "Honeymoon" not in read(as_priya.get(page("gifts")))


@pytest.mark.parametrize("said", [{"goal": "lots"}, {"suggested": "1;2;3;4;5;6;7"}, {"suggested": "x"}, {"name": ""}])
def test_a_fund_that_cannot_be_is_refused(as_robin, page, said):
    answer = as_robin.post(page("new_fund"), {"name": "Honeymoon"} | said)
    assert answer.status_code == 422
    assert not Fund.objects.filter(name="Honeymoon").exists()


def test_the_hosts_list_costs_no_more_queries_when_it_is_long(as_robin, page, robin_and_sams, glasses, oven, priya):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            as_robin.get(page("host_gifts"))
        return len(asked)

    claim(priya, glasses, 1)
    give(priya, oven, 1_000)
    queries()
    few = queries()
    for number in range(5):
        claim(priya, Gift.objects.create(wedding=robin_and_sams, name=f"Plate {number}"), 1)
        give(priya, oven, 1_000, f"form {number}")
    assert queries() == few
