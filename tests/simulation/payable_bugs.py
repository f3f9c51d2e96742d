"""More bugs to plant: in what is promised, billed, and paid by bank."""

from handfast.dashboard import not_come
from handfast.invoices import collecting, correcting, numbering
from handfast.invoices.forms import AmountForm
from handfast.invoices.standing import Standing
from handfast.payments import abandoned, pay
from handfast.payments.bank import arrivals, files, plan, transfers
from handfast.registry import claiming, listing, sharing, standings
from tests.simulation.bugs import bug
from tests.simulation.stories.bills import Bills
from tests.simulation.stories.money import Money
from tests.simulation.stories.things import Things
from tests.simulation.suiting import Drawn

RAN_OUT = "found.may_pay and age >= holding.SHARE"
UNDER_THE_LOCK = "    before = pay.want_amount(found.checkout, amount)\n    pay.tell_amount(found.checkout, before)"
LARGER_THAN_ALL = "if not 0 < min(amounts, default=0) <= sum(amounts) <= sign * rest(line)"


def things(seed: Drawn) -> bool:
    """Things, and all that people do is done within minutes: then the deeds of several meet."""
    return seed.story is Things and seed.is_short


def bills(seed: Drawn) -> bool:
    """Bills, likewise."""
    return seed.story is Bills and seed.is_short


def often_claimed(seed: Drawn) -> bool:
    """Things about which households change their minds."""
    return things(seed) and seed.habits.steps > 2


def often_declined(seed: Drawn) -> bool:
    """Parts of a price that are tried for by cards of which many are declined."""
    return things(seed) and seed.declines > 0.3 and seed.habits.by_bank < 0.5


def left_open(seed: Drawn) -> bool:
    """Bills that are corrected all the time, while payers leave when their card is declined."""
    leaves = seed.declines > 0.3 and seed.habits.closes > 0.1 and seed.habits.by_bank < 0.5
    return bills(seed) and leaves and seed.habits.corrections > 12


def by_card(seed: Drawn) -> bool:
    """Bills that most pay by card, and hosts give back."""
    return bills(seed) and seed.habits.by_bank < 0.5 and seed.habits.host_deeds > 6


def by_debit(seed: Drawn) -> bool:
    """Debits that take their time."""
    return seed.story is not Money and seed.habits.debits > 0.5 and seed.weather.settling > 300


def corrected(seed: Drawn) -> bool:
    """Debits that take their time, for bills which are corrected meanwhile."""
    return by_debit(seed) and bills(seed) and seed.habits.corrections > 12 and seed.habits.by_bank < 0.5


def by_bank(seed: Drawn) -> bool:
    """Transfers by many, and hosts who look at the bank all the time."""
    sent = seed.habits.by_bank > 0.5 and seed.habits.payers > 2
    return seed.story is not Money and seed.is_short and sent and seed.habits.looks_at_bank > 12


def for_several(seed: Drawn) -> bool:
    """Likewise, and some pay several gifts or bills at once."""
    return by_bank(seed) and seed.habits.together > 0


def misread(seed: Drawn) -> bool:
    """Likewise, and hosts mistake one for another, and press their buttons more than once."""
    return by_bank(seed) and seed.habits.misreads > 0.5 and seed.habits.presses_again > 0.5


def not_sent(seed: Drawn) -> bool:
    """Transfers that are said to be sent, and are not."""
    return by_bank(seed) and "only says so" in seed.habits.ways and len(seed.habits.ways) < 4


def not_sent_and_killed(seed: Drawn) -> bool:
    """Likewise, where processes are killed after they have written."""
    return not_sent(seed) and seed.weather.crash_rate > 0.01 and seed.weather.crash_focus in ("after commit", "")


def often_changed(seed: Drawn) -> bool:
    """Bills of which now this much is to be paid and now that."""
    return bills(seed) and seed.habits.changes > 0.3 and seed.habits.by_bank < 0.5


def often_changed_and_held_up(seed: Drawn) -> bool:
    """Likewise, by many, while hosts correct them and processes are held up."""
    crowd = seed.habits.corrections > 12 and seed.habits.payers > 2
    return often_changed(seed) and crowd and seed.weather.stall_rate == 0.01


def often_cancelled(seed: Drawn) -> bool:
    """The same, while intents are cancelled at Stripe."""
    return often_changed(seed) and seed.cancels


