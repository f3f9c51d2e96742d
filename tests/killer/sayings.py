"""What pages told people while processes were killed, held against Stripe's own books once all is over."""

from dataclasses import dataclass
from threading import Lock

from stripe_sandbox.account import Account, public

from handfast.payments.states import State
from tests.simulation.claims import HONEST
from tests.simulation.findings import Findings
from tests.simulation.truth import TOKEN

# The headings of registry/_standing.html.
_HEADINGS = {
    "Thank you": State.RECEIVED,
    "Thank you, it is on its way": State.ON_ITS_WAY,
    "Your bank has a question": State.CHALLENGED,
    "Your card was not charged": State.DECLINED,
    "This payment was cancelled": State.CANCELLED,
    "We are looking into this": State.HELD,
    "Nothing has been paid yet": State.OPEN,
}


@dataclass(frozen=True)
class Saying:
    """A page asked for at `began` and there at `ended` (UTC seconds) said that a gift stands so."""

    token: str
    state: State
    began: float
    ended: float


class Sayings:
    """Collects them, from many threads."""

    def __init__(self) -> None:
        self.all: list[Saying] = []
        self._lock = Lock()

    def said(self, token: str, page: str, began: float, ended: float) -> None:
        """Notes what a thank-you page said. Raises LookupError where it said nothing that is known."""
        heading = page.partition('id="standing"')[2].partition("<h1>")[2].partition("</h1>")[0]
        if heading not in _HEADINGS:
            raise LookupError(f"a thank-you page says “{heading}”: {page[:2000]}")
        with self._lock:
            self.all.append(Saying(token, _HEADINGS[heading], began, ended))

    def judge(self, account: Account, findings: Findings) -> None:
        """A page may be behind the truth, never before it; and once one has said “received”, all later ones do."""
        statuses = _statuses(account)
        received: dict[str, float] = {}
        for saying in sorted(self.all, key=lambda each: each.ended):
            known = {status for at, status in statuses.get(saying.token, []) if at <= saying.ended}
            honest = set().union(*(HONEST[status] for status in {None, *known}))
            if saying.state not in honest or (saying.state == State.RECEIVED and "succeeded" not in known):
                findings.add("lost", f"a page said “{saying.state}” of {saying.token}, which was only {sorted(known)}")
            if saying.state == State.RECEIVED:
                received.setdefault(saying.token, saying.ended)
            elif saying.began > received.get(saying.token, float("inf")):
                findings.add("lost", f"a page said “{saying.state}” of {saying.token}, which another called received")


def _statuses(account: Account) -> dict[str, list[tuple[float, str]]]:
    """Each checkout's token with every status that an intent of its was in, and from when on, by Stripe's events."""
    found: dict[str, list[tuple[float, str]]] = {}
    for event in map(public, account.kinds["event"]):
        thing = event["data"]["object"]
        if thing["object"] == "payment_intent" and TOKEN in thing["metadata"]:
            found.setdefault(thing["metadata"][TOKEN], []).append((event["created"], thing["status"]))
    return found
