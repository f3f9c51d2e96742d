"""The doctor's findings on a page."""

import pytest
from django.urls import reverse

from handfast.core.doctor import Finding


@pytest.fixture
def read(as_robin, robin_and_sams, monkeypatch):
    """The page as Robin reads it when the doctor finds this."""

    def open_page(*findings):
        monkeypatch.setattr("handfast.dashboard.health.examine", lambda: list(findings))
        return as_robin.get(reverse("dashboard:health", kwargs={"slug": robin_and_sams.slug})).content.decode()

    return open_page


def test_what_is_ill_comes_first_with_what_mends_it(read):
    page = read(
        Finding("mail", True, "The mail server answers."),
        Finding("keys", False, "Stripe does not know this key <x>.", "set STRIPE_SECRET_KEY"),
    )
    assert "1 thing needs whoever runs this server." in page
    assert "Stripe does not know this key &lt;x&gt;." in page
    assert page.index("set STRIPE_SECRET_KEY") < page.index("The mail server answers.")


def test_all_is_well(read):
    assert "All is well." in read(Finding("mail", True, "It answers."))


def test_the_real_examinations_can_be_read(as_robin, robin_and_sams):
    response = as_robin.get(reverse("dashboard:health", kwargs={"slug": robin_and_sams.slug}))
    assert {finding.check for finding in [*response.context["ill"], *response.context["well"]]} >= {
        "settings",
        "worker",
    }
