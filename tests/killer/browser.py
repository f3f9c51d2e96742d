"""A browser, and a person before it who tries again when a page does not come."""

import re
import time
from collections.abc import Callable, Mapping
from threading import Event
from typing import Any

import requests

from tests.simulation.findings import Findings

PATIENCE = 180  # seconds; a process that was killed is back long before, also on a machine that is busy
_PAUSE = 0.25  # seconds between two tries
_TIMEOUT = 60


class GoneHome(Exception):
    """The run is over, or nothing came back however often one tried."""


class Browser:
    """One person's browser at the site and at Stripe. A page that answers 500 is found: to be killed is no excuse."""

    def __init__(self, site: str, stripe: str, over: Event, findings: Findings) -> None:
        self.site, self._stripe, self._over, self._findings = site, stripe, over, findings
        self._session = requests.Session()

    def page(self, path: str) -> requests.Response:
        """A page of the site, asked for until it comes."""
        return self._until_it_comes(lambda: self._session.get(self.site + path, timeout=_TIMEOUT))

    def send(self, path: str, **fields: str) -> requests.Response:
        """A form of the site, sent until an answer comes: the same form, as a person presses the button again."""

        def press() -> requests.Response:
            signed = {**fields, "csrfmiddlewaretoken": self._session.cookies.get("csrftoken", "")}
            return self._session.post(self.site + path, signed, timeout=_TIMEOUT)

        return self._until_it_comes(press)

    def at_stripe(self, method: str, path: str, key: str, fields: Mapping[str, str], **headers: str) -> dict[str, Any]:
        """Stripe's answer, an error's body too, once one comes; not repeated: what was asked may have been done.

        Raises ConnectionError where none comes.
        """
        sent = {"data": fields} if method == "POST" else {"params": fields}
        try:
            answer = requests.request(
                method,
                self._stripe + path,
                headers={"Authorization": f"Bearer {key}", **headers},
                timeout=_TIMEOUT,
                **sent,  # type: ignore[arg-type]
            )
            return answer.json()
        except (requests.RequestException, ValueError) as error:
            raise ConnectionError(path) from error

    def wait(self, seconds: float) -> None:
        """Time passes. Raises GoneHome when the run is over."""
        if self._over.wait(seconds):
            raise GoneHome

    def _until_it_comes(self, ask: Callable[[], requests.Response]) -> requests.Response:
        until, met = time.monotonic() + PATIENCE, ""
        while time.monotonic() < until:
            try:
                answer = ask()
            except requests.RequestException as error:
                met = type(error).__name__
            else:
                if answer.status_code < 500:
                    return answer
                met = f"{answer.status_code} {answer.request.method} {_nameless(answer.request.url)}"
                if answer.status_code == 500:
                    self._findings.add("stuck", f"a page failed: {met}")
            if self._over.is_set():
                raise GoneHome
            time.sleep(_PAUSE)
        self._findings.add("stuck", f"a page did not come, however often it was asked for; the last try met {met}")
        raise GoneHome


def hidden(page: str, name: str) -> str:
    """The value of the form's hidden field of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise LookupError(f"no {name} on the page: {page[:2000]}")
    return found[1]


def _nameless(address: str | None) -> str:
    return re.sub(r"[\w-]{20,}", "…", address or "")
