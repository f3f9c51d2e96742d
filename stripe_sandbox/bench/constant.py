"""A server that answers every request with one constant PaymentIntent: the most that the SDK could get out of any."""

import json
import socket

import uvicorn

BODY = json.dumps(
    {
        "id": "pi_3constant",
        "object": "payment_intent",
        "amount": 2000,
        "client_secret": "pi_3constant_secret_x",
        "currency": "gbp",
        "metadata": {"checkout": "12"},
        "status": "succeeded",
    }
).encode()
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
