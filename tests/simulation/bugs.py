"""Bugs to plant: what a careless hand might write. Each changes one or a few places of the site while it is planted.

A place is changed by giving its function another body, so that everybody who holds the function has the bug.
"""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FunctionType

from handfast.core import leases
from handfast.payments import (
    abandoned,
    audit,
    calls,
    deliveries,
    gateway,
    ledger,
    observe,
    pay,
    reconcile,
    refunds,
    states,
)
from handfast.payments.models import Call
from tests.simulation.stories.money import Money
from tests.simulation.suiting import Drawn


@dataclass(frozen=True)
class Change:
    """In the source of `function`, `old` (which must be there, once) is `new`."""

    function: Callable
    old: str
    new: str


@dataclass(frozen=True)
class Bug:
    """A bug by name, what it changes, and what the seeds are like that have a good chance to find it."""

    name: str
    changes: tuple[Change, ...]
    suits: Callable[[Drawn], bool]


def any_seed(_drawn: Drawn) -> bool:
    """Where the bug shows itself in every other seed."""
    return True


def bug(name: str, *changes: tuple[Callable, str, str], suits: Callable[[Drawn], bool] = any_seed) -> Bug:
    """A bug of one change or several."""
    return Bug(name, tuple(Change(*each) for each in changes), suits)


@contextmanager
def planted(bug: Bug) -> Iterator[None]:
    """The site has the bug within. Raises LookupError where the source is not what the bug was written for."""
    sources: dict[FunctionType, str] = {}
    for change in bug.changes:
        function = inspect.unwrap(change.function)
        source = sources.get(function) or textwrap.dedent(inspect.getsource(function))
        if source.count(change.old) != 1:
            raise LookupError(f"{function.__qualname__} does not hold, once, what is to be changed: {change.old}")
        sources[function] = source.replace(change.old, change.new)
    with ExitStack() as stack:
        for function, source in sources.items():
            stack.callback(setattr, function, "__code__", function.__code__)
            function.__code__ = _compiled(function, source).__code__
        yield


def _compiled(function: FunctionType, source: str) -> FunctionType:
    made: dict[str, FunctionType] = {}
    undecorated = source[source.index("def ") :]
    exec(compile(undecorated, inspect.getfile(function), "exec"), function.__globals__, made)
    return made[function.__name__]


TELL = "posted.send(sender=Entry, entries=new)"
NOT_THERE = "if _key(entry) not in there"
# Heals what the reconciler's other ways have missed: a bug in one of those takes it away as well.
SECOND_LOOK = 'observe(checkout, "the reconciler")'
KNOWN_BY_ID = "if entry.stripe_id not in {known.stripe_id for known in there.values()}"

