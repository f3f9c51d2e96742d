"""The cast and the stage of every test of the site.

Robin and Sam host their wedding, Harper helps them; Priya and Omar are a household of its guests. Mallory is a
stranger: a household, and with `mallory_host` a host, of another wedding. `as_…` are the browsers of each, signed in.
"""

import time
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.db import connection
from django.test import Client, TransactionTestCase

from handfast.accounts import cards
from handfast.accounts.models import User
from handfast.guests.models import Household
from handfast.weddings.models import Host, Wedding
from tests.cast import make_host, make_household, make_wedding, signed_in

# How long one example takes says more about what else the machine does than about us.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones come first, so that at the end no worker is left alone with one.

    On PostgreSQL, tests that open no database are left out: SQLite's run has said what they have to say.
    """
    items.sort(key=lambda item: item.get_closest_marker("processes") is None)
    if connection.vendor == "postgresql":
        without = [item for item in items if not _opens_a_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]


def _opens_a_database(item: pytest.Item) -> bool:
    by_class = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    by_mark = item.get_closest_marker("django_db") is not None
    return by_class or by_mark or not _DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


# What a test asks for that opens one.
_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A commit does not wait for the disk, which is most of what it costs: nobody pulls this database's plug."""
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "postgresql":
        options["options"] = "-c synchronous_commit=off"
    else:
        options["init_command"] += " PRAGMA synchronous=OFF;"


@pytest.fixture
def robin_and_sams(db) -> Wedding:
    """The wedding that most tests are about."""
    return make_wedding("robin-and-sam", "Robin", "Sam")


@pytest.fixture
def robin(robin_and_sams: Wedding) -> User:
    """An owner of Robin and Sam's wedding."""
    return make_host(robin_and_sams, "Robin")


@pytest.fixture
def sam(robin_and_sams: Wedding) -> User:
    """The other owner."""
    return make_host(robin_and_sams, "Sam")


@pytest.fixture
def harper(robin_and_sams: Wedding) -> User:
    """A helper of Robin and Sam's wedding, who sees no money."""
    return make_host(robin_and_sams, "Harper", Host.Role.HELPER)


@pytest.fixture
def priya(robin_and_sams: Wedding) -> Household:
    """A household of Robin and Sam's wedding: Priya, who has an e-mail, and Omar, who has none."""
    return make_household(
        robin_and_sams, "Priya Nair & Omar Aziz", ("Priya", "Nair", "priya@example.org"), ("Omar", "Aziz", "")
    )


@pytest.fixture
def neighbours(robin_and_sams: Wedding) -> Household:
    """Another household of the same wedding."""
    return make_household(robin_and_sams, "The Okafors", ("Ada", "Okafor", "ada@example.org"))


@pytest.fixture
def mallorys(db) -> Wedding:
    """Another wedding on the same install."""
    return make_wedding("mallory-and-max", "Mallory", "Max")


@pytest.fixture
def mallory(mallorys: Wedding) -> Household:
    """A household of the other wedding."""
    return make_household(mallorys, "Mallory Quill", ("Mallory", "Quill", "mallory@example.org"))


@pytest.fixture
def mallory_host(mallorys: Wedding) -> User:
    """An owner of the other wedding."""
    return make_host(mallorys, "Max")


@pytest.fixture
def words_of() -> Callable[[Household], cards.Credentials]:
    """Reads a household's card: `words_of(priya).words`, `.code`, `.link`."""
    return lambda household: cards.read(household.user.card)


@pytest.fixture
def as_robin(robin: User) -> Client:
    """Robin's browser."""
    return signed_in(robin)


@pytest.fixture
def as_harper(harper: User) -> Client:
    """The helper's browser."""
    return signed_in(harper)


@pytest.fixture
def as_priya(priya: Household) -> Client:
    """The browser of Priya and Omar."""
    return signed_in(priya.user)


@pytest.fixture
def as_neighbours(neighbours: Household) -> Client:
    """The browser of another household of the same wedding."""
    return signed_in(neighbours.user)


@pytest.fixture
def as_mallory(mallory: Household) -> Client:
    """The browser of a guest of another wedding."""
    return signed_in(mallory.user)


@pytest.fixture
def as_mallory_host(mallory_host: User) -> Client:
    """The browser of a host of another wedding."""
    return signed_in(mallory_host)


@pytest.fixture
def stripes_clock() -> Callable[[], float]:
    """Stripe's clock, in UTC seconds. It stands still until a test moves it on (`sandbox.advance`): what Stripe does a
    moment later is never done already, however slow the test."""
    began = time.time()
    return lambda: began


@pytest.fixture
def sandbox(settings, stripes_clock: Callable[[], float]) -> Iterator:
    """Stripe on this machine, on a port of its own, with the site's settings pointing at it.

    Nothing rings by itself: a test that wants webhooks registers an endpoint or posts what `sandbox` signed.
    """
    from stripe_sandbox.testing import running
    from stripe_sandbox.world import World

    with running(World(clock=stripes_clock)) as stripe:
        settings.STRIPE_API_BASE = stripe.url
        settings.STRIPE_JS_URL = f"{stripe.url}/v3/stripe.js"
        settings.STRIPE_SECRET_KEY = "sk_test_handfasttests00000000"
        settings.STRIPE_PUBLISHABLE_KEY = "pk_test_handfasttests00000000"
        settings.STRIPE_WEBHOOK_SECRETS = ["whsec_handfasttests00000000"]
        yield stripe
