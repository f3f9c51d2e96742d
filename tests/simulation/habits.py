"""What people are like in a seed: a few of all that they might do, and those often.

A run that does a little of everything hides most schedules that need one thing twice; what one seed leaves out makes
room for what another does all the time. Groce et al., "Swarm Testing", ISSTA 2012, https://doi.org/10.1145/2338965.2336763
"""

from random import Random

CARDS = (
    "visa",
    "chargeDeclinedInsufficientFunds",
    "chargeDeclined",
    "chargeDeclinedProcessingError",
    "threeDSecure2Required",
    "threeDSecureRequiredChargeDeclined",
    "createDispute",
    "createDisputeProductNotReceived",
    "createDisputeInquiry",
    "pendingRefund",
    "refundFail",
    "bypassPending",
)
ANSWERS = ("passes", "fails", "leaves")
WAYS = ("sends", "sends in silence", "only says so", "pays by card after all")
DEEDS = ("refunds", "answers a dispute", "cancels", "sends an event again")


class Habits:
    """Probabilities unless said otherwise, drawn from dice of their own."""

    def __init__(self, dice: Random) -> None:
        # Guests: before each try to pay, and while they wait.
        self.clicks = dice.choice(((1,), (1, 1, 2, 3), (3,)))  # how often a form is sent
        self.closes = dice.choice((0.0, 0.1, 0.4))
        self.changes = dice.choice((0.0, 0.1, 0.5))
        self.comes_back = dice.choice((0.0, 0.3, 0.9))  # some time after all tries, from the beginning
        self.other_tabs = dice.choice((0.0, 0.4, 1.0))
        self.looks = dice.choice((0, 3, 12))  # at the thank-you page, at most
        self.debits = dice.choice((0.0, 0.3, 0.9))
        self.cards = ("visa", *_few(dice, CARDS))
        self.answers = ("passes", *_few(dice, ANSWERS))  # to a bank that asks
        # Robin: compares with Stripe, or gives money back; so often in the time of a run.
        self.compares = dice.choice((0.0, 0.15, 0.5))
        self.host_deeds = dice.choice((6, 12, 24))
        # Whoever has the password to Stripe's dashboard.
        self.deeds = _few(dice, DEEDS)
        self.dashboard_deeds = dice.choice((0, 10, 30))
        # Who pays by bank, for others in the same transfer; and how often the statement is misread.
        self.by_bank = dice.choice((0.1, 0.6, 0.9))
        self.together = dice.choice((0.0, 0.6, 1.0))
        self.misreads = dice.choice((0.0, 0.3, 0.6))
        self.ways = ("sends", *_few(dice, WAYS))  # of those who ask for the couple's account
        # How often a button is pressed again, at once or much later.
        self.presses_again = dice.choice((0.1, 0.3, 0.8))
        # How many pay or give a part, how much each does about a thing of which several are wanted, and how often hosts
        # correct bills and look at the bank.
        self.payers = dice.choice((2, 2, 2, 6))
        self.steps = dice.choice((2, 6))
        self.corrections = dice.choice((6, 12, 24))
        self.looks_at_bank = dice.choice((12, 12, 40))
        # Whether workers reconcile while people are there, and heal what is lost; else what Stripe tells must do.
        self.reconciles = dice.random() < 0.7

    def slacken(self) -> None:
        """Where days pass, the deeds of several seldom meet, and more of them only take longer."""
        self.payers, self.steps, self.corrections, self.looks_at_bank = 2, 2, 6, 12


def _few(dice: Random, of: tuple[str, ...]) -> tuple[str, ...]:
    """One to all of them."""
    return tuple(dice.sample(of, dice.randint(1, len(of))))
