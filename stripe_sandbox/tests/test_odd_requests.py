"""Requests as no SDK writes them, down to the bytes: each gets an answer, and none of them a 500."""

import json
import re
import socket

import pytest

KEY = "Host: localhost\r\nAuthorization: Bearer sk_test_mallory\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def request(line: str, body: str = "", headers: str = FORM) -> bytes:
    """One request; its version is HTTP/1.1 unless the line names another."""
    version = "" if " HTTP/" in line else " HTTP/1.1"
    length = f"Content-Length: {len(body.encode())}\r\n" if body else ""
    return f"{line}{version}\r\n{KEY}{headers}{length}\r\n{body}".encode()


CHUNKED = FORM + "Transfer-Encoding: chunked\r\n"
LAST = request("GET /v1/account", headers="Connection: close\r\n")
"""Sent after each, so that the connection ends; it shows, too, that the one before left nothing behind."""

ODD = {
    "old HTTP, kept open": (request("GET /v1/balance HTTP/1.0", headers="Connection: keep-alive\r\n"), 200),
    "told to go on": (request("POST /v1/customers", "name=Omar", FORM + "Expect: 100-continue\r\n"), 100),
    "in chunks": (request("POST /v1/customers", headers=CHUNKED) + b"5\r\nname=\r\n4\r\nOmar\r\n0\r\n\r\n", 200),
    "chunks that are none": (request("POST /v1/customers", headers=CHUNKED) + b"ZZ\r\nname=\r\n0\r\n\r\n", 400),
    "JSON": (request("POST /v1/customers", "{}", "Content-Type: application/json\r\n"), 400),
    "no type": (request("POST /v1/customers", "name=Omar", ""), 200),
    "broken percents": (request("POST /v1/customers", "name=%zz&description=%&%=1"), 400),
    "a lone surrogate": (request("POST /v1/customers", "name=%ED%A0%80"), 400),
    "a zero byte": (request("POST /v1/customers", "name=a%00b"), 200),
    "a long header": (request("GET /v1/balance", headers=f"X-Long: {'a' * 50_000}\r\n"), 200),
    "a key of letters": (request("POST /v1/customers", "name=Omar", FORM + "Idempotency-Key: ключ\r\n"), 200),
    "a list with holes": (request("POST /v1/customers", "preferred_locales[3]=de&preferred_locales[900]=en"), 200),
    "a list with names": (request("POST /v1/customers", "preferred_locales[]=de&preferred_locales[a]=en"), 400),
    "metadata in metadata": (request("POST /v1/customers", "metadata[a][b]=1"), 400),
    "51 keys": (request("POST /v1/customers", "&".join(f"metadata[k{n}]=1" for n in range(51))), 400),
    "expanded five deep": (request("GET /v1/charges?expand[]=data.payment_intent.latest_charge.customer.a"), 400),
    "nothing expanded": (request("GET /v1/charges?expand[]="), 400),
    "a moment past all time": (request("GET /v1/charges?created[gt]=99999999999999999999"), 400),
    "HEAD": (request("HEAD /v1/nothing"), 404),
    "PUT": (request("PUT /v1/balance", "a=1"), 404),
    "OPTIONS": (request("OPTIONS /v1/payment_intents"), 204),
    "a way out": (request("GET /element/%2e%2e/%2e%2e/world.py"), 404),
    "the other API": (request("GET /v2/core/events"), 404),
    "no HTTP at all": (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
    "a fault for ever": (request("POST /_sandbox/faults", "kind=drop&times=inf"), 400),
    "a stream for nobody": (request("GET /_sandbox/stream?key=nonsense"), 401),
}


def answers(url: str, sent: bytes) -> bytes:
    """All that comes back, until the server ends the connection."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(sent)
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)


def statuses(said: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", said)]


@pytest.mark.parametrize(("sent", "status"), ODD.values(), ids=ODD)
def test_answered(serving, sent, status):
    said = answers(serving.url, sent + LAST)
    assert statuses(said)[0] == status
    assert max(statuses(said)) < 500
    assert b"Traceback" not in said


def test_one_after_another_without_waiting(serving):
    said = answers(serving.url, b"".join(request("POST /v1/customers", f"name={n}") for n in range(20)) + LAST)
    assert statuses(said) == [200] * 21
    assert re.findall(rb'"name": "(\d+)"', said) == [str(n).encode() for n in range(20)]


def test_what_is_not_there_says_so_as_stripe_does(serving):
    said = answers(serving.url, request("GET /v2/core/events", headers="Connection: close\r\n"))
    error = json.loads(said.partition(b"\r\n\r\n")[2])["error"]
    assert error["type"] == "invalid_request_error"
    assert error["message"].startswith("Unrecognized request URL (GET: /v2/core/events)")
