"""The fee by a guest's own wish, and the way around it: a bank transfer that the couple's statement tells of."""

import re

import pytest
from playwright.sync_api import Page, expect

from handfast.mail.models import Letter
from handfast.payments.bank import transfers
from handfast.payments.models import Account, BankDetails, Entry, Transfer
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from tests.journeys.card import pay
from tests.journeys.conftest import DESK
from tests.journeys.test_giving import fee_is_known, start_giving, wait_until

pytestmark = pytest.mark.money


@pytest.fixture
def priyas(open_page, priya, robin_and_sams) -> Page:
    """Priya's phone, on the page that asks for the card of her gift of £80; the couple's account is a British one."""
    Account.objects.update(country="GB")
    BankDetails.objects.create(
        book=robin_and_sams.book, kind="uk", holder="Robin Ash", bank_code="202015", account_number="55555555"
    )
    page = open_page(user=priya.user)
    start_giving(page, robin_and_sams.slug, "80")
    return page


def test_a_guest_adds_the_fee_and_all_of_the_gift_arrives(priyas, open_page, robin, robin_and_sams, no_barriers):
    expect(priyas.get_by_role("button", name="Pay £80.00")).to_be_enabled()
    priyas.get_by_role("button", name="Add £1.42 for the fee").click()
    expect(priyas.get_by_role("button", name="Take the fee off again")).to_be_visible()
    expect(priyas.get_by_role("button", name="Pay £81.42")).to_be_enabled()
    no_barriers(priyas)
    pay(priyas)
    expect(priyas.get_by_text("Your gift of £80.00 to Robin & Sam has been received.")).to_be_visible()
    expect(priyas.get_by_text("You paid £81.42, with the fee that you added.")).to_be_visible()
    wait_until(priyas, fee_is_known)
    assert sum(Entry.objects.values_list("amount", flat=True)) == 8000

    host = open_page(DESK, robin)
    host.goto(f"/{robin_and_sams.slug}/host/money/")
    expect(host.get_by_role("article")).to_contain_text("The giver added all of it, so the whole gift is yours.")


def test_a_transfer_is_matched_from_the_banks_file(priyas, open_page, robin, robin_and_sams, no_barriers, tmp_path):
    priyas.get_by_role("button", name="Pay by bank transfer").click()
    expect(priyas).to_have_url(re.compile("/transfer/$"))
    expect(priyas.get_by_text("20-20-15")).to_be_visible()
    no_barriers(priyas)
    priyas.get_by_role("button", name="I have sent it").click()
    expect(priyas.get_by_role("heading", name="Thank you, they know it is coming")).to_be_visible()
    no_barriers(priyas)
    file = tmp_path / "june.csv"
    file.write_text(
        "Date,Description,Paid out,Paid in\n"
        f"12/06/2026,NAIR P {Transfer.objects.get().spaced.lower()},,80.00\n13/06/2026,BAKERY,12.40,\n"
    )

    host = open_page(DESK, robin)
    host.goto(f"/{robin_and_sams.slug}/host/")
    host.get_by_role("link", name="Look whether it came").click()
    expect(host.get_by_label("Your bank’s statement")).to_be_visible()
    expect(host.get_by_text("from Priya & Omar")).to_be_visible()
    no_barriers(host)
    host.get_by_label("Your bank’s statement").set_input_files(file)
    host.get_by_role("button", name="Read this statement").click()
    expect(host.get_by_role("heading", name="This is what would be counted")).to_be_visible()
    expect(host.get_by_text("gift of Priya & Omar")).to_be_visible()
    no_barriers(host)
    assert not Entry.objects.exists()
    host.get_by_role("button", name="Count what is shown").click()
    expect(host.get_by_text("1 transfer is in your book.")).to_be_visible()
    host.goto(f"/{robin_and_sams.slug}/host/money/?show=bank")
    gift = host.get_by_role("article")
    expect(gift).to_contain_text("by bank transfer")
    expect(gift).to_contain_text("Came by bank:")
    no_barriers(host)

    priyas.reload()
    expect(priyas.get_by_text("Your gift of £80.00 to Robin & Sam has been received.")).to_be_visible()
    wait_until(priyas, lambda: Letter.objects.exclude(done_at=None).exists())
    assert Transfer.objects.get().spaced in Letter.objects.get().text


def test_one_transfer_for_two_gifts_is_divided(
    open_page, priya, neighbours, robin, robin_and_sams, no_barriers, tmp_path
):
    fund = main_fund(robin_and_sams)
    for household, amount in ((priya, 8000), (neighbours, 5000)):
        made, _new = give(household, fund, Filled(amount, household.name, "", ""), "form")
        transfers.say_sent(transfers.ask(made.checkout))
    named = " ".join(one.spaced for one in Transfer.objects.order_by("pk"))
    file = tmp_path / "june.csv"
    file.write_text(f"Date,Description,Amount\n12/06/2026,NAIR P {named},150.00\n")
    phone = open_page(user=robin)
    phone.goto(f"/{robin_and_sams.slug}/host/money/bank/")
    phone.get_by_label("Your bank’s statement").set_input_files(file)
    phone.get_by_role("button", name="Read this statement").click()
    phone.get_by_role("link", name="Divide it").click()
    expect(phone.get_by_role("heading", name="What are these £150.00 for?")).to_be_visible()
    expect(phone.get_by_label("Priya Nair & Omar Aziz")).to_have_value("80")
    expect(phone.get_by_label("The Okafors")).to_have_value("50")
    no_barriers(phone)
    phone.get_by_role("button", name="Write it into the book").click()
    expect(phone.get_by_text("£20.00 of it counts for nothing yet")).to_be_visible()
    phone.get_by_role("link", name="Bank transfers").click()
    expect(phone.get_by_role("region", name="Only some of it counts")).to_contain_text("£20.00 of £150.00")
    no_barriers(phone)
    assert sorted(Entry.objects.values_list("amount", flat=True)) == [5000, 8000]

    phone.goto(f"/{robin_and_sams.slug}/host/money/?show=bank")
    okafors = phone.get_by_role("article").filter(has_text="from The Okafors")
    okafors.get_by_role("link", name="Undo").click()
    expect(phone.get_by_role("heading", name="Undo this transfer of £150.00, or a part of it?")).to_be_visible()
    expect(phone.get_by_role("checkbox", checked=True)).to_have_count(1)
    no_barriers(phone)
    phone.get_by_role("button", name="Undo it").click()
    expect(phone.get_by_text("£70.00 of it counts for nothing now")).to_be_visible()
    assert sorted(Entry.objects.values_list("amount", flat=True)) == [-5000, 5000, 8000]
