"""The same form sent five times at the same moment: a thumb that trembles, a network that repeats."""

import pytest

from handfast.rsvps.models import Reply
from handfast.rsvps.replying import Answer, record
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_one_reply_sent_five_times_at_once_is_one_row(priya):
    guest = priya.guests.first()
    changed = at_once(lambda: record(priya, [Answer(guest.pk, True)], "", priya.user))
    assert sorted(changed) == [False] * 4 + [True]
    assert Reply.objects.count() == 1
