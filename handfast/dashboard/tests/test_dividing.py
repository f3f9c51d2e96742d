"""The owners' pages for one transfer that pays several, and for what may be in the book already."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from handfast.payments.bank import transfers
from handfast.payments.bank.counted import rest
from handfast.payments.models import BankFile, BankLine, Checkout, Entry
from handfast.payments.sums import received
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from tests.cast import signed_in
from tests.unedited import unedited

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(robin_and_sams):
    return lambda name, **parts: reverse(f"dashboard:{name}", kwargs={"slug": robin_and_sams.slug, **parts})


@pytest.fixture
def as_sam(sam) -> Client:
    return signed_in(sam)


@pytest.fixture
def gifts(robin_and_sams, priya, neighbours) -> list[Checkout]:
    """Priya's gift of £80 and the Okafors' of £50, both said to be sent."""
    fund, found = main_fund(robin_and_sams), []
    for household, amount in ((priya, 8000), (neighbours, 5000)):
        made, _new = give(household, fund, Filled(amount, household.name, "", ""), "form")
        transfers.say_sent(transfers.ask(made.checkout))
        found.append(made.checkout)
    return found


def came(gifts: list[Checkout]) -> list[int]:
    return [received(Checkout.objects.get(pk=gift.pk)) for gift in gifts]


def shown(client, url: str) -> str:
    return re.sub(r"\s+", " ", client.get(url).content.decode())


@pytest.fixture
def upload(as_robin, page):
    """Uploads a statement of (amount, text) lines; the address of its preview."""

    def do(*lines: tuple[str, str]) -> str:
        rows = [f"12/06/2026,P NAIR,{text},{amount}" for amount, text in lines]
        text = "\n".join(["Date,Name,Description,Amount", *rows])
        return as_robin.post(page("bank"), {"file": SimpleUploadedFile("june.csv", text.encode())}).url

    return do


def dividing(client, preview: str) -> str:
    """The address behind the preview's way to divide its one line."""
    [url] = re.findall(r'href="([^"]*/lines/[^"]*)"', client.get(preview).content.decode())
    return url


def test_a_line_that_names_two_gifts_is_divided_between_them(as_robin, page, gifts, upload):
    preview = upload(("130.00", " ".join(gift.transfer.spaced for gift in gifts)))
    url = dividing(as_robin, preview)
    form = unedited(as_robin.get(url).content.decode())
    assert [form[f"part-{gift.pk}"] for gift in gifts] == ["80", "50"]
    for _ in range(2):  # sent twice, it counts once
        assert as_robin.post(url, form).url == preview
    assert came(gifts) == [8000, 5000]
    assert "1 line is in your book already" in shown(as_robin, preview)
    money = shown(as_robin, page("money"))
    for words in ("£80.00</strong> of £130.00", "£50.00</strong> of £130.00"):
        assert words in money


def test_what_is_left_waits_and_says_later_what_it_is_for(as_robin, page, gifts, upload):
    url = dividing(as_robin, upload(("130.00", "with love")))
    as_robin.post(url, {f"part-{gifts[0].pk}": "80"})
    assert "£50.00</strong> of £130.00" in shown(as_robin, page("bank"))
    assert "Only some of 1 bank transfer counts for anything" in shown(as_robin, page("overview"))
    later = page("divide_rest", line_id=BankLine.objects.get().pk)
    form = unedited(as_robin.get(later).content.decode()) | {f"part-{gifts[1].pk}": "20"}
    for _ in range(2):
        as_robin.post(later, form)
    assert came(gifts) == [8000, 2000]
    assert rest(BankLine.objects.get()) == 3000
    undo = page("undo_arrival", line_id=BankLine.objects.get().pk)
    as_robin.post(undo, {"part": [entry.pk for entry in Entry.objects.all()]})
    assert came(gifts) == [0, 0]
    assert as_robin.get(later).url == page("bank")


