"""Form encoding in: nesting, lists, and what cannot be meant."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stripe_sandbox import form
from stripe_sandbox.cli.client import fields
from stripe_sandbox.errors import Invalid


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("amount=2000&currency=gbp", {"amount": "2000", "currency": "gbp"}),
        ("types[]=card&types[]=sepa_debit", {"types": {"0": "card", "1": "sepa_debit"}}),
        ("types[1]=sepa_debit&types[0]=card", {"types": {"0": "card", "1": "sepa_debit"}}),
        ("a[b][c]=1&a[b][d]=2", {"a": {"b": {"c": "1", "d": "2"}}}),
        ("x[][a]=1&x[][b]=2&x[][a]=3", {"x": {"0": {"a": "1", "b": "2"}, "1": {"a": "3"}}}),
        ("metadata=", {"metadata": ""}),
        ("metadata[k]=", {"metadata": {"k": ""}}),
        ("created%5Bgte%5D=1", {"created": {"gte": "1"}}),
        ("name=Zo%C3%AB+%26+Tom", {"name": "Zoë & Tom"}),
        ("", {}),
        ("a=1&a=2", {"a": "2"}),
    ],
)
def test_decoded(text, value):
    assert form.decode(text) == form.decode(text.encode()) == value


@pytest.mark.parametrize("text", ["a=%FF", "a=1&a[b]=2", "a[b]=2&a=1", "a" + "[b]" * 20 + "=1", b"\xff=1"])
def test_what_cannot_be_meant_is_refused(text):
    with pytest.raises(Invalid):
        form.decode(text)


def test_brackets_that_do_not_match_are_part_of_a_name():
    assert form.decode("a[b=1&[c]=2") == {"a[b": "1", "[c]": "2"}


def test_too_many_fields_are_refused():
    with pytest.raises(Invalid):
        form.decode("&".join(f"k{n}=1" for n in range(form.MAX_FIELDS + 1)))


names = st.text("abcxyz_", min_size=1, max_size=6)
values = st.recursive(
    st.text("aé&=[]% ☃", min_size=1, max_size=8),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(names, inner, min_size=1, max_size=3),
    max_leaves=8,
)


def numbered(value):
    """A value with its lists as they come out: by number."""
    if isinstance(value, list):
        value = {str(place): item for place, item in enumerate(value)}
    return {key: numbered(inner) for key, inner in value.items()} if isinstance(value, dict) else value


@given(st.dictionaries(names, values, max_size=4))
def test_what_a_client_encodes_comes_out_again(value):
    assert form.decode(urlencode(list(fields(value)))) == numbered(value)


@given(st.lists(st.integers(0, 10_000), unique=True))
def test_a_list_keeps_its_order_and_loses_its_holes(places):
    assert form.listed({str(place): place for place in places}) == sorted(places)


@pytest.mark.parametrize("value", ["card", {"a": "1", "0": "2"}, {"²": "1"}])
def test_what_is_no_list(value):
    assert form.listed(value) is None
