"""No secret of Stripe's stands in a log line, and nothing else is lost from it."""

import logging
import sys

import pytest

from handfast.core.discretion import Discreet, discreet


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Bearer sk_test_51Habc", "Bearer sk_test_…"),
        ("key=rk_live_9zz&limit=1", "key=rk_live_…&limit=1"),
        ('{"secret": "whsec_abcDEF123"}', '{"secret": "whsec_…"}'),
        ("GET /v1/x?client_secret=pi_3Q_secret_x9Y", "GET /v1/x?client_secret=pi_3Q_secret_…"),
        ("pk_test_123 and pi_3Q and the client_secret are no secrets", None),
        ("STRIPE_WEBHOOK_SECRET does not begin with whsec_.", None),
    ],
)
def test_secrets_go_and_the_rest_stays(said, kept):
    assert discreet(said) == (kept or said)


def test_arguments_and_tracebacks_are_looked_through_as_well():
    try:
        raise ValueError("no such key: sk_live_51Habc")
    except ValueError:
        record = logging.LogRecord("stripe", 10, "", 1, "body=%s", ("pi_1_secret_abc",), sys.exc_info())
    line = Discreet("{message}", style="{").format(record)
    assert "secret_abc" not in line
    assert "51Habc" not in line
    assert "ValueError: no such key: sk_live_…" in line
