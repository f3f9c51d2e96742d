"""Whatever is typed into a form of gifts, bills or money: the site answers in words, and never falls over."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from handfast.invoices import drafting
from handfast.invoices.links import path_of
from handfast.invoices.numbering import issue
from handfast.payments.bank import arrivals, transfers
from handfast.payments.bank.arrivals import Seen
from handfast.payments.models import BankDetails
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.registry.models import Claim, Gift
from tests.unedited import unedited

pytestmark = pytest.mark.django_db

ODD = [
    "", "-1", "NaN", "1e9", "9" * 60, "1'000,00", "١٢", "80\0", "x" * 10_001, "🎉" * 500, "<script>", "99999-01-01",
]  # fmt: skip

NASTY = ["80\0", "9" * 60, "x" * 10_001]


@pytest.fixture
def here(robin_and_sams):
    return lambda name, **parts: reverse(name, kwargs={"slug": robin_and_sams.slug, **parts})


@pytest.fixture
def things(robin_and_sams, robin, priya, neighbours) -> dict:
    """A gift of each kind, a bill of each kind, and a transfer of which some is left."""
    fund = main_fund(robin_and_sams)
    glasses = Gift.objects.create(wedding=robin_and_sams, name="Glasses", price=1250, quantity=6)
    oven = Gift.objects.create(wedding=robin_and_sams, name="An oven", price=40_000, is_shared=True)
    gift, _new = give(priya, fund, Filled(8000, "Priya", "", "priya@example.org"), "form")
    other, _new = give(neighbours, fund, Filled(5000, "Ada", "", ""), "form")
    for one in (gift, other):
        transfers.ask(one.checkout)
    line = arrivals.divide(robin_and_sams.book, {other.checkout.pk: 1000}, Seen("k", date(2026, 6, 12), 9000), robin)
    BankDetails.objects.create(book=robin_and_sams.book, kind="other", holder="Robin Ash", account_number="1")
    terms = drafting.Terms("Robin & Sam", date(2099, 1, 1))
    rows = [drafting.Row("A room", Decimal(2), 6000, Decimal(20))]
    draft, bill = (
        drafting.draft(robin_and_sams, [drafting.recipient(priya)], terms, rows, token)[0] for token in ("a", "b")
    )
    return {
        "glasses": glasses, "oven": oven, "gift": gift, "other": other, "line": line, "draft": draft,
        "bill": issue(bill), "fund": fund,
    }  # fmt: skip


def pages(here, things, as_robin, as_priya) -> dict[str, tuple[Client, str]]:
    """Every form of gifts, bills and money: who fills it in, and where."""
    token = {"token": things["gift"].checkout.token}
    other = {"token": things["other"].checkout.token}
    invoice = {"invoice_id": things["bill"].pk}
    return {
        "give": (as_priya, here("registry:give")),
        "change": (as_priya, here("registry:change", **token)),
        "share": (as_priya, here("registry:share", gift_id=things["oven"].pk)),
        "thing": (as_robin, here("registry:host_gift", gift_id=things["glasses"].pk)),
        "fund": (as_robin, here("registry:host_fund", fund_id=things["fund"].pk)),
        "arrived": (as_robin, here("dashboard:arrived", **token)),
        "sent back": (as_robin, here("dashboard:sent_back", **other)),
        "by hand": (as_robin, here("dashboard:divide_by_hand")),
        "rest": (as_robin, here("dashboard:divide_rest", line_id=things["line"].pk)),
        "undo": (as_robin, here("dashboard:undo_arrival", line_id=things["line"].pk)),
        "ways": (as_robin, here("dashboard:ways")),
        "new bill": (as_robin, here("invoices:new")),
        "draft": (as_robin, here("invoices:edit", invoice_id=things["draft"].pk)),
        "many": (as_robin, here("invoices:many")),
        "credit": (as_robin, here("invoices:credit", **invoice)),
        "void": (as_robin, here("invoices:void", **invoice)),
        "bill": (Client(), path_of(things["bill"])),
    }


NAMES = [
    "give", "change", "share", "thing", "fund", "arrived", "sent back", "by hand", "rest", "undo", "ways", "new bill",
    "draft", "many", "credit", "void", "bill",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_form_falls_over(name, here, things, as_robin, as_priya, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # nobody answers there
    client, url = pages(here, things, as_robin, as_priya)[name]
    form = unedited(client.get(url).content.decode())
    typed = [field for field in form if not field.endswith("_FORMS")]
    tries = [form | dict.fromkeys(typed, odd) for odd in ODD]
    # One of the nastiest in each field alone, for what is wrong with one may hide what another would do.
    alone = [field for field in form if "-1-" not in field and "-2-" not in field]
    tries += [form | {field: NASTY[place % 3]} for place, field in enumerate(alone)]
    for sent in tries:
        answer = client.post(url, sent)
        assert answer.status_code in (200, 302, 422), sent
    assert client.post(url, {}).status_code in (200, 302, 422)
    assert client.post(url, b"amount=%ff%fe&names=%c3%28", "application/x-www-form-urlencoded").status_code < 500


HUGE = 10**30
ODD_ADDRESSES = [
    ("registry:change", {"token": "\0"}),
    ("registry:pay", {"token": "x" * 5000}),
    ("registry:thing", {"gift_id": HUGE}),
    ("registry:claim", {"gift_id": HUGE}),
    ("registry:purchase", {"claim_id": HUGE}),
    ("registry:give_to", {"fund_id": HUGE}),
    ("registry:picture", {"digest": "\0", "size": "\0"}),
    ("registry:host_gift", {"gift_id": HUGE}),
    ("registry:delete_gift", {"gift_id": HUGE}),
    ("registry:gift_import", {"gift_import_id": HUGE}),
    ("registry:host_picture", {"digest": "..", "size": "small"}),
    ("invoices:bill", {"bill": "\0"}),
    ("invoices:credit_note_pdf", {"bill": "1.x", "credit_note": HUGE}),
    ("invoices:invoice", {"invoice_id": HUGE}),
    ("invoices:pdf", {"invoice_id": HUGE}),
    ("dashboard:arrived", {"token": "\0"}),
    ("dashboard:not_come", {"token": "\0"}),
    ("dashboard:refund", {"token": "\0"}),
    ("dashboard:bank_file", {"file_id": HUGE}),
    ("dashboard:divide", {"file_id": HUGE, "key": "\0"}),
    ("dashboard:divide_rest", {"line_id": HUGE}),
    ("dashboard:undo_arrival", {"line_id": HUGE}),
]


@pytest.mark.parametrize(("name", "parts"), ODD_ADDRESSES, ids=lambda part: part if isinstance(part, str) else "")
def test_an_odd_address_leads_nowhere(name, parts, here, as_robin, as_priya):
    url = here(name, **parts)
    answers = [client.get(url).status_code for client in (as_robin, as_priya, Client())]
    answers += [client.post(url, {"count": "1"}).status_code for client in (as_robin, as_priya)]
    assert set(answers) <= {302, 403, 404, 405}, answers
    assert 404 in answers


@pytest.mark.parametrize("odd", ["-1", "1e9", "NaN", "9" * 60, "1.5", "\0", "", "0", "7"])
def test_an_odd_number_of_pieces_promises_nothing(odd, here, things, as_priya, as_robin):
    glasses = {"gift_id": things["glasses"].pk}
    assert as_priya.post(here("registry:claim", **glasses), {"count": odd}).status_code == 302
    assert not Claim.objects.exists()
    as_robin.post(here("registry:place", **glasses), {"to": odd})
    as_robin.post(here("registry:showing", **glasses), {"shown": odd})


def test_a_draft_of_another_wedding_is_not_issued(here, things, as_mallory_host, mallorys):
    draft = things["draft"]
    theirs = reverse("invoices:issue_drafts", kwargs={"slug": mallorys.slug})
    as_mallory_host.post(theirs, {"draft": [str(draft.pk), "\0", "9" * 60, "-1"]})
    assert as_mallory_host.post(here("invoices:issue_drafts"), {"draft": str(draft.pk)}).status_code == 404
    draft.refresh_from_db()
    assert draft.issued_at is None


@pytest.mark.parametrize("name", ["bill", "intent", "sent"])
def test_no_made_up_address_of_a_bill_takes_anything(name, here, things, mallorys):
    """Neither an altered signature, nor the same under another wedding, nor another bill's number before it."""
    good = path_of(things["bill"]).rstrip("/").rsplit("/", 1)[1]
    number, _, signature = good.partition(".")
    said = {"amount": "10", "way": "bank", "sent": "yes"}
    part = {} if name != "sent" else {"payment": 1}
    for wrong in (good[:-1], f"{int(number) + 1}.{signature}", good.swapcase(), "0." + signature):
        assert Client().post(here(f"invoices:{name}", bill=wrong, **part), said).status_code == 404
    elsewhere = reverse(f"invoices:{name}", kwargs={"slug": mallorys.slug, "bill": good, **part})
    assert Client().post(elsewhere, said).status_code == 404
    assert not things["bill"].payments.exists()


@pytest.mark.parametrize("name", ["invoices:list", "invoices:new", "dashboard:money", "dashboard:bank"])
def test_odd_questions_behind_an_address_are_passed_over(name, here, things, as_robin):
    for odd in ("\0", "9" * 60, "-1", "<script>alert(1)</script>", "🎉"):
        asked = {"show": odd, "page": odd, "household": odd, "seen": odd, "asked": odd}
        answer = as_robin.get(here(name), asked)
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