def test_one_part_of_a_divided_transfer_is_taken_off_alone(as_robin, page, gifts, upload):
    as_robin.post(dividing(as_robin, upload(("130.00", "love"))), {f"part-{gift.pk}": "50" for gift in gifts})
    money = shown(as_robin, page("money"))
    [url] = [found for found in re.findall(r'href="([^"]*/undo/[^"]*)"', money) if gifts[1].token in found]
    asked = as_robin.get(url).content.decode()
    assert "Undo this transfer of £130.00, or a part of it?" in asked
    [ticked] = re.findall(r'value="(\d+)"[^>]*checked', asked)
    assert int(ticked) == Entry.objects.get(checkout=gifts[1]).pk
    for _ in range(2):
        assert as_robin.post(url, {"part": ticked}).status_code == 302
    assert came(gifts) == [5000, 0]
    assert "£80.00</strong> of £130.00" in shown(as_robin, page("bank"))
    assert as_robin.post(url, {"part": ["0", "\0", "x" * 5000]}).status_code == 302
    assert as_robin.post(url, {}).status_code == 422
    assert came(gifts) == [5000, 0]


def test_what_was_left_may_be_for_a_gift_that_has_all_it_asked_for(as_robin, page, gifts, upload):
    as_robin.post(page("arrived", token=gifts[1].token), {"amount": "50", "day": "2026-06-12", "form_token": "a"})
    as_robin.post(dividing(as_robin, upload(("130.00", "love"))), {f"part-{gifts[0].pk}": "80"})
    later = page("divide_rest", line_id=BankLine.objects.get(amount=13_000).pk)
    assert "2 others, which have all that was asked for" in shown(as_robin, later)
    form = unedited(as_robin.get(later).content.decode()) | {f"part-{gifts[1].pk}": "50"}
    assert as_robin.post(later, form).status_code == 302
    assert came(gifts) == [8000, 10_000]


def test_a_file_asks_about_a_note_that_came_since_its_page_was_opened(as_robin, as_sam, page, gifts, upload):
    url = dividing(as_robin, upload(("130.00", "love")))
    form = unedited(as_robin.get(url).content.decode()) | {f"part-{gifts[0].pk}": "80", f"part-{gifts[1].pk}": "50"}
    as_sam.post(page("arrived", token=gifts[0].token), {"amount": "80", "day": "2026-06-12", "form_token": "a"})
    asked = as_robin.post(url, form)
    assert asked.status_code == 422
    assert "written down by Sam" in asked.content.decode()
    assert came(gifts) == [8000, 0]
    said = re.search(r'name="other_than" value="(\d+)"', asked.content.decode())[1]
    assert as_robin.post(url, form | {"other_than": said}).status_code == 302
    assert came(gifts) == [16_000, 5000]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("80", "50.01"), "These come to £130.01; £130.00 of the transfer is there to divide."),
        (("", ""), "Say what of it is for which."),
        (("0", ""), "Say what of it is for which."),
        (("-5", "50"), "Enter an amount above nothing"),
        (("NaN", "50"), "Enter an amount in GBP"),
        (("1e3", ""), "Enter an amount in GBP"),
        (("8" * 29, ""), "more than any amount here can be"),
    ],
)
def test_wrong_parts_are_said_and_nothing_is_written(as_robin, page, gifts, upload, parts, words):
    said = {f"part-{gift.pk}": part for gift, part in zip(gifts, parts, strict=True)}
    answer = as_robin.post(dividing(as_robin, upload(("130.00", "love"))), said)
    by_hand = {"amount": "130", "day": "2026-06-12", "form_token": "a"} | said
    for one in (answer, as_robin.post(page("divide_by_hand"), by_hand)):
        assert one.status_code == 422
        assert words in one.content.decode()
    assert not Entry.objects.exists()
    assert not BankLine.objects.exists()


def test_one_transfer_for_several_is_written_down_by_hand_once(as_robin, page, gifts):
    assert "One transfer came for several of these" in shown(as_robin, page("bank"))
    form = {"amount": "130", "day": "2026-06-12", "payer": "NAIR P", "form_token": "once"}
    form |= {f"part-{gifts[0].pk}": "80", f"part-{gifts[1].pk}": "50"}
    for _ in range(2):
        assert as_robin.post(page("divide_by_hand"), form).url == page("bank")
    assert came(gifts) == [8000, 5000]


