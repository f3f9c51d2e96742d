"""What may go wrong on request: each fault alone or by probability, drawn from a seed."""

import random
from dataclasses import asdict, dataclass
from typing import Any

REQUEST_FAULTS = {
    "rate_limit": "429 before anything is done",
    "lock_timeout": "429 lock_timeout before anything is done",
    "conflict": "409 as if the idempotency key were in use",
    "error_before": "500 before anything is done",
    "error_after": "500 after the work was done and saved",
    "cut_after": "the connection is cut after the work was done",
    "event_first": "the request's events are delivered before it is answered",
    "slow": "the answer waits `seconds` after the work was done",
}
EVENT_FAULTS = {
    "duplicate": "each delivery is made twice",
    "reorder": "deliveries wait a random time up to `seconds`, so that they overtake each other",
    "delay": "deliveries wait `seconds`",
    "drop": "an attempt to deliver is lost on the way",
    "no_charge_updated": "charge.updated is never sent",
}
KINDS = {**REQUEST_FAULTS, **EVENT_FAULTS}


@dataclass
class Fault:
    """One rule. `times` is how often it still strikes (None: for ever); `match` must occur in path or event type."""

    kind: str
    probability: float = 1.0
    times: int | None = None
    match: str = ""
    seconds: float = 2.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is not a fault; there are: {', '.join(KINDS)}")
        if not 0 <= self.probability <= 1:
            raise ValueError("a probability lies between 0 and 1")
        if self.seconds < 0 or (self.times or 0) < 0:
            raise ValueError("nothing happens less than 0 times, or less than 0 seconds later")


class Faults:
    """The rules in force, and the dice."""

    def __init__(self, seed: int | str | None = None) -> None:
        self.rules: list[Fault] = []
        self.random = random.Random(f"faults {seed}" if seed is not None else None)

    def add(self, kind: str, **options: Any) -> Fault:
        """Puts a rule in force; raises ValueError for a kind or figure that makes no sense."""
        fault = Fault(kind, **options)
        self.rules.append(fault)
        return fault

    def clear(self, kind: str | None = None) -> None:
        """Lifts the rules of one kind, or all."""
        self.rules = [rule for rule in self.rules if kind and rule.kind != kind]

    def strikes(self, kind: str, subject: str) -> Fault | None:
        """The rule that strikes this path or event type now, if one does; it counts as used."""
        for rule in self.rules:
            fits = rule.kind == kind and rule.times != 0 and rule.match in subject
            if fits and (rule.probability >= 1 or self.random.random() < rule.probability):
                rule.times = None if rule.times is None else rule.times - 1
                return rule
        return None

    def listed(self) -> list[dict[str, Any]]:
        """The rules as plain values."""
        return [asdict(rule) for rule in self.rules]
