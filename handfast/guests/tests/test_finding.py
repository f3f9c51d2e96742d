"""Searching the guest list: accents, capitals, order and slips of the finger are forgiven, and filters combine."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from handfast.accounts import cards
from handfast.guests.finding import find
from handfast.guests.folding import fold
from handfast.guests.models import Guest, Household
from handfast.guests.narrowing import all_facets, chosen, narrowed
from handfast.guests.sign_ins import make_sign_ins
from handfast.guests.tests.test_pages import text_of
from handfast.rsvps.models import Reply
from handfast.weddings.models import Wedding
from tests.cast import make_household

pytestmark = pytest.mark.django_db

LIST = reverse("guests:list", kwargs={"slug": "robin-and-sam"})


@pytest.fixture
def several(robin_and_sams, mallory) -> dict[str, Household]:
    """Households of Robin and Sam's, by the first name of their first guest; Mallory's is of another wedding."""
    people = [
        ("Łukasz", "Müller", "lm@example.org"),
        ("José María", "de Souza", ""),
        ("Siobhán", "O’Brien-Šmíd", ""),
        ("Margaret", "Whitlock", "maggie@example.org"),
        ("Ann", "Fox", ""),
        ("Mallory", "Fox", ""),
    ]
    return {one[0]: make_household(robin_and_sams, f"The {one[1]} household", one) for one in people}


@pytest.mark.parametrize(
    ("query", "first_name"),
    [
        ("lukasz muller", "Łukasz"),
        ("MÜLLER", "Łukasz"),
        ("Müller, Łukasz", "Łukasz"),
        ("lm@example.org", "Łukasz"),
        ("jose", "José María"),
        ("desouza", "José María"),
        ("souza josé", "José María"),
        ("o'brien", "Siobhán"),
        ("obrien smid", "Siobhán"),
        ("maggie", "Margaret"),
        ("whit", "Margaret"),
        ("the whitlock household", "Margaret"),
    ],
)
def test_what_is_spelt_as_it_is_is_found_whatever_its_accents_capitals_and_order(several, query, first_name):
    found = find(several["Ann"].wedding, query)
    assert found.households == {several[first_name].pk}
    assert not found.nearly


@pytest.mark.parametrize(
    ("query", "first_name"),
    [
        ("Margarte", "Margaret"),
        ("Magaret", "Margaret"),
        ("Witlok", "Margaret"),
        ("margerat whitelock", "Margaret"),
        ("siobahn", "Siobhán"),
        ("lucasz", "Łukasz"),
        ("mueller", "Łukasz"),
        ("jsoe", "José María"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven_and_told(several, query, first_name):
    found = find(several["Ann"].wedding, query)
    assert found.households == {several[first_name].pk}
    assert found.nearly


@pytest.mark.parametrize("query", ["zz", "xq", "Whitlock Fox", "maggie jose", "@@", "quill"])
def test_what_is_on_no_list_is_not_found(several, query):
    assert find(several["Ann"].wedding, query).households == frozenset()


def test_a_code_is_found_in_small_letters_and_those_of_others_are_not(several, mallory):
    assert find(several["Ann"].wedding, several["Ann"].code.lower()).households == {several["Ann"].pk}
    assert find(several["Ann"].wedding, mallory.code).households == frozenset()


def test_mallory_of_another_wedding_is_never_among_those_found(several, mallory):
    assert find(several["Ann"].wedding, "mallory").households == {several["Mallory"].pk}


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=100))
def test_a_search_never_breaks(text):
    find(Wedding(pk=0), text)


def test_the_page_says_that_it_guessed(as_robin, several):
    words = text_of(as_robin.get(LIST, {"q": "Margarte"}))
    assert "Nobody is spelt just like “Margarte”; these come near. 1 household" in words
    assert "Margaret Whitlock" in words
    assert "Ann Fox" not in words


def _left(wedding, *words) -> set[str]:
    return {one.guests.all()[0].first_name for one in narrowed(wedding.households.all(), chosen(words))}


def test_each_filter_leaves_those_whom_it_names(several, robin):
    wedding, ann, margaret = several["Ann"].wedding, several["Ann"], several["Margaret"]
    everybody = set(several)
    Guest.objects.create(household=ann, guest_of=ann.guests.get())
    ann.user.last_login = timezone.now()
    ann.user.save()
    Household.objects.filter(pk=margaret.pk).update(city="Ludlow")
    Reply.objects.create(guest=margaret.guests.get(), coming=True)
    Reply.objects.create(guest=several["Łukasz"].guests.get(), coming=True)
    Reply.objects.create(guest=several["Łukasz"].guests.get(), coming=False)
    cards.withdraw(several["José María"].user.card)
    assert _left(wedding, "seats") == {"Ann"}
    assert _left(wedding, "signed-in") == {"Ann"}
    assert _left(wedding, "not-in-yet") == everybody - {"Ann"}
    assert _left(wedding, "no-email") == everybody - {"Łukasz", "Margaret"}
    assert _left(wedding, "no-address") == everybody - {"Margaret"}
    assert _left(wedding, "odd") == {"José María"}
    assert _left(wedding, "replied") == {"Margaret", "Łukasz"}
    assert _left(wedding, "open") == everybody - {"Margaret", "Łukasz"}
    assert _left(wedding, "yes") == {"Margaret"}
    assert _left(wedding, "no") == {"Łukasz"}


def test_whoever_stands_in_two_households_needs_a_look_and_an_empty_household_too(several):
    wedding = several["Ann"].wedding
    make_household(wedding, "Ann again", ("ann", "fox", ""))
    make_household(wedding, "Nobody")
    odd = narrowed(wedding.households.all(), chosen(["odd"]))
    assert {one.name for one in odd} == {"The Fox household", "Ann again", "Nobody"}
    assert several["Mallory"] not in odd


def test_filters_combine_with_each_other_and_with_the_search(as_robin, several):
    Guest.objects.create(household=several["Ann"], guest_of=several["Ann"].guests.get())
    page = as_robin.get(LIST, {"q": "fox", "show": ["seats", "no-email"]})
    assert "Ann Fox" in text_of(page)
    assert "Mallory Fox" not in text_of(page)
    html = page.content.decode()
    assert 'href="?q=fox&amp;show=no-email"' in html
    assert 'href="?q=fox&amp;show=seats"' in html
    assert 'href="?q=fox&amp;show=seats&amp;show=no-email&amp;show=open"' in html


def test_no_two_filters_share_a_word_and_unknown_ones_are_passed_over(as_robin, several):
    assert len({str(one.label) for one in all_facets()}) == len(all_facets()) >= 10
    assert "6 households" in text_of(as_robin.get(LIST, {"show": ["nonsense", "1' or 1=1"]}))


def _make_many(wedding, count: int) -> None:
    """Two people in each; many households are called the same."""
    users = make_sign_ins(count)
    homes = Household.objects.bulk_create(
        [Household(wedding=wedding, user=user, name=f"Household {number % 7}") for number, user in enumerate(users)]
    )
    Guest.objects.bulk_create(
        [
            Guest(household=home, position=place, first_name=first, last_name=f"Byrne{home.pk}")
            for home in homes
            for place, first in enumerate(("Ada", "Ben"))
        ]
    )


@pytest.mark.parametrize("asked", ["", "?q=byrne", "?q=brynes", "?q=ada&show=open&show=odd&show=no-email&show=seats"])
def test_the_page_takes_twelve_queries_at_most_and_as_many_for_many_as_for_few(
    as_robin, robin_and_sams, asked, django_assert_max_num_queries
):
    counts = []
    for households in (10, 990):
        _make_many(robin_and_sams, households)
        as_robin.get(LIST + asked)
        with django_assert_max_num_queries(12) as queries:
            as_robin.get(LIST + asked)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_paging_shows_everybody_once(as_robin, robin_and_sams):
    _make_many(robin_and_sams, 120)
    seen = [
        household.pk
        for asked in ("", "&q=byrne")
        for page in (1, 2, 3)
        for household in as_robin.get(f"{LIST}?page={page}{asked}").context["households_here"]
    ]
    assert len(seen) == 240
    assert seen[:120] == seen[120:]
    assert len(set(seen)) == 120
