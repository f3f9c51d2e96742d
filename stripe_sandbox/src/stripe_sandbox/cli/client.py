"""The commands' way to the server."""

import argparse
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from stripe_sandbox.cli import home

NO_SERVER = "No sandbox answers at {url}. Start one with: stripe-sandbox serve"


class Unreachable(Exception):
    """No server, or not one of ours."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options by which every command but `serve` may be pointed elsewhere."""
    parser.add_argument("--api-base", metavar="URL", help="where the sandbox is (default: the one that runs)")
    parser.add_argument("--api-key", metavar="KEY", help="whose account (default: the one that `serve` announced)")


def fields(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested values as Stripe's form fields."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        yield prefix, str(value).lower() if isinstance(value, bool) else str(value)
        return
    for key, inner in pairs:
        yield from fields(inner, f"{prefix}[{key}]" if prefix else str(key))


class Client:
    """Calls one sandbox with one key."""

    def __init__(self, options: argparse.Namespace) -> None:
        said = home.announced()
        self.url = str(options.api_base or os.environ.get("STRIPE_API_BASE") or said.get("url", "")).rstrip("/")
        self.key = str(options.api_key or os.environ.get("STRIPE_API_KEY") or said.get("api_key", home.DEFAULT_KEY))
        if not self.url:
            raise Unreachable("No sandbox is running. Start one with: stripe-sandbox serve")
        if not self.url.startswith(("http://", "https://")):
            raise Unreachable(f"{self.url} is not an http address.")

    def open(self, method: str, path: str, params: Any = None, timeout: float | None = 30) -> Any:
        """An open answer, to be read by the caller; raises Unreachable if nobody answers."""
        data = urlencode(list(fields(params or {})))
        query = f"?{data}" if data and method == "GET" else ""
        request = urllib.request.Request(  # noqa: S310 (the scheme was checked when the client was made)
            self.url + quote(path, safe="/:%") + query,
            method=method,
            data=None if method == "GET" else data.encode(),
            headers={"Authorization": f"Bearer {self.key}"},
        )
        try:
            return urllib.request.urlopen(request, timeout=timeout)  # noqa: S310
        except urllib.error.HTTPError as error:
            return error
        except OSError:
            raise Unreachable(NO_SERVER.format(url=self.url)) from None

    def call(self, method: str, path: str, params: Any = None) -> tuple[int, Any]:
        """Status and decoded answer."""
        with self.open(method, path, params) as answer:
            try:
                return answer.status, json.loads(answer.read())
            except ValueError:
                raise Unreachable(f"{self.url} answers, but is not a sandbox.") from None

    def control(self, method: str, verb: str, **params: Any) -> Any:
        """The answer of one of the sandbox's own controls; raises Unreachable with its words when it refuses."""
        status, value = self.call(method, f"/_sandbox/{verb}", {"key": self.key, **params})
        if status >= 400:
            raise Unreachable(value.get("error", {}).get("message", f"status {status}"))
        return value

    def stream(self) -> Iterator[dict[str, Any]]:
        """What happens, as it happens; raises Unreachable when the server goes."""
        with self.open("GET", "/_sandbox/stream", {"key": self.key}, timeout=None) as lines:
            try:
                for line in lines:
                    yield json.loads(line)
            except (OSError, ValueError):
                pass
        raise Unreachable("The sandbox has gone.")
