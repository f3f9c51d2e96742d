"""Playing one seed: trouble, calm, the reconciler, and then the questions."""

from collections import Counter
from dataclasses import dataclass

from handfast.payments.models import Checkout, RefundRequest
from handfast.payments.reconcile import reconcile
from tests.simulation import checks, stage, stories
from tests.simulation.actors.dashboard import Dashboard
from tests.simulation.actors.host import Host
from tests.simulation.actors.worker import Worker
from tests.simulation.findings import Findings
from tests.simulation.simulation import Simulation
from tests.simulation.stories.story import Story

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
    run = _begun(seed)
    with run.in_force():
        _tell(run)
        payments = Checkout.objects.filter(entries__kind="payment").count()
        return Played(seed, run.findings, payments, run.counts + run.courier.answers, run.points.trace)


def finds(seed: int) -> bool:
    """Whether the seed finds anything: as soon as it does, everybody stops where they are."""
    run = _begun(seed)
    run.scheduler.enough = lambda: bool(run.findings)
    with run.in_force():
        _tell(run)
        run.scheduler.end()
    return bool(run.findings)


def _begun(seed: int) -> Simulation:
    run = Simulation(seed)
    stage.sweep(run.weather.currency)
    return run


def _tell(run: Simulation) -> None:
    story = stories.of(run)
    _trouble(run, story)
    run.weather.clears(run)
    run.calms_down(HOUR)
    run.scheduler.run(5 * HOUR)  # Stripe's last try at a delivery comes within it
    checks.webhooks_sufficed(run)
    _settle(run, story)
    _everybody_may_still_pay(run, story)
    _reconcile(run)
    _questions(run, story)
    checks.refunds_are_known(run)
    _everybody_may_still_pay(run, story)
    _quiet_weeks(run)
    _questions(run, story)
    checks.refunds_are_answered(run)
    checks.given_up(run)


def _trouble(run: Simulation, story: Story) -> None:
    """Everybody does what they do, for as long as the weather lasts."""
    run.weather.breaks(run)
    for live in [*[Worker(run).live for _ in range(run.weather.workers)], Host(run).live, Dashboard(run).live]:
        run.scheduler.spawn(live.__self__.__class__.__name__.lower(), live)  # type: ignore[attr-defined]
    story.begins()
    run.scheduler.run(run.weather.length)
    _go_home(run)


def _go_home(run: Simulation) -> None:
    """People stop; workers and what is under way go on."""
    run.scheduler.tasks = [task for task in run.scheduler.tasks if task.name not in ("host", "dashboard", "guest")]


def _settle(run: Simulation, story: Story) -> None:
    """What people do at their leisure; where they have nothing to do, no time passes."""
    if story.settles:
        run.scheduler.spawn("host", story.settles)
        run.scheduler.run(HOUR)


def _reconcile(run: Simulation) -> None:
    """Once. But where it sends a refund that was never asked for aloud, that one takes its time to settle, or comes
    back; and where Stripe rings no more, only the next run hears of that."""
    waited = RefundRequest.objects.filter(stripe_id="", problem="").exists()
    for _ in range(1 + waited):
        run.scheduler.spawn("reconciler", lambda: run.in_the_site(reconcile))
        run.scheduler.run(2 * HOUR)


def _questions(run: Simulation, story: Story) -> None:
    checks.ledger(run)
    checks.charged_once(run)
    checks.letters(run)
    checks.nothing_waits(run)
    checks.whole_rows(run)
    checks.transfers(run)
    checks.card_forms(run)
    story.asks()


def _everybody_may_still_pay(run: Simulation, story: Story) -> None:
    """Of what is not paid, some now is, at the amount that the page says; the rest is given up in time."""
    for pay in story.late_payers():
        if run.dice.random() < 0.5:
            run.scheduler.spawn("payer", pay)
    run.scheduler.run(2 * HOUR)


def _quiet_weeks(run: Simulation) -> None:
    """Sixteen days, in which one worker is left and looks up now and then: at least once when a week is over."""
    workers = [task for task in run.scheduler.tasks if task.name == "worker"]
    run.scheduler.tasks = [task for task in run.scheduler.tasks if task in workers[:1] or task.name == "thread"]
    run.calms_down(8 * DAY)
    run.scheduler.run(16 * DAY)
