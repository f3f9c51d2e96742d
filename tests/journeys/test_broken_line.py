"""A line that breaks while a guest pays: the page claims nothing that nobody knows, and finds its way by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from handfast.payments.models import Entry
from tests.cast import signed_in
from tests.journeys.card import element, pay
from tests.journeys.conftest import PHONE, Site, window
from tests.journeys.test_giving import start_giving

pytestmark = pytest.mark.money


@pytest.fixture
def priyas(browser: Browser, site: Site, priya, robin_and_sams) -> Iterator[Page]:
    """Priya's phone, about to pay £80, whose console may tell of the broken line."""
    context = window(browser, site, PHONE)
    session = signed_in(priya.user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    page = context.new_page()
    start_giving(page, robin_and_sams.slug, "80")
    yield page
    context.close()


def test_an_answer_of_stripes_that_is_lost_leads_to_the_page_that_asks(priyas):
    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    priyas.route("**/confirm", lost)
    pay(priyas)
    expect(priyas.get_by_text("has been received")).to_be_visible()
    assert Entry.objects.filter(kind=Entry.Kind.PAYMENT).count() == 1


def test_a_thank_you_page_that_meets_a_site_that_is_away_goes_on_looking(priyas, site):
    met: list[str] = []

    def away(route: Route) -> None:
        met.append(route.request.url)
        if len(met) == 1:
            route.fulfill(status=503, body="away")
        elif len(met) == 2:
            route.abort()
        else:
            route.continue_()

    site.stripe.world.faults.add("delay", seconds=60)  # so that the page's own looking is what brings the news
    priyas.route("**/state/**", away)
    element(priyas)  # the gift has its intent at Stripe by now
    priyas.goto(priyas.url.replace("/pay/", "/thanks/"))
    expect(priyas.get_by_text("Nothing has been paid yet")).to_be_visible()
    site.stripe.confirm(_intent_of(site))
    expect(priyas.get_by_text("has been received")).to_be_visible()
    assert len(met) >= 3


def _intent_of(site: Site) -> str:
    [account] = site.stripe.world.accounts.values()
    return account.kinds["payment_intent"][-1]["id"]
