"""Playing one seed: trouble, calm, the reconciler, and then the questions."""

import json
from collections import Counter
from dataclasses import dataclass

from handfast.guests.models import Household
from handfast.payments.models import Checkout
from handfast.payments.pages import intent_response
from handfast.payments.reconcile import reconcile
from handfast.payments.states import state
from handfast.registry.funds import main_fund
from tests.simulation import checks, stage, truth
from tests.simulation.actors.dashboard import Dashboard
from tests.simulation.actors.guest import Guest
from tests.simulation.actors.host import Host
from tests.simulation.actors.worker import Worker
from tests.simulation.findings import Findings
from tests.simulation.simulation import Simulation

HOUR = 3600.0
DAY = 24 * HOUR


@dataclass(frozen=True)
class Played:
    """What came of a seed. `trace` is the same whenever the same seed is played on the same commit."""

    seed: int
    findings: Findings
    payments: int
    counts: Counter[str]
    trace: str


def play(seed: int) -> Played:
    """Plays one seed from an empty house to the last question."""
    run = Simulation(seed)
    stage.sweep(run.weather.currency)
    with run.in_force():
        _trouble(run)
        run.weather.clears(run)
        run.calms_down(HOUR)
        run.scheduler.run(5 * HOUR)  # Stripe's last try at a delivery comes within it
        checks.webhooks_sufficed(run)
        _everybody_may_still_pay(run)
        _reconcile(run)
        _questions(run)
        checks.refunds_are_known(run)
        _everybody_may_still_pay(run)
        _quiet_weeks(run)
        _questions(run)
        checks.refunds_are_answered(run)
        checks.given_up(run)
        payments = Checkout.objects.filter(entries__kind="payment").count()
        return Played(seed, run.findings, payments, run.counts + run.courier.answers, run.points.trace)


def _trouble(run: Simulation) -> None:
    """Everybody does what they do, for as long as the weather lasts."""
    run.weather.breaks(run)
    for live in [*[Worker(run).live for _ in range(run.weather.workers)], Host(run).live, Dashboard(run).live]:
        run.scheduler.spawn(live.__self__.__class__.__name__.lower(), live)  # type: ignore[attr-defined]
    households = list(Household.objects.select_related("wedding__book").order_by("pk"))
    fund = main_fund(households[0].wedding)
    for number in range(run.dice.randint(2, 5)):
        guest = Guest(run, run.dice.choice(households), fund, str(number))
        run.scheduler.spawn("guest", guest.begin, run.dice.uniform(0, run.weather.length / 2))
    run.scheduler.run(run.weather.length)
    _go_home(run)


def _go_home(run: Simulation) -> None:
    """People stop; workers and what is under way go on."""
    run.scheduler.tasks = [task for task in run.scheduler.tasks if task.name not in ("host", "dashboard", "guest")]


def _reconcile(run: Simulation) -> None:
    """It may send a refund that was never asked for aloud, and that one takes its time to settle."""
    run.scheduler.spawn("reconciler", lambda: run.in_the_site(reconcile))
    run.scheduler.run(2 * HOUR)


def _questions(run: Simulation) -> None:
    checks.ledger(run)
    checks.charged_once(run)
    checks.letters(run)
    checks.nothing_waits(run)
    checks.whole_rows(run)


def _everybody_may_still_pay(run: Simulation) -> None:
    """Of the gifts that are not paid, some now are, at the amount that the page says; the rest is given up in time."""
    unpaid = [each for each in Checkout.objects.select_related("book__account").order_by("pk") if state(each).may_pay]
    for checkout in unpaid:
        if run.dice.random() < 0.5:
            run.scheduler.spawn("payer", lambda checkout=checkout: _pay(run, checkout))
    run.scheduler.run(2 * HOUR)


def _quiet_weeks(run: Simulation) -> None:
    """Sixteen days, in which one worker is left and looks up now and then: at least once when a week is over."""
    workers = [task for task in run.scheduler.tasks if task.name == "worker"]
    run.scheduler.tasks = [task for task in run.scheduler.tasks if task in workers[:1] or task.name == "thread"]
    run.calms_down(8 * DAY)
    run.scheduler.run(16 * DAY)


def _pay(run: Simulation, checkout: Checkout) -> None:
    answer = run.in_the_site(lambda: intent_response(checkout))
    told = json.loads(answer.content) if answer else {}
    if told.get("done") and truth.is_under_way(run.stripe.account, checkout.token):
        return  # Stripe never told us, and the page has just learned it
    if "clientSecret" not in told:
        run.findings.add("stuck", f"checkout {checkout.token} can never be paid: {told}")
        return
    intent, secret = told["clientSecret"].partition("_secret_")[0], told["clientSecret"]
    if run.stripe.account.objects[intent]["amount"] != Checkout.objects.get(pk=checkout.pk).amount:
        run.findings.add("stuck", f"checkout {checkout.token} asks for another amount than its page says")
    fields = {"client_secret": secret, "payment_method": "pm_card_visa", "return_url": "https://wedding.example.org/"}
    status, told = run.stripe.browser("POST", f"/v1/payment_intents/{intent}/confirm", **fields)
    if status != 200:
        run.findings.add("stuck", f"checkout {checkout.token} cannot be paid: {told}")
