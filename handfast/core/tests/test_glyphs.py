"""No paper shows an empty box that nobody was told of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handfast.core.glyphs import missing

# Typst's own fonts have these, whatever the machine has.
OWN = "Zoë Łukasz Åse Šárka Ωμέγα Жанна שרה £ € – “×” 2½"
NOBODYS = "\U0010fffd"
ALSO_NOBODYS = "\U0010fffc"


@pytest.mark.parametrize("text", ["", "Robin & Sam\n", OWN, "e\u0301\u00a0\u200b"])
def test_what_the_fonts_have_is_not_missed(text):
    assert missing(text) == ""


def test_what_no_font_has_is_named_once_and_in_order():
    assert missing(f"A {NOBODYS}B{NOBODYS} {ALSO_NOBODYS}") == NOBODYS + ALSO_NOBODYS
    assert missing(NOBODYS) == NOBODYS  # asked again, the same


@given(st.text(max_size=20))
def test_any_text_is_looked_at(text):
    found = missing(text)
    assert set(found) <= set(text)
    assert missing(found) == found
