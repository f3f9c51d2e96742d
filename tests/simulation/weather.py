"""The weather of a run: which faults, how often processes are killed, what webhooks do, how far the clocks differ."""

from random import Random
from typing import TYPE_CHECKING, Any

from django.conf import settings
from stripe_sandbox.faults import EVENT_FAULTS, REQUEST_FAULTS

from stripe_sandbox import webhooks

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

HOUR = 3600.0
CRASHES = (
    "before begin",
    "before commit",
    "after commit",
    "before write",
    "after write",
    "before a call",
    "after a call",
)
PROCESSES = ("guest", "worker", "thread", "refund", "delivery")
# Which requests or events a fault strikes: all, or those whose name holds these words.
REQUESTS = ("", "", "GET", "POST", "POST /v1/refunds")
EVENTS = ("", "", "charge.", "payment_intent.")
WEBHOOKS = ("on", "on", "on", "late", "gap", "off")


class Weather:
    """Drawn from dice of its own, so that what is drawn later does not change it."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.currency = dice.choice(("eur", "eur", "gbp"))
        # Most clocks agree within a second; some servers' do not.
        self.skew = dice.choice((0.0, 0.3, -0.7, dice.uniform(-120, 120), dice.uniform(-120, 120)))
        self.days = dice.random() < 0.4
        # Few crashes anywhere, or many in one place or in processes of one kind, while all others go on undisturbed.
        self.crash_focus = dice.choice(("", *CRASHES, *PROCESSES)) if dice.random() < 0.6 else ""
        self.crash_rate = dice.choice((0.05, 0.15) if self.crash_focus else (0.0, 0.0, 0.005, 0.03))
        self.stall_rate = dice.choice((0.0, 0.0, 0.002, 0.01))
        self.webhooks = dice.choice(WEBHOOKS)
        self.secret_rolls = dice.random() < 0.2
        self.failing_mail = dice.choice((0.0, 0.0, 0.3, 0.9))
        self.outage = dice.random() < 0.3
        self.slow_answers = dice.choice((0.0, 0.1, 0.4, 0.8))
        self.settling = dice.choice((3.0, 600.0, 1.5 * HOUR))  # seconds that a debit, or a pending refund, takes
        self.fee_told_after = dice.choice((1.0, 1.0, 60.0, 600.0))  # seconds after the payment
        self.workers = dice.choice((1, 2, 2, 3))
        kinds = (*REQUEST_FAULTS, *EVENT_FAULTS)
        self.faults = {kind: dice.choice((0.05, 0.2, 0.7)) for kind in dice.sample(kinds, dice.choice((0, 1, 3, 6)))}

    @property
    def length(self) -> float:
        """Seconds for which people do things."""
        return 50 * HOUR if self.days else 0.3 * HOUR

    def breaks(self, run: "Simulation") -> None:
        """From now on things go wrong."""
        for kind in self.faults:
            run.stripe.world.faults.add(kind, **self._fault(kind))
        run.counts["clocks differ"] += abs(self.skew) > 1
        run.counts["several workers"] += self.workers > 1
        run.points.crash_rate, run.points.stall_rate = self.crash_rate, self.stall_rate
        run.points.crash_focus = self.crash_focus
        run.post.failing = self.failing_mail
        run.stripe.slow = self.slow_answers
        world = run.stripe.world.settings
        world.debit_settles_after = world.slow_debit_settles_after = world.refund_settles_after = self.settling
        world.charge_updated_after = self.fee_told_after
        self._endpoint(run)
        if self.webhooks in ("late", "gap"):
            run.scheduler.spawn("a gap", lambda: self._gap(run), self.dice.uniform(0, self.length / 3))
        if self.secret_rolls and self.webhooks != "off":
            run.scheduler.spawn("a new secret", lambda: self._roll(run), self.dice.uniform(0, self.length))
        if self.outage:
            run.scheduler.spawn("an outage", lambda: self._outage(run), self.dice.uniform(0, self.length / 2))

    def _fault(self, kind: str) -> dict[str, Any]:
        """How often, and of what; where it strikes only some requests, it strikes many of them."""
        where = self.dice.choice(EVENTS if kind in EVENT_FAULTS else REQUESTS)
        often = max(self.faults[kind], 0.5) if where else self.faults[kind]
        return {"probability": often, "match": where, "seconds": self.dice.choice((2.0, 60.0, 4000.0))}

    def clears(self, run: "Simulation") -> None:
        """From now on nothing goes wrong by itself any more."""
        run.stripe.world.faults.clear()
        run.points.crash_rate = run.points.stall_rate = 0.0
        run.post.failing = run.stripe.slow = 0.0
        run.stripe.gone = run.courier.site_is_down = False

    def _endpoint(self, run: "Simulation") -> None:
        settings.STRIPE_WEBHOOK_SECRETS = ["whsec_nobody"]
        if self.webhooks == "off":
            run.counts["webhooks off for days" if self.days else "webhooks off"] += 1
        else:
            fields = {"url": "https://wedding.example.org/stripe/webhook/", "enabled_events[0]": "*"}
            _, made = run.stripe.dashboard("POST", "/v1/webhook_endpoints", **fields)
            settings.STRIPE_WEBHOOK_SECRETS = [made["secret"]]
            self.endpoint = made["id"]

    def _gap(self, run: "Simulation") -> None:
        run.counts["webhooks could not reach the site"] += 1
        run.courier.site_is_down = True
        run.scheduler.sleep(self.dice.uniform(60, self.length))
        run.courier.site_is_down = False

    def _roll(self, run: "Simulation") -> None:
        """The secret is rolled at Stripe; the site learns the new one while both still sign, and keeps the old."""
        run.counts["secret rolled"] += 1
        endpoint = run.stripe.account.objects[self.endpoint]
        fresh = webhooks.roll(run.stripe.account, endpoint, 12 * HOUR)
        run.scheduler.sleep(self.dice.uniform(0, 2 * HOUR))
        settings.STRIPE_WEBHOOK_SECRETS = [*settings.STRIPE_WEBHOOK_SECRETS, fresh]

    def _outage(self, run: "Simulation") -> None:
        run.counts["Stripe gone"] += 1
        run.stripe.gone = True
        run.scheduler.sleep(self.dice.uniform(30, self.length / 3))
        run.stripe.gone = False
