"""The stage itself: the site is live, its worker works, and the browser notices barriers."""

import pytest

from tests.journeys.conftest import DESK, PHONE


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_hosts_sign_in_page_has_no_barriers(open_page, no_barriers, robin, width):
    page = open_page(width)
    page.goto("/accounts/login/")
    no_barriers(page)


def test_barriers_are_found(page, no_barriers, site):
    page.goto("/accounts/login/")
    page.evaluate("document.body.append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        no_barriers(page)
