"""The search for circular garbage, put off and taken up again."""

import gc

import pytest

from handfast.core.garbage import collected_later


def test_the_search_rests_and_is_taken_up_again_also_after_an_error():
    with pytest.raises(ZeroDivisionError), collected_later():
        assert not gc.isenabled()
        with collected_later():
            assert not gc.isenabled()
        1 / 0  # noqa: B018
    assert gc.isenabled()