def test_what_may_be_the_same_money_is_asked_about(as_robin, as_sam, page, gifts):
    url = page("arrived", token=gifts[0].token)
    forms = [unedited(client.get(url).content.decode()) for client in (as_robin, as_sam)]
    assert as_robin.post(url, forms[0]).status_code == 302
    asked = as_sam.post(url, forms[1])
    assert asked.status_code == 422
    assert "In your book already" in asked.content.decode()
    assert "written down by Robin" in asked.content.decode()
    assert came(gifts) == [8000, 0]
    said = re.search(r'name="other_than" value="(\d+)"', asked.content.decode())[1]
    assert as_sam.post(url, forms[1] | {"other_than": said}).status_code == 302
    assert came(gifts) == [16_000, 0]


def test_dividing_by_hand_asks_likewise(as_robin, page, gifts):
    as_robin.post(page("arrived", token=gifts[0].token), {"amount": "30", "day": "2026-06-12", "form_token": "a"})
    form = {"amount": "80", "day": "2026-06-12", "form_token": "b"}
    form |= {f"part-{gifts[0].pk}": "50", f"part-{gifts[1].pk}": "30"}
    asked = as_robin.post(page("divide_by_hand"), form)
    assert "may be in your book already" in asked.content.decode()
    assert came(gifts) == [3000, 0]
    said = re.search(r'name="other_than" value="(\d+)"', asked.content.decode())[1]
    as_robin.post(page("divide_by_hand"), form | {"other_than": said})
    assert came(gifts) == [8000, 3000]


def test_what_was_sent_back_is_not_written_down_twice(as_robin, as_sam, page, gifts):
    as_robin.post(page("arrived", token=gifts[0].token), {"amount": "90", "day": "2026-06-12", "form_token": "a"})
    url = page("sent_back", token=gifts[0].token)
    forms = [unedited(client.get(url).content.decode()) for client in (as_robin, as_sam)]
    assert [client.post(url, form).status_code for client, form in zip((as_robin, as_sam), forms, strict=True)] == [
        302,
        422,
    ]
    assert sum(Entry.objects.values_list("amount", flat=True)) == 8000


def test_strangers_divide_nothing(as_harper, as_mallory_host, as_priya, as_robin, page, gifts, upload):
    url = dividing(as_robin, upload(("130.00", "love")))
    said = {f"part-{gifts[0].pk}": "80", "amount": "80", "day": "2026-06-12", "form_token": "a"}
    for client in (as_harper, as_mallory_host, as_priya):
        for one in (url, page("divide_by_hand"), page("divide_rest", line_id=1)):
            assert client.post(one, said).status_code == 404
    assert not Entry.objects.exists()


def test_a_gift_of_another_wedding_gets_no_part(as_robin, page, gifts, upload, mallory, mallorys):
    foreign, _new = give(mallory, main_fund(mallorys), Filled(5000, "Mallory", "", ""), "form")
    transfers.ask(foreign.checkout)
    url = dividing(as_robin, upload(("130.00", "love")))
    assert as_robin.post(url, {f"part-{foreign.checkout.pk}": "50"}).status_code == 422
    assert not Entry.objects.exists()


def test_a_line_that_is_not_of_the_file_or_of_an_applied_one_is_not_there(as_robin, page, gifts, upload):
    preview = upload(("130.00", "love"))
    url = dividing(as_robin, preview)
    file_id = BankFile.objects.get().pk
    assert as_robin.get(page("divide", file_id=file_id, key="another")).status_code == 404
    digest = re.search(r'name="digest" value="([^"]+)"', as_robin.get(preview).content.decode())
    assert digest is None  # nothing to be counted, so nothing to send
    BankFile.objects.update(lines=[])
    assert as_robin.get(url).status_code == 404
