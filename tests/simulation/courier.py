"""Stripe's deliveries on their way to the site's webhook."""

from collections import Counter
from random import Random

from django.conf import settings
from django.test import RequestFactory
from stripe_sandbox.deliveries import Answer, Attempt

from handfast.payments.webhooks import webhook
from stripe_sandbox import deliveries
from tests.simulation.findings import Findings
from tests.simulation.points import Points
from tests.simulation.scheduler import Crash, Scheduler
from tests.simulation.stripes_side import Stripe

SITE = "https://wedding.example.org/stripe/webhook/"
SIGNED_FOR = 290  # seconds for which a signature is surely good, on either clock


class Courier:
    """Brings Stripe's deliveries to the site's webhook, each in its own time, so that they overtake each other."""

    def __init__(self, at: Stripe, scheduler: Scheduler, points: Points, findings: Findings, dice: Random) -> None:
        self._stripe, self._scheduler, self._points, self._findings = at, scheduler, points, findings
        self._dice = dice
        self.site_is_down = False
        self.answers: Counter[str] = Counter()

    def send(self) -> None:
        """Sets off with what waits."""
        for attempt in self._stripe.outbox():
            self._scheduler.spawn("delivery", lambda attempt=attempt: self._deliver(attempt), self._latency())

    def _latency(self) -> float:
        return min(self._dice.expovariate(2.0), 20.0)

    def deliver_at_once(self) -> None:
        """The fault `event_first`: all that waits arrives before the API has answered."""
        self._stripe.tide()
        for attempt in self._stripe.outbox():
            self._deliver(attempt)

    def _deliver(self, attempt: Attempt) -> None:
        task = self._scheduler.current
        assert task is not None
        before, task.mortal = task.mortal, True
        try:
            answer = self._post(attempt)
        except Crash:
            answer = Answer(None, error="the site was killed")
        finally:
            task.mortal = before
        self.answers[f"webhook answered {answer.status}"] += 1
        self._points.note(f"delivery {attempt.event['id']} {answer.status}")
        with self._stripe.world.turn():
            deliveries.answered(attempt.account, attempt.delivery, answer)
        self._scheduler.knock()

    def _post(self, attempt: Attempt) -> Answer:
        if self.site_is_down:
            return Answer(None, error="connection refused")
        body = attempt.body()
        headers = attempt.headers(body)
        known = set(settings.STRIPE_WEBHOOK_SECRETS) & set(attempt.secrets)
        status = webhook(
            RequestFactory().post(
                SITE, body, "application/json", headers={"Stripe-Signature": headers["Stripe-Signature"]}
            )
        ).status_code
        in_time = abs(self._scheduler.clock.now - attempt.timestamp) < SIGNED_FOR
        if status == 400 and in_time and known & set(settings.STRIPE_WEBHOOK_SECRETS):
            self._findings.add("lost", f"{attempt.event['type']} was signed well and refused")
        return Answer(status)
