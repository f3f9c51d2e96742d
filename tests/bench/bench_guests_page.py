"""How long the hosts' list of guests takes at ten thousand guests, and how many queries; and a search in it."""

import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handfast.accounts.models import User
from handfast.accounts.sessions import HOST_BACKEND
from handfast.guests.planning.apply import apply
from handfast.guests.uploading import imports
from handfast.weddings.models import Host, Wedding
from tests.bench.weddings import make_list, rolled_back

FEW, MANY = 100, 10_000
TRIES = 9
ASKED = {
    "": "the page of guests",
    "?q=bel": "a search for a part of a name",
    "?q=Gorbleda": "a search for a name with a slip in it",
    "?show=open&show=no-email&show=seats": "three filters",
    "?show=odd": "whoever needs a look",
}


def bench_guests_page() -> list[dict]:
    """Milliseconds of each, the middle of several in turns, and queries; against the plain page in the same run, and
    that one against itself at a hundred guests. The goal is 12 queries, as many for ten thousand as for a hundred."""
    few, few_queries = _measured(FEW)
    times, queries = _measured(MANY)
    plain = times[""]
    rows = [_row(f"{words} of {MANY:,}", times[asked], plain, "the plain page") for asked, words in ASKED.items()]
    rows[0] = _row(f"the page of {MANY:,} guests", plain, few[""], f"the page of {FEW} guests")
    most, most_of_few = max(queries.values()), max(few_queries.values())
    about = {"what": "any of these: queries at most", "value": most, "unit": "queries"}
    return [*rows, {**about, "against": f"{FEW} guests: {most_of_few} queries", "ratio": most / most_of_few}]


bench_guests_page.on_both_databases = True


def _row(what: str, took: float, against: float, words: str) -> dict:
    return {
        "what": what,
        "value": round(1_000 * took, 1),
        "unit": "ms",
        "against": f"{words}: {1_000 * against:.1f} ms",
        "ratio": round(took / against, 2),
    }


def _measured(guests: int) -> tuple[dict[str, float], dict[str, int]]:
    """Seconds and queries of each page at a wedding of so many."""
    with rolled_back() as wedding:
        browser = _signed_in(wedding)
        kept = imports.prepare(wedding, None, "bench.csv", make_list(guests))
        kept.save()
        apply(kept, kept.digest, None)
        queries, times = {}, {query: [] for query in ASKED}
        for query in ASKED:
            _get(browser, query)  # the session notes once a minute that it is in use
            with CaptureQueriesContext(connection) as made:
                _get(browser, query)
            queries[query] = len(made)
        for _ in range(TRIES):
            for query in ASKED:
                times[query].append(_get(browser, query))
    return {query: statistics.median(all_times) for query, all_times in times.items()}, queries


def _get(browser: Client, query: str) -> float:
    start = time.perf_counter()
    answer = browser.get(f"/bench/host/guests/{query}")
    took = time.perf_counter() - start
    assert answer.status_code == 200, answer.status_code
    return took


def _signed_in(wedding: Wedding) -> Client:
    user = User.objects.create_user("bench-host@example.org", "bench-host@example.org", "gentle river stones")
    Host.objects.create(wedding=wedding, user=user, role=Host.Role.HELPER)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(user, HOST_BACKEND)
    return browser
