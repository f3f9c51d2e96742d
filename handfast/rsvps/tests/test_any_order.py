"""Whatever a household says, and however often: the latest word counts, and only a change is written down."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from handfast.guests.models import Guest
from handfast.rsvps.answers import message_of, seats_of, silent_households, tally
from handfast.rsvps.models import Message, Reply
from handfast.rsvps.replying import Answer, record
from tests.cast import make_household, make_wedding

SAID = st.lists(
    st.tuples(st.lists(st.sampled_from([True, False, None]), min_size=3, max_size=3), st.sampled_from(["", "A", "B"])),
    max_size=8,
)


def changes(words: list) -> int:
    """How often the word differs from the one before, silences left out."""
    spoken = [word for word in words if word is not None]
    return sum(one != other for one, other in pairwise([None, *spoken]))


class TestAnyOrder(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(SAID)
    def test_the_latest_word_counts_and_only_changes_are_kept(self, said):
        wedding = make_wedding("any-order", "Robin", "Sam")
        household = make_household(wedding, "Priya & Omar", ("Priya", "Nair", ""), ("Omar", "Aziz", ""))
        Guest.objects.create(household=household, guest_of=household.guests.first(), position=9)
        guests = [seat.guest for seat in seats_of(household)]
        for answers, words in said:
            told = [Answer(guest.pk, coming) for guest, coming in zip(guests, answers, strict=True)]
            record(household, told, words, household.user)

        latest = []
        for number, guest in enumerate(guests):
            spoken = [answers[number] for answers, _ in said]
            latest.append(next((word for word in reversed(spoken) if word is not None), None))
            assert guest.replies.count() == changes(spoken)
        assert [seat.coming for seat in seats_of(household)] == latest
        assert message_of(household) == (said[-1][1] if said else "")
        assert Message.objects.count() <= len(said)

        found = tally(wedding)
        assert (found.coming, found.declined, found.unanswered) == tuple(map(latest.count, (True, False, None)))
        assert silent_households(wedding) == (None in latest)
        assert Reply.objects.count() == sum(guest.replies.count() for guest in guests)