PAYABLES = (
    bug(
        "what was claimed is free",
        (standings.is_held, "claim.bought_at is None and now", "False and now"),
        suits=things,
    ),
    bug(
        "a claim is bought although it ran out and others have it",
        (claiming.buy, "_check(gift, said.count,", "bool((gift, said.count)) or _check(gift, said.count,"),
        suits=often_claimed,
    ),
    bug(
        "a share's hold is forgotten after a decline",
        (standings.in_flight, RAN_OUT, f"found == 'declined' or {RAN_OUT}"),
        suits=often_declined,
    ),
    bug(
        "what a bank is at work on is free",
        (
            standings.in_flight,
            "return wanted(share.checkout)",
            "return 0 if found.is_settling else wanted(share.checkout)",
        ),
        suits=by_debit,
    ),
    bug(
        "a share may be as large as the price",
        (sharing._check, "if amount > free:", "if amount > (gift.price or 0):"),
        suits=things,
    ),
    bug(
        "the price may fall below what is promised",
        (listing._check, "promised = now.given + now.promised", "promised = now.given"),
        suits=things,
    ),
    bug(
        "a void does not look at what is in flight",
        (correcting.why_not_void, "if now.under_way:", "if False:"),
        suits=corrected,
    ),
    bug(
        "the browser's amount is believed for a bill",
        (AmountForm.clean_amount, "refuse(self.now, money.amount, by_bank=self.by_bank)", "pass"),
        (collecting.payment, "refuse(now, amount, by_bank=by_bank)", "pass"),
        suits=bills,
    ),
    bug(
        "the amount of a bill's payment is set after the bill is unlocked",
        (collecting.payment, UNDER_THE_LOCK, "pay.change_amount(found.checkout, amount)"),
        suits=often_changed_and_held_up,
    ),
    bug(
        "a credit note does not reduce what is due",
        (Standing.balance.fget, "self.sums.gross - self.credited", "self.sums.gross"),  # type: ignore[attr-defined]
        suits=bills,
    ),
    bug(
        "what was given back counts as paid",
        (Standing.paid.fget, "self.received - self.back", "self.received"),  # type: ignore[attr-defined]
        suits=by_card,
    ),
    bug(
        "the card form of a corrected bill stays as it is",
        (collecting._lower, "if checkout.amount > allowed:", "if False:"),
        (collecting._close, "return bool(is_at_stripe) and", "return False and"),
        suits=left_open,
    ),
    bug(
        "invoices and credit notes are numbered in one row",
        (numbering.number, "wedding=wedding, corrects__isnull=not locked.is_credit_note", "wedding=wedding"),
        suits=bills,
    ),
    bug(
        "a transfer counts as often as its form is sent",
        (arrivals.divide, "if is_sent_again or standing(line) or", "if"),
        (arrivals._count, LARGER_THAN_ALL, "if False"),
        # Asked whether this is other money, the host would notice, too.
        (arrivals.divide, "if other_than is not None and", "if False and"),
        suits=for_several,
    ),
    bug(
        "what was written down by hand is counted again from the file",
        (plan._Judge._named, "if one.by_hand:", "if False:"),
        # What the host has read says nothing of it, and would not be done, either.
        (files.apply, "if made.digest != digest:", "if False:"),
        suits=by_bank,
    ),
    bug(
        "what the file has counted meanwhile is counted again by hand",
        (arrivals.divide, "if other_than is not None and", "if False and"),
        suits=by_bank,
    ),
    bug(
        "a form by hand counts again once it was undone",
        (arrivals.divide, "if is_sent_again or standing(line) or", "if standing(line) or"),
        suits=misread,
    ),
    bug(
        "a line of the file is divided over what was written down meanwhile",
        (arrivals.divide, "if other_than is not None and", "if file is None and other_than is not None and"),
        suits=for_several,
    ),
    bug(
        "what is left of a transfer counts as often as its form is sent",
        (arrivals.divide_rest, "if rest(BankLine.objects.get(pk=line.pk)) != left", "if False"),
        (arrivals._count, LARGER_THAN_ALL, "if False"),
        suits=for_several,
    ),
    bug(
        "what came may be said not to have come",
        (not_come.not_come, "if state(checkout) is not State.SENT", "if False"),
        (transfers.say_not_come, "said is None or state(checkout) is not State.SENT", "said is None"),
        suits=not_sent,
    ),
    bug(
        "the letter about what has not come may be lost",
        (
            not_come.not_come,
            "_write(wedding, checkout, said, bill)",
            "transaction.on_commit(lambda: _write(wedding, checkout, said, bill))",
        ),
        suits=not_sent_and_killed,
    ),
    bug(
        "a card form stays open after a transfer",
        (abandoned.close_after_transfers, "return _cancel_all(", "return 0 and _cancel_all("),
        suits=by_bank,
    ),
    bug(
        "a cancelled payment is taken for one that is under way",
        (pay.tell_amount, "if not _is_cancelled(checkout):", "if True:"),
        (pay._bring_amount_to_stripe, "if not _is_cancelled(checkout):", "if True:"),
        suits=often_cancelled,
    ),
)
