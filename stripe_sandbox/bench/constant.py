"""A server that answers every request with one constant PaymentIntent: the most that the SDK could get out of any."""

import json
import socket

import uvicorn

from stripe_sandbox.api import Api
from stripe_sandbox.exchange import Request
from stripe_sandbox.world import World


def paid_intent() -> bytes:
    """A PaymentIntent in full, since the SDK takes its time over each field: its work is then the same for both."""
    form = b"amount=2000&currency=gbp&payment_method_types[]=card&payment_method=pm_card_visa&confirm=true"
    headers = {"authorization": "Bearer sk_test_constant"}
    return Api(World(seed=1)).handle(Request("POST", "/v1/payment_intents", "", headers, form)).body


BODY = paid_intent()
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


async def answer(scope, receive, send):
    """Reads the request to its end and answers the constant."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
    config = uvicorn.Config(answer, http="httptools", loop="asyncio", lifespan="off", log_level="critical")
    uvicorn.Server(config).run(sockets=[listener])
