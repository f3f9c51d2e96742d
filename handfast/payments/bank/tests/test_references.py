"""References survive the hands and machines that carry them, and a slip of the pen is noticed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from handfast.payments.bank.references import SYMBOLS, check_of, draw, is_whole, named_in, spaced, squeezed

bodies = st.text(SYMBOLS, min_size=6, max_size=6)
references = bodies.map(lambda body: f"HF{body}{check_of(body)}")


def test_a_drawn_reference_is_whole_and_told_from_others():
    drawn = {draw() for _ in range(500)}
    assert len(drawn) == 500
    assert all(is_whole(one) and squeezed(one) == one for one in drawn)


@given(
    references, st.sampled_from(["", " ", "-", "/", ". "]), st.booleans(), st.text(max_size=12), st.text(max_size=12)
)
def test_it_is_found_in_whatever_a_bank_makes_of_it(reference, between, small, before, after):
    written = between.join(reference)
    found = named_in(f"{before} {written.lower() if small else written} {after}")
    assert reference in found


@given(references, st.integers(2, 8), st.sampled_from(SYMBOLS))
def test_one_wrong_symbol_is_noticed(reference, at, symbol):
    wrong = reference[:at] + symbol + reference[at + 1 :]
    assert is_whole(wrong) == (wrong == reference)


@given(references, st.integers(2, 8), st.integers(2, 8))
def test_two_symbols_that_changed_places_are_noticed(reference, one, other):
    symbols = list(reference)
    symbols[one], symbols[other] = symbols[other], symbols[one]
    wrong = "".join(symbols)
    assert is_whole(wrong) == (wrong == reference)


@settings(max_examples=30)
@given(references)
def test_look_alikes_are_read_for_one_another(reference):
    seen = reference.translate(str.maketrans("2568V", "ZSGBU"))
    assert reference in named_in(seen)


def test_it_is_shown_in_short_groups():
    assert spaced("HF7K3M9PX") == "HF 7K3 M9PX"
