"""Over HTTP: the official SDK, real deliveries, browsers' rules, the levers."""

import http.client
import http.server
import json
import socket
import threading
from urllib.parse import urlencode

import pytest
import stripe
from payments import CARD, pay

from stripe_sandbox import server
from stripe_sandbox.testing import running


@pytest.fixture
def sdk(serving):
    return stripe.StripeClient("sk_test_robin", base_addresses={"api": serving.url})


class Site(http.server.ThreadingHTTPServer):
    """A site of Robin's with a webhook; it answers what `status` says and keeps what it was told."""

    daemon_threads = True
    status = 200

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Hook)
        self.got = []
        self.secret = ""
        self.url = f"http://127.0.0.1:{self.server_port}/hook"


class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        event = stripe.Webhook.construct_event(body, self.headers["Stripe-Signature"], self.server.secret)
        self.server.got.append(event)
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    site = Site()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield site
    site.shutdown()
    site.server_close()


@pytest.fixture
def told(sdk, site):
    """The site, listening."""
    site.secret = sdk.v1.webhook_endpoints.create({"url": site.url, "enabled_events": ["*"]}).secret
    return site


def ask(serving, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", int(serving.url.rsplit(":", 1)[1]), timeout=10)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read()


def test_a_payment_is_told_to_the_site_at_once(sdk, serving, told):
    intent = pay(sdk)
    serving.settle()
    at_once = {"charge.succeeded", "payment_intent.created", "payment_intent.succeeded"}
    assert {event.type for event in told.got} >= at_once
    serving.advance(2)
    assert {event.type for event in told.got[:3]} == at_once
    assert [event.type for event in told.got[3:]] == ["charge.updated"]
    assert [each["attempts"][0]["status"] for each in serving.deliveries] == [200] * 4
    assert intent.status == "succeeded"


def test_a_redirect_is_not_followed(sdk, serving, told):
    told.status = 302
    sdk.v1.customers.create()
    serving.settle()
    assert len(told.got) == 1
    assert [each["attempts"][0]["status"] for each in serving.deliveries] == [302]


def test_nobody_there(sdk, serving):
    sdk.v1.webhook_endpoints.create({"url": "http://127.0.0.1:9/", "enabled_events": ["*"]})
    sdk.v1.customers.create()
    serving.settle()
    (attempt,) = serving.deliveries[0]["attempts"]
    assert attempt["status"] is None
    assert "refused" in attempt["error"]


def test_the_browsers_part(sdk, serving):
    intent = sdk.v1.payment_intents.create(CARD)
    assert serving.confirm(intent.id, "pm_card_authenticationRequired")["status"] == "requires_action"
    assert serving.fail_3ds(intent.id)["last_payment_error"]["code"] == "payment_intent_authentication_failure"
    assert serving.confirm(intent.id, "pm_card_chargeDeclined")["last_payment_error"]["code"] == "card_declined"
    serving.confirm(intent.id, "pm_card_authenticationRequired")
    assert serving.pass_3ds(intent.id)["status"] == "succeeded"
    with pytest.raises(ValueError, match="waits for no authentication"):
        serving.pass_3ds(intent.id)


def test_the_challenge_and_the_way_back(sdk, serving):
    intent = pay(sdk, "pm_card_authenticationRequired", return_url="https://robin.example/back?gift=7#top")
    attempt = intent.next_action.redirect_to_url.url.partition("attempt=")[2]
    status, _, body = ask(serving, "GET", f"/_sandbox/3ds/{attempt}")
    asked = json.loads(body)
    assert (status, asked["amount"], asked["card"]["last4"]) == (200, 2000, "3184")
    _, _, body = ask(serving, "POST", f"/_sandbox/3ds/{attempt}", b"outcome=pass")
    answer = json.loads(body)
    assert answer["status"] == "succeeded"
    assert answer["return_url"].startswith(f"https://robin.example/back?gift=7&payment_intent={intent.id}&")
    assert answer["return_url"].endswith("&redirect_status=succeeded#top")


def test_stripe_js_calls_with_its_key_in_a_field(sdk, serving):
    intent = sdk.v1.payment_intents.create(CARD)
    fields = {"key": "pk_test_robin", "client_secret": intent.client_secret, "payment_method": "pm_card_visa"}
    status, headers, body = ask(
        serving, "POST", f"/v1/payment_intents/{intent.id}/confirm", urlencode(fields), origin="https://robin.example"
    )
    assert (status, headers["access-control-allow-origin"]) == (200, "*")
    assert json.loads(body)["status"] == "succeeded"
    status, headers, _ = ask(serving, "OPTIONS", "/v1/payment_methods", origin="https://robin.example")
    assert (status, "authorization" in headers["access-control-allow-headers"]) == (204, True)


def test_pages_run_no_script_but_their_own(serving):
    for path, framed in (("/element/payment.html", True), ("/3ds/challenge.html", True), ("/", False)):
        status, headers, _ = ask(serving, "GET", path)
        policy = headers["content-security-policy"]
        assert (status, "script-src 'self'" in policy, "frame-ancestors 'none'" in policy) == (200, True, not framed)
    for train in ("v3", "endive"):
        status, headers, body = ask(serving, "GET", f"/{train}/stripe.js")
        assert (status, headers["content-type"].split(";")[0]) == (200, "text/javascript")
        assert b"Stripe" in body


def test_strangers_reach_no_lever(serving):
    assert ask(serving, "POST", "/_sandbox/clock", b"advance=60", origin="https://mallory.example")[0] == 403
    assert ask(serving, "GET", "/_sandbox/accounts", host="mallory.example")[0] == 400
    assert ask(serving, "POST", "/_sandbox/clock", b"advance=60", origin=serving.url)[0] == 200


def test_a_cut_connection_is_cut(sdk, serving):
    serving.world.faults.add("cut_after", times=1)
    with pytest.raises(stripe.APIConnectionError):
        sdk.v1.payment_intents.create(CARD, {"idempotency_key": "once"})
    healed = sdk.v1.payment_intents.create(CARD, {"idempotency_key": "once"})
    assert [each.id for each in sdk.v1.payment_intents.list().data] == [healed.id]


def test_the_sdk_heals_it_by_itself(serving):
    serving.world.faults.add("cut_after", times=1)
    client = stripe.StripeClient("sk_test_robin", base_addresses={"api": serving.url}, max_network_retries=2)
    intent = client.v1.payment_intents.create(CARD)
    assert [each.id for each in client.v1.payment_intents.list().data] == [intent.id]


def test_the_event_before_the_answer(sdk, serving, told):
    serving.world.faults.add("event_first", times=1, match="payment_intents")
    sdk.v1.payment_intents.create(CARD)
    assert [event.type for event in told.got] == ["payment_intent.created"]


def test_an_endpoint_that_hangs_does_not_swallow_the_answer(sdk, serving, monkeypatch):
    monkeypatch.setattr(server, "EVENTS_FIRST_FOR", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the connection and never answers
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/hook"
        sdk.v1.webhook_endpoints.create({"url": url, "enabled_events": ["*"]})
        serving.world.faults.add("event_first", times=1, match="customers")
        assert sdk.v1.customers.create({"name": "Priya"}).name == "Priya"


def test_eight_at_once(serving):
    clients = [stripe.StripeClient("sk_test_robin", base_addresses={"api": serving.url}) for _ in range(8)]
    made = []

    def work(client):
        for _ in range(5):
            made.append(pay(client).id)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 40
    assert len(list(clients[0].v1.payment_intents.list({"limit": 50}).auto_paging_iter())) == 40


def test_one_key_from_eight_threads_makes_one_intent(serving):
    barrier, made = threading.Barrier(8), []

    def work():
        client = stripe.StripeClient("sk_test_robin", base_addresses={"api": serving.url})
        barrier.wait()
        made.append(client.v1.payment_intents.create(CARD, {"idempotency_key": "checkout:create:1"}).id)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


def test_who_asks_again_while_the_answer_is_slow_is_told_to_wait(serving):
    serving.world.faults.add("slow", seconds=3.0, times=1)
    barrier, answers = threading.Barrier(2), []

    def work():
        client = stripe.StripeClient("sk_test_robin", base_addresses={"api": serving.url})
        barrier.wait()
        try:
            answers.append(client.v1.payment_intents.create(CARD, {"idempotency_key": "checkout:create:1"}).id)
        except stripe.APIError as refusal:
            answers.append(refusal.error.code)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers[0] == "idempotency_key_in_use"  # the one refused is answered first
    patient = stripe.StripeClient("sk_test_robin", base_addresses={"api": serving.url})
    again = patient.v1.payment_intents.create(CARD, {"idempotency_key": "checkout:create:1"})
    assert again.id == answers[1]


class ImpatientOnce(stripe.RequestsClient):
    """Waits for its first answer no longer than a moment, and for all others."""

    def __init__(self):
        super().__init__(timeout=0.4)

    def request(self, *asked):
        try:
            return super().request(*asked)
        finally:
            self._timeout = 60


def test_the_sdk_waits_for_its_own_answer(serving):
    """Its first attempt times out while the work is done; the next finds the key in flight, and the last the answer."""
    serving.world.faults.add("slow", seconds=4.0, times=1)
    impatient = stripe.StripeClient(
        "sk_test_robin",
        base_addresses={"api": serving.url},
        max_network_retries=10,
        http_client=ImpatientOnce(),
    )
    intent = impatient.v1.payment_intents.create(CARD)
    assert [each.id for each in impatient.v1.payment_intents.list().data] == [intent.id]
    told = [(entry["status"], entry["replayed"]) for entry in serving.world.requests if entry["method"] == "POST"]
    assert told[0] == (200, False)
    assert (409, False) in told
    assert told[-1] == (200, True)


def test_state_survives_a_restart(tmp_path):
    with running(state=tmp_path / "state.db") as first:
        client = stripe.StripeClient("sk_test_robin", base_addresses={"api": first.url})
        intent = pay(client)
    with running(state=tmp_path / "state.db") as second:
        client = stripe.StripeClient("sk_test_robin", base_addresses={"api": second.url})
        assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"
