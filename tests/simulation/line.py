"""The site's line to Stripe."""

from typing import Any

import stripe
from django.db import connection
from stripe_sandbox.transport import SandboxTransport

from tests.simulation.courier import Courier
from tests.simulation.findings import Findings
from tests.simulation.points import Points
from tests.simulation.stripes_side import Stripe

LONGEST_WAIT = 19.0  # seconds; at 20 the site hangs up


class Line(SandboxTransport):
    """A point on either side of each call, and never a call inside a transaction."""

    def __init__(self, at: Stripe, points: Points, findings: Findings, courier: Courier) -> None:
        super().__init__(at.api, courier.deliver_at_once)
        self._stripe, self._points, self._findings = at, points, findings

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> tuple[str, int, dict[str, str]]:
        """One request to Stripe. Raises APIConnectionError while Stripe is gone."""
        if not connection.autocommit:
            self._findings.add("stuck", "Stripe was asked inside a transaction: all others wait for the network")
        self._points.at("before a call")
        try:
            answer = self._answer(method, url, *args, **kwargs)
        except stripe.APIConnectionError:
            self._stripe.has_failed()
            raise
        if answer[1] >= 400:
            self._stripe.has_failed()
        if self._points.strikes(self._stripe.slow, "Stripe answers late"):
            self._points.wait(LONGEST_WAIT)
        self._points.note(f"{method} {url} {answer[1]}")
        self._points.at("after a call")
        return answer

    def _answer(self, method: str, url: str, *args: Any, **kwargs: Any) -> tuple[str, int, dict[str, str]]:
        if self._stripe.gone:
            raise stripe.APIConnectionError("Nobody answers.", should_retry=True)
        return super().request(method, url, *args, **kwargs)
