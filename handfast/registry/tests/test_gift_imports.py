"""A couple's own list of gifts: planned, read, applied; what is wrong is named by row and column."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from handfast.registry.claiming import claim
from handfast.registry.gift_imports import NotApplied, apply, upload
from handfast.registry.gift_plan import Unreadable
from handfast.registry.models import Gift, GiftImport
from tests.at_once import at_once

pytestmark = pytest.mark.django_db

# The header of the list that this site's first couple kept.
LIST = (
    "name,description,supplier_url,price,image_url,image\r\n"
    'Painted plates,"Four, with hares & ducks",https://shop.example.org/plates?a=1&b=2,62,https://x.example/p,p.png\r\n'
    "Sørine’s teapot,,,£35.50,,\r\n"
)


@pytest.fixture
def url(robin_and_sams):
    return lambda name="gift_imports", **parts: reverse(
        f"registry:{name}", kwargs={"slug": robin_and_sams.slug, **parts}
    )


def send(client, url, text: str | bytes, name: str = "gifts.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(url(), {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_nothing_is_written_until_the_list_is_applied(as_robin, url, robin_and_sams):
    shown = send(as_robin, url, LIST).content.decode()
    assert "2 new, 0 changed, 0 as they are" in shown
    assert "Columns of your file that are not used: image_url, image." in shown
    assert not Gift.objects.exists()
    kept = GiftImport.objects.get()
    as_robin.post(url("gift_application", gift_import_id=kept.pk), {"digest": kept.digest})
    plates, teapot = Gift.objects.all()
    assert (plates.name, plates.words, plates.price) == ("Painted plates", "Four, with hares & ducks", 6200)
    assert plates.shops == ["https://shop.example.org/plates?a=1&b=2"]
    assert (teapot.name, teapot.price, teapot.quantity, teapot.shops) == ("Sørine’s teapot", 3550, 1, [])


def test_applied_twice_or_five_times_at_once_it_is_done_once(robin_and_sams, robin):
    kept = upload(robin_and_sams, robin, "gifts.csv", LIST.encode())
    apply(kept, kept.digest)
    apply(kept, kept.digest)
    assert Gift.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_five_times_at_once_it_is_done_once(robin_and_sams, robin):
    kept = upload(robin_and_sams, robin, "gifts.csv", LIST.encode())
    at_once(lambda: apply(kept, kept.digest))
    assert Gift.objects.count() == 2


def test_the_same_list_again_changes_what_is_new_in_it_and_blank_cells_nothing(robin_and_sams, robin):
    for text in (LIST, LIST.replace(",62,", ",,").replace("£35.50", "40")):
        kept = upload(robin_and_sams, robin, "gifts.csv", text.encode())
        apply(kept, kept.digest)
    assert kept.plan["counts"] == {"add": 0, "change": 1, "same": 1}
    assert list(Gift.objects.values_list("price", flat=True)) == [6200, 4000]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (",nothing called this,,5,,", "Row 2, column “name”: This row has no name."),
        ("Vase,,,cheap,,", "Row 2, column “price”: “cheap”"),
        ("Vase,,,-5,,", "Row 2, column “price”: “-5” is no price"),
        ("Vase,,,1e9,,", "Row 2, column “price”"),
        ("Vase,,javascript:alert(1),5,,", "Row 2, column “supplier_url”: “javascript:alert(1)” is not a web address"),
        ("Vase,,,5,,\r\nvase,,,6,,", "Row 3, column “name”: “vase” stands in row 2 already."),
        (f"{'V' * 201},,,5,,", "Row 2, column “name”: This has 201 characters"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_can_be_applied(as_robin, url, row, where):
    shown = send(as_robin, url, LIST.splitlines()[0] + "\r\n" + row + "\r\n").content.decode()
    assert where.replace("'", "&#x27;") in " ".join(shown.split())
    kept = GiftImport.objects.get()
    as_robin.post(url("gift_application", gift_import_id=kept.pk), {"digest": kept.digest})
    assert not Gift.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"just some words\n", b"name\xff\xfe,\x00", b"price\n5\n"])
def test_a_file_that_is_no_list_is_refused_in_words(as_robin, url, data):
    answer = send(as_robin, url, data)
    assert answer.status_code in (200, 422)
    assert not Gift.objects.exists()
    assert (
        answer.status_code == 422
        or GiftImport.objects.get().plan["problems"]
        or not GiftImport.objects.get().plan["rows"]
    )


def test_too_many_rows_are_refused(robin_and_sams, robin):
    with pytest.raises(Unreadable, match="501 rows"):
        upload(robin_and_sams, robin, "gifts.csv", ("name\n" + "\n".join(f"Plate {n}" for n in range(501))).encode())


def test_a_list_that_changed_since_the_preview_is_not_applied(robin_and_sams, robin, glasses):
    kept = upload(robin_and_sams, robin, "gifts.csv", LIST.encode())
    Gift.objects.update(price=1)
    with pytest.raises(NotApplied, match="have changed"):
        apply(kept, kept.digest)
    with pytest.raises(NotApplied):
        apply(kept, "another")
    assert Gift.objects.count() == 1


def test_a_list_never_takes_back_what_guests_have_promised(robin_and_sams, robin, glasses, priya):
    claim(priya, glasses, 4)
    kept = upload(robin_and_sams, robin, "gifts.csv", b"name,quantity\nA vase,1\nWine glasses,3\n")
    with pytest.raises(NotApplied, match="Row 3"):
        apply(kept, kept.digest)
    assert Gift.objects.get().quantity == 6  # and the vase was not added either


def test_strangers_and_helpers_find_no_uploads(as_harper, as_mallory_host, as_priya, url, robin_and_sams, robin):
    kept = upload(robin_and_sams, robin, "gifts.csv", LIST.encode())
    for client in (as_harper, as_mallory_host, as_priya):
        assert send(client, url, LIST).status_code == 404
        assert client.post(url("gift_application", gift_import_id=kept.pk), {"digest": kept.digest}).status_code == 404
    assert not Gift.objects.exists()


@pytest.mark.parametrize("as_numbers", [True, False])
def test_german_hosts_upload_what_they_keep_in_a_spreadsheet(robin_and_sams, robin, as_numbers):
    robin_and_sams.locale = "de_DE"
    robin_and_sams.book.currency = "eur"
    book = Workbook()
    prices = [12.5, 1250, 80.0, 35.99] if as_numbers else ["12,50", "1.250", "80", "35,99 €"]
    for row in [("Name", "Price"), *((f"Gift {place}", price) for place, price in enumerate(prices))]:
        book.active.append(row)
    book.save(data := BytesIO())
    kept = upload(robin_and_sams, robin, "gifts.xlsx", data.getvalue())
    assert kept.plan["problems"] == []
    assert [row["gift"]["price"] for row in kept.plan["rows"]] == [1250, 125_000, 8000, 3599]
