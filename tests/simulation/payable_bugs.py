"""More bugs to plant: in what is promised, billed, and paid by bank."""

from handfast.dashboard import not_come
from handfast.invoices import collecting, correcting, numbering
from handfast.invoices.forms import AmountForm
from handfast.invoices.standing import Standing
from handfast.payments import abandoned, pay
from handfast.payments.bank import arrivals, plan, transfers
from handfast.registry import claiming, listing, sharing, standings
from tests.simulation.bugs import bug

RAN_OUT = "found.may_pay and age >= holding.SHARE"
UNDER_THE_LOCK = "    before = pay.want_amount(found.checkout, amount)\n    pay.tell_amount(found.checkout, before)"
LARGER_THAN_ALL = "if not 0 < min(amounts, default=0) <= sum(amounts) <= sign * rest(line)"

PAYABLES = (
    bug("what was claimed is free", (standings.is_held, "claim.bought_at is None and now", "False and now")),
    bug(
        "a claim is bought although it ran out and others have it",
        (claiming.buy, "_check(gift, said.count,", "bool((gift, said.count)) or _check(gift, said.count,"),
    ),
    bug(
        "a share's hold is forgotten after a decline",
        (standings.in_flight, RAN_OUT, f"found == 'declined' or {RAN_OUT}"),
    ),
    bug(
        "what a bank is at work on is free",
        (
            standings.in_flight,
            "return wanted(share.checkout)",
            "return 0 if found.is_settling else wanted(share.checkout)",
        ),
    ),
    bug(
        "a share may be as large as the price", (sharing._check, "if amount > free:", "if amount > (gift.price or 0):")
    ),
    bug(
        "the price may fall below what is promised",
        (listing._check, "promised = now.given + now.promised", "promised = now.given"),
    ),
    bug("a void does not look at what is in flight", (correcting.why_not_void, "if now.under_way:", "if False:")),
    bug(
        "the browser's amount is believed for a bill",
        (AmountForm.clean_amount, "refuse(self.now, money.amount, by_bank=self.by_bank)", "pass"),
        (collecting.payment, "refuse(now, amount, by_bank=by_bank)", "pass"),
    ),
    bug(
        "the amount of a bill's payment is set after the bill is unlocked",
        (collecting.payment, UNDER_THE_LOCK, "pay.change_amount(found.checkout, amount)"),
    ),
    bug(
        "a credit note does not reduce what is due",
        (Standing.balance.fget, "self.sums.gross - self.credited", "self.sums.gross"),  # type: ignore[attr-defined]
    ),
    bug(
        "what was given back counts as paid",
        (Standing.paid.fget, "self.received - self.back", "self.received"),  # type: ignore[attr-defined]
    ),
    bug(
        "the card form of a corrected bill stays as it is",
        (collecting.bring_in_line, "changed += _bring_down(one, allowed if one == current else 0)", "pass"),
    ),
    bug(
        "invoices and credit notes are numbered in one row",
        (numbering.number, "wedding=wedding, corrects__isnull=not locked.is_credit_note", "wedding=wedding"),
    ),
    bug(
        "a transfer counts as often as its form is sent",
        (arrivals.divide, "if is_sent_again or standing(line) or", "if"),
        (arrivals._count, LARGER_THAN_ALL, "if False"),
    ),
    bug(
        "what was written down by hand is counted again from the file",
        (plan._Judge._named, "if one.by_hand:", "if False:"),
    ),
    bug(
        "what the file has counted meanwhile is counted again by hand",
        (arrivals.divide, "if other_than is not None and", "if False and"),
    ),
    bug(
        "a form by hand counts again once it was undone",
        (arrivals.divide, "if is_sent_again or standing(line) or", "if standing(line) or"),
    ),
    bug(
        "a line of the file is divided over what was written down meanwhile",
        (arrivals.divide, "if other_than is not None and", "if file is None and other_than is not None and"),
    ),
    bug(
        "what is left of a transfer counts as often as its form is sent",
        (arrivals.divide_rest, "if rest(BankLine.objects.get(pk=line.pk)) != left", "if False"),
        (arrivals._count, LARGER_THAN_ALL, "if False"),
    ),
    bug(
        "what came may be said not to have come",
        (not_come.not_come, "if state(checkout) is not State.SENT", "if False"),
        (transfers.say_not_come, "said is None or state(checkout) is not State.SENT", "said is None"),
    ),
    bug(
        "the letter about what has not come may be lost",
        (
            not_come.not_come,
            "_write(wedding, checkout, said, bill)",
            "transaction.on_commit(lambda: _write(wedding, checkout, said, bill))",
        ),
    ),
    bug(
        "a card form stays open after a transfer",
        (abandoned.close_after_transfers, "return _cancel_all(", "return 0 and _cancel_all("),
    ),
    bug(
        "a cancelled payment is taken for one that is under way",
        (pay.tell_amount, "if not _is_cancelled(checkout):", "if True:"),
        (pay._bring_amount_to_stripe, "if not _is_cancelled(checkout):", "if True:"),
    ),
)
