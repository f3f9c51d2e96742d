"""What a search for trouble ought to have exercised. Whatever of it never happened is told, with a nought."""

from collections import Counter

from stripe_sandbox.faults import KINDS

CRASHES = (
    "before begin",
    "inside a transaction",
    "before commit",
    "after commit",
    "before read",
    "before write",
    "after write",
    "before a call",
    "after a call",
)
# Inside a transaction nobody is held up: see points.py.
DELAYS = tuple(f"held up {where}" for where in CRASHES if where not in ("inside a transaction", "before commit"))
WEATHER = (
    "Stripe answers late",
    "Stripe gone",
    "a lease ran out",
    "an answer was overtaken",
    "clocks differ",
    "secret rolled",
    "several workers",
    "site: Stripe could not be asked",
    "the mail server failed",
    "webhooks could not reach the site",
    "webhooks off",
    "webhooks off for days",
)
DEEDS = (
    "dashboard answers a dispute",
    "dashboard cancels",
    "dashboard gives a dispute up",
    "dashboard refund",
    "dashboard sends an event again",
    "guest changes the amount",
    "guest clicks twice",
    "guest closes the page",
    "guest comes back",
    "guest fails 3-D Secure",
    "guest is declined",
    "guest leaves 3-D Secure",
    "guest looks in another tab",
    "guest passes 3-D Secure",
    "guest pays by debit",
    "host presses twice",
    "host wants more back than there is",
)
# What is done about things, bills and transfers, in the stories of their own.
PAYABLES = (
    "seed of money",
    "seed of things",
    "seed of bills",
    "a claim runs out",
    "guest adds the fee",
    "guest changes a share",
    "guest claims",
    "guest does not give it after all",
    "guest finds the thing hidden",
    "guest has bought it",
    "guest is told that less is left",
    "host accepts a proposal",
    "host bills",
    "host changes a thing",
    "host counts a transfer by hand",
    "host credits",
    "host credits, in vain",
    "host divides a line of the file",
    "host hides a thing",
    "host is held to a promise",
    "host issues",
    "host misreads a line",
    "host reminds",
    "host renews a link",
    "host says that it has not come",
    "host says that it is the same money",
    "host says what the rest is for",
    "host sends a transfer back",
    "host undoes a transfer",
    "host uploads a statement",
    "host voids",
    "host voids, in vain",
    "payer begins anew in another window",
    "payer is told what is due",
    "payer's link was withdrawn",
    "transfer for several",
    "transfer of another amount",
    "transfer sent twice",
    "transfer: only says so",
    "transfer: pays by card after all",
    "transfer: sends",
    "transfer: sends in silence",
)
# How an intent stood at Stripe, and what a page said of it at that moment: as it was, or as it was last heard of.
PAIRS = (
    "no intent / open",
    "requires_payment_method / open",
    "requires_payment_method / declined",
    "requires_action / open",
    "requires_action / challenged",
    "processing / open",
    "processing / on its way",
    "succeeded / open",
    "succeeded / received",
    "canceled / open",
    "canceled / cancelled",
    "no intent / sent by bank",
    "canceled / sent by bank",
)
WANTED = (
    *(f"crash {where}" for where in CRASHES),
    *DELAYS,
    *(f"fault {kind}" for kind in KINDS),
    *WEATHER,
    *DEEDS,
    *PAYABLES,
    *(f"page {pair}" for pair in PAIRS),
)


def with_gaps(counts: Counter[str]) -> dict[str, int]:
    """How often each thing happened, by name; 0 for what ought to have happened and did not."""
    return dict(sorted((dict.fromkeys(WANTED, 0) | {name: n for name, n in counts.items() if n}).items()))


def gaps(told: dict[str, int]) -> list[str]:
    """What never happened of all that was wanted."""
    return [name for name in WANTED if not told.get(name)]
