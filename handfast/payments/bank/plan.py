"""What a statement's lines would do, before anything is done: matched by reference, proposed by amount and name, or
left alone. Pure: lines and open checkouts in, a plan with a digest out.

Only a whole reference of the book matches by itself. Anything else is a proposal, which a host accepts line by line.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from handfast.payments.bank.reading import Read
from handfast.payments.bank.references import named_in

MATCH, PROPOSE, KNOWN, LEAVE = "match", "propose", "known", "leave"
_LIKE = 85  # of 100: from here on a name is worth proposing
_NO_NAMES = frozenset({"the", "and", "und", "mrs", "from", "family"})
_MOST_PROPOSED = 5


@dataclass(frozen=True)
class Wanted:
    """A checkout that a line may belong to: `due` is what it still lacks, minor units, nought once it has all.

    `by_hand` are the notes of hosts that some of it came, of which no statement is known to tell: the primary key of
    each, and its whole amount in minor units.
    """

    token: str
    reference: str
    payer: str
    due: int
    is_sent: bool = False
    by_hand: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Found:
    """One line of the statement and what would be done with it.

    `token` is the checkout that it would be matched to; `proposed` those that a host may choose from, `same` the notes
    by hand that may tell of the same money. `difference` is how much more than due it brings, negative for less.
    `reason` is why: "reference", "by hand" (a host has written some of it down), "several", "alike", "counted", "other"
    (it names a reference that is not this book's) or "none".
    """

    line: Read
    action: str
    reason: str
    token: str = ""
    difference: int = 0
    proposed: tuple[str, ...] = ()
    same: tuple[int, ...] = ()


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
    judge = _Judge(wanted, counted)
    found = [judge.of(line) for line in lines]
    return Plan(found, hashlib.sha256("\n".join(map(repr, found)).encode()).hexdigest()[:32])


class _Judge:
    """Holds what the checkouts wait for in a form that many lines can be held against."""

    def __init__(self, wanted: Sequence[Wanted], counted: frozenset[str]) -> None:
        self.counted = counted
        self.by_reference = {one.reference: one for one in wanted}
        self.by_due: dict[int, list[Wanted]] = defaultdict(list)
        self.by_word: dict[str, set[str]] = defaultdict(set)
        self.brought: dict[str, int] = defaultdict(int)
        self.alike: dict[str, dict[str, float]] = {}
        for one in wanted:
            self.by_due[one.due].append(one)
            for word in _words(one.payer):
                self.by_word[word].add(one.token)

    def of(self, line: Read) -> Found:
        """What is to be done with the next line."""
        if line.key in self.counted:
            return Found(line, KNOWN, "counted")
        references = named_in(f"{line.payer} {line.text}")
        named = [self.by_reference[one] for one in references if one in self.by_reference]
        if len(named) == 1:
            return self._named(line, named[0])
        if named:
            return _asked_about(line, "several", named)
        if references:
            return Found(line, LEAVE, "other")
        likely = self._likely(line)
        return Found(line, PROPOSE, "alike", proposed=likely) if likely else Found(line, LEAVE, "none")

    def _named(self, line: Read, one: Wanted) -> Found:
        if one.by_hand:
            return _asked_about(line, "by hand", [one])
        due = max(one.due - self.brought[one.token], 0)
        self.brought[one.token] += line.amount
        return Found(line, MATCH, "reference", one.token, line.amount - due)

    def _likely(self, line: Read) -> tuple[str, ...]:
        """Checkouts that wait for exactly this much, those first whose payer's name is most like the line's: banks say
        "NAIR P" where a giver says "Priya & Omar"."""
        waiting = self.by_due.get(line.amount)
        if not waiting:
            return ()
        scores: dict[str, float] = {}
        for word in _words(f"{line.payer} {line.text}"):
            for token, score in self._like(word).items():
                scores[token] = max(score, scores.get(token, 0))
        likely = [one for one in waiting if one.token in scores or one.is_sent]
        likely.sort(key=lambda one: (-scores.get(one.token, 0), one.token))
        return tuple(one.token for one in likely[:_MOST_PROPOSED])

    def _like(self, word: str) -> dict[str, float]:
        """How much of 100 the payers' most alike words are like `word`, by token; asked once a word."""
        if word not in self.alike:
            close = process.extract(word, self.by_word.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=None)
            self.alike[word] = {token: score for name, score, _ in reversed(close) for token in self.by_word[name]}
        return self.alike[word]


def _asked_about(line: Read, reason: str, named: Sequence[Wanted]) -> Found:
    """A line that names checkouts and is left to a host. A note of another amount is not offered as the same money: one
    of the two is wrong, and that is not settled by saying so."""
    notes = {pk for one in named for pk, amount in one.by_hand if amount == line.amount}
    return Found(line, PROPOSE, reason, proposed=tuple(one.token for one in named), same=tuple(sorted(notes)))


def _words(text: str) -> list[str]:
    return [word for word in utils.default_process(text).split() if len(word) > 2 and word not in _NO_NAMES]
