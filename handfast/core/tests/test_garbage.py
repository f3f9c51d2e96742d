"""The search for circular garbage, put off and taken up again."""

import gc

import pytest

from handfast.core.garbage import collected_later


@collected_later()
def broken_off() -> None:
    assert not gc.isenabled()
    with collected_later():
        assert not gc.isenabled()
    assert not gc.isenabled()
    raise InterruptedError


def test_the_search_rests_and_is_taken_up_again_also_after_an_error():
    with pytest.raises(InterruptedError):
        broken_off()
    assert gc.isenabled()
