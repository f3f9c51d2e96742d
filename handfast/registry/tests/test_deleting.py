"""A thing that nobody has promised or paid may be deleted; of another the hosts are told why not."""

import pytest
from django.urls import reverse

from handfast.registry import listing, sharing
from handfast.registry.claiming import claim, take_back
from handfast.registry.listing import Promised
from handfast.registry.models import Gift
from handfast.registry.tests.test_claiming import run_out as run_out_claim
from handfast.registry.tests.test_sharing import filled, give, run_out
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(robin_and_sams):
    return lambda name, gift: reverse(f"registry:{name}", kwargs={"slug": robin_and_sams.slug, "gift_id": gift.pk})


def test_a_host_deletes_what_nobody_has_promised_and_is_asked_first(as_robin, page, glasses):
    assert "Delete it" in as_robin.get(page("host_gift", glasses)).content.decode()
    assert "Delete “Wine glasses”?" in as_robin.get(page("delete_gift", glasses)).content.decode()
    assert Gift.objects.exists()
    assert [as_robin.post(page("delete_gift", glasses)).status_code for _ in range(2)] == [302, 404]
    assert not Gift.objects.exists()
    assert as_robin.get(page("delete_gift", glasses)).status_code == 404


@pytest.mark.parametrize("lapsed", [False, True])
def test_what_is_promised_stays_also_when_its_time_ran_out(as_robin, page, glasses, priya, lapsed):
    said = claim(priya, glasses, 1)
    if lapsed:
        run_out_claim(said)
    assert "A guest has promised it" in as_robin.get(page("delete_gift", glasses)).content.decode()
    answer = as_robin.post(page("delete_gift", glasses), follow=True)
    assert "A guest has promised it" in answer.content.decode()
    assert Gift.objects.exists()
    take_back(said)
    as_robin.post(page("delete_gift", glasses))
    assert not Gift.objects.exists()


@pytest.mark.parametrize("lapsed", [False, True])
def test_what_a_guest_began_to_pay_stays(as_robin, page, oven, priya, lapsed):
    share = give(priya, oven, 10_000)
    if lapsed:
        run_out(share)
    as_robin.post(page("delete_gift", oven))
    assert Gift.objects.exists()
    with pytest.raises(Promised, match="paid for it, or begun to"):
        listing.delete(oven)


def test_who_was_looking_at_it_is_told(as_priya, as_robin, page, glasses, oven, monkeypatch):
    """The gift was there when the page's view looked, and gone when its row was to be locked."""
    for gift, where, name, form in (
        (glasses, "thing_pages", "claim", {"count": "1"}),
        (oven, "share_pages", "share", {"amount": "50", "names": "Priya", "form_token": "a"}),
    ):
        monkeypatch.setattr(f"handfast.registry.{where}.load_gift", _then_deleted)
        answer = as_priya.post(page(name, gift), form, follow=True)
        assert "just taken this off their list" in answer.content.decode()


def _then_deleted(wedding, pk) -> Gift:
    found = Gift.objects.select_related("wedding__book").get(pk=pk)
    Gift.objects.filter(pk=pk).delete()
    return found


def test_strangers_delete_nothing(as_harper, as_mallory_host, as_priya, page, glasses):
    for client in (as_harper, as_mallory_host, as_priya):
        assert client.post(page("delete_gift", glasses)).status_code == 404
    assert Gift.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_claim_a_share_and_a_deletion_at_once(glasses, oven, priya):
    """Whoever is first has it: a gift is deleted, or promised, and never both."""
    deeds = [
        lambda: claim(priya, glasses, 1),
        lambda: listing.delete(glasses),
        lambda: sharing.share(priya, oven, filled(1000), "a form"),
        lambda: listing.delete(oven),
    ]

    def one() -> str:
        deed = deeds.pop()
        try:
            deed()
        except (Promised, Gift.DoesNotExist):
            return "refused"
        return "done"

    assert sorted(at_once(one, 4)) == ["done", "done", "refused", "refused"]
    for gift in Gift.objects.all():
        assert gift.claims.exists() or gift.contributions.exists()
