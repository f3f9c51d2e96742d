"""The checker of objects is itself able to say no."""

import copy

import conformance
import pytest
from payments import pay


@pytest.fixture
def charge(client):
    intent = pay(client)
    return client.v1.charges.retrieve(intent.latest_charge).to_dict()


def spoiled(charge, path, value):
    copied = copy.deepcopy(charge)
    *parents, last = path.split(".")
    node = copied
    for key in parents:
        node = node[key]
    node[last] = value
    return conformance.faults(copied)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("status", "nearly"),
        ("amount", "2000"),
        ("paid", 1),
        ("outcome.advice_code", "ask_your_mother"),
        ("payment_method_details.card.exp_month", None),
        ("payment_method_details.card.colour", "red"),
        ("billing_details.address", "Elm Street"),
    ],
)
def test_a_spoiled_charge_is_found_out(charge, path, value):
    assert conformance.faults(charge) == []
    assert len(spoiled(charge, path, value)) == 1


def test_a_missing_key_is_found_out(charge):
    del charge["amount"]
    assert conformance.faults(charge) == ["charge.amount: missing"]
