"""What a statement's lines would do, before anything is done: matched by reference, proposed by amount and name, or
left alone. Pure: lines and open checkouts in, a plan with a digest out.

Only a whole reference of the book matches by itself. Anything else is a proposal, which a host accepts line by line.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from rapidfuzz import fuzz, utils

from handfast.payments.bank.reading import Read
from handfast.payments.bank.references import named_in, squeezed

MATCH, PROPOSE, KNOWN, LEAVE = "match", "propose", "known", "leave"
_LIKE = 85  # of 100: from here on a name is worth proposing
_NO_NAMES = frozenset({"the", "and", "und", "mrs", "from", "family"})
_MOST_PROPOSED = 5


@dataclass(frozen=True)
class Wanted:
    """A checkout that a line may belong to: `due` is what it still lacks, minor units, nought once it has all.

    `by_hand` holds the amounts that a host has written down by hand for it.
    """

    token: str
    reference: str
    payer: str
    due: int
    is_sent: bool = False
    by_hand: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """One line of the statement and what would be done with it.

    `token` is the checkout that it would be matched to; `proposed` those that a host may choose from. `difference` is
    how much more than due it brings, negative for less. `reason` is why: "reference", "by hand" (a host has written as
    much down), "several", "alike", "counted", "other" (it names a reference that is not this book's) or "none".
    """

    line: Read
    action: str
    reason: str
    token: str = ""
    difference: int = 0
    proposed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What applying the file would do; `digest` names exactly this."""

    found: list[Found]
    digest: str

    def of(self, action: str) -> list[Found]:
        """Those lines with which that would be done."""
        return [one for one in self.found if one.action == action]


def make(lines: Iterable[Read], wanted: Sequence[Wanted], counted: frozenset[str]) -> Plan:
    """The plan for `lines`; `counted` are the keys of lines that count already. What several lines of the file bring to
    one checkout is added up."""
    brought: dict[str, int] = {}
    found = [_judge(line, wanted, counted, brought) for line in lines]
    said = json.dumps([asdict(one) for one in found], default=_as_text, sort_keys=True)
    return Plan(found, hashlib.sha256(said.encode()).hexdigest()[:32])


def _judge(line: Read, wanted: Sequence[Wanted], counted: frozenset[str], brought: dict[str, int]) -> Found:
    if line.key in counted:
        return Found(line, KNOWN, "counted")
    said = squeezed(f"{line.payer} {line.text}")
    named = [one for one in wanted if one.reference and one.reference in said]
    if len(named) == 1:
        return _named(line, named[0], brought)
    if named:
        return Found(line, PROPOSE, "several", proposed=tuple(one.token for one in named))
    if named_in(f"{line.payer} {line.text}"):
        return Found(line, LEAVE, "other")
    likely = _likely(line, wanted)
    return Found(line, PROPOSE, "alike", proposed=likely) if likely else Found(line, LEAVE, "none")


def _named(line: Read, one: Wanted, brought: dict[str, int]) -> Found:
    if line.amount in one.by_hand:
        return Found(line, PROPOSE, "by hand", proposed=(one.token,))
    due = max(one.due - brought.get(one.token, 0), 0)
    brought[one.token] = brought.get(one.token, 0) + line.amount
    return Found(line, MATCH, "reference", one.token, line.amount - due)


def _likely(line: Read, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """Checkouts that wait for exactly this much, those first whose payer's name is most like the line's."""
    waiting = [one for one in wanted if one.due == line.amount]
    scored = [(_alike(one.payer, f"{line.payer} {line.text}"), one) for one in waiting]
    likely = [(score, one) for score, one in scored if score >= _LIKE or one.is_sent]
    likely.sort(key=lambda each: (-each[0], each[1].token))
    return tuple(one.token for _score, one in likely[:_MOST_PROPOSED])


def _alike(payer: str, said: str) -> float:
    """How much the most alike words of the two are, of 100: banks say "NAIR P" where a giver says "Priya & Omar"."""
    ours, theirs = _words(payer), _words(said)
    return max((fuzz.ratio(one, other) for one in ours for other in theirs), default=0)


def _words(text: str) -> list[str]:
    return [word for word in utils.default_process(text).split() if len(word) > 2 and word not in _NO_NAMES]


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