BUGS = (
    bug("an entry that is there is written again", (observe._post, NOT_THERE, "")),
    bug("an entry is known by Stripe's id, without its kind", (observe._post, NOT_THERE, KNOWN_BY_ID)),
    bug(
        "Stripe is asked inside the transaction",
        (observe.ask, "return Answer(", "with transaction.atomic():\n        return Answer("),
    ),
    bug(
        "the answer that came last wins",
        (states.newest, "(seen.asked_at, seen.pk)", "seen.pk"),
        suits=lambda seed: (
            seed.story is Money
            and seed.is_short
            and not seed.cancels
            and seed.habits.other_tabs == 1
            and seed.weather.slow_answers > 0.3
        ),
    ),
    bug(
        "a key is used again for another wish",
        (calls._pending, "last is None or last.answered_at", "last is None"),
    ),
    bug(
        "the letter is written after the transaction",
        (
            observe._tell,
            TELL,
            f"transaction.on_commit(lambda: {TELL})",
        ),
    ),
    bug("a lease never runs out", (leases.waiting, " | models.Q(leased_until__lt=now)", "")),
    bug(
        "pennies go through floats",
        (ledger.lines, "charge.id, charge.amount_captured,", "charge.id, int(charge.amount_captured / 100 * 100),"),
    ),
    bug(
        "what was asked for counts, taken or not",
        (ledger.lines, ' or charge.status != "succeeded" or charge.amount_captured == 0', ""),
        (ledger.lines, "charge.id, charge.amount_captured,", "charge.id, snapshot.amount,"),
    ),
    bug("the fee of a dispute is forgotten", (ledger._disputed, "if moved.fee", "if False")),
    bug(
        "the reconciler begins where it ended",
        (reconcile._since, "account.reconciled_until - OVERLAP", "account.reconciled_until"),
    ),
    bug(
        "the two clocks are believed to agree",
        (reconcile._seen_after, "happened_at + CLOCKS_DIFFER", "happened_at"),
        (audit._odd, SECOND_LOOK, "pass"),
    ),
    bug(
        "the reconciler does not wait for the fee",
        (reconcile.incomplete, "~Q(has[Entry.Kind.PAYMENT]) | ~Q(has[Entry.Kind.FEE])", "~Q(has[Entry.Kind.PAYMENT])"),
        (audit._odd, SECOND_LOOK, "pass"),
        # Beside the payment's own event its fee is found for minutes, too: a look must come after those, and before it.
        suits=lambda seed: (
            seed.is_short
            and seed.weather.fee_told_after > 300
            and seed.often("no_charge_updated") == 0.7
            and seed.habits.reconciles
            and seed.habits.compares > 0
        ),
    ),
    bug(
        "a delivery is done before it was looked up",
        (deliveries.attend, "    answered = []\n", "    answered = []\n    _finish(rings, LOOKED_UP)\n"),
        suits=lambda seed: seed.rests_on_webhooks and seed.weather.crash_rate > 0,
    ),
    bug(
        "a look that failed counts as one",
        (deliveries._without_answer, "_postpone(rings.deliveries, str(why))", "_finish([rings], LOOKED_UP)"),
        suits=lambda seed: (
            seed.rests_on_webhooks
            and seed.often("rate_limit", "lock_timeout", "error_before", "error_after", "cut_after") > 0.1
        ),
    ),
    bug(
        "only the first secret is tried", (gateway.verified_event, "for secret in secrets", "for secret in secrets[:1]")
    ),
    bug(
        "every try has a new key",
        (Call.key.fget, ":{self.n}", ":{self.n}:{secrets.token_hex(4)}"),  # type: ignore[attr-defined]
    ),
    bug(
        "an intent that Stripe made before it failed is not looked for",
        (pay._make, "        lost = find_lost(checkout, call)\n        if", "        if"),
    ),
    bug(
        "a repeated answer is believed",
        (pay._create, " and not call.is_repeated", ""),
        suits=lambda seed: seed.story is Money and seed.cancels and seed.weather.crash_focus == "after a call",
    ),
    bug(
        "a cancelled intent that is told of late takes the place of its successor",
        (pay._create, " and not was_cancelled(locked, made.id)", ""),
        suits=lambda seed: (
            seed.story is Money
            and seed.cancels
            and seed.often("rate_limit", "lock_timeout", "conflict", "error_before") > 0.1
            and seed.weather.slow_answers > 0.3
            and 3 in seed.habits.clicks
        ),
    ),
    bug(
        "a declined payment is never given up",
        (abandoned.cancel, "not in UNPAID", 'not in UNPAID or seen.snapshot.get("problem")'),
    ),
    bug(
        "the call of a cancelled intent is repeated for its successor",
        (pay._let_go, "        calls.over(checkout, calls.CREATE)", "        pass"),
        suits=lambda seed: (
            seed.story is Money and seed.cancels and seed.weather.crash_focus in ("after commit", "before write")
        ),
    ),
    bug(
        "a refund that Stripe made before it failed is not looked for",
        (refunds._ask_stripe, "        lost = gateway.find_refund(wish.call)\n        if", "        if"),
    ),
    bug(
        "an intent whose answer was lost is made again at another amount",
        (
            calls._pending,
            "last is None or last.answered_at",
            "last is None or last.answered_at or last.amount != locked.amount",
        ),
    ),
    bug(
        "what is on its way is told to the host as missing",
        (audit._odd, " and not each.is_pending", ""),
    ),
    bug(
        "what settled during a comparison is told to the host as missing",
        (audit._odd, SECOND_LOOK, "pass"),
        suits=lambda seed: (
            seed.story is Money
            and seed.is_short
            and seed.weather.slow_answers > 0.3
            and seed.habits.compares == 0.5
            and seed.habits.host_deeds == 24
        ),
    ),
    bug(
        "a cancelled intent takes the place of its successor",
        (observe._adopt, " and not was_cancelled(checkout, answer.snapshot.intent_id)", ""),
        suits=lambda seed: seed.story is Money and seed.cancels and seed.weather.slow_answers > 0.5,
    ),
    bug(
        "a slow answer brings a cancelled intent back",
        (
            observe._adopt,
            "not was_cancelled(checkout, answer.snapshot.intent_id)",
            'answer.snapshot.status != "canceled"',
        ),
        suits=lambda seed: (
            seed.story is Money
            and seed.cancels
            and seed.weather.slow_answers > 0.5
            and seed.weather.webhooks == "on"
            and seed.declines > 0.4
            and 3 in seed.habits.clicks
        ),
    ),
    bug(
        "an intent that is known to be cancelled is found for its successor",
        (pay.find_lost, "if not was_cancelled(checkout, seen.id, before=call.made_at)", ""),
        (pay.ready_intent, "raise StripeTrouble(gateway.AWAY)", "pass"),
        suits=lambda seed: (
            seed.story is Money
            and seed.cancels
            and seed.often("rate_limit", "lock_timeout", "conflict", "error_before") > 0.5
        ),
    ),
)
