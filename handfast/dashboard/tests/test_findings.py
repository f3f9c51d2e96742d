"""Each thing that a host must be told of is set up for real, found by the doctor, named, and told with its mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import formatdate
from importlib.metadata import version
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from stripe_sandbox.transport import SandboxTransport

from handfast.core import examinations, outside, pins
from handfast.core.doctor import Examination, examine
from handfast.core.models import Heartbeat
from handfast.mail import doctor as mail
from handfast.mail.chores import send_letters
from handfast.mail.models import Letter
from handfast.payments import doctor, gateway, pay
from handfast.payments.models import Account
from handfast.payments.tests.conftest import SECRET, Guest, event, guest, ring  # noqa: F401  (fixtures)
from handfast.weddings import doctor as weddings
from handfast.weddings.models import Wedding
from tests.answering import answering
from tests.forwarding import forwarding

SITE = "https://wedding.example.org"
HERE = f"{SITE}/stripe/webhook/"


@dataclass
class House:
    """A house in order, until something in it is broken."""

    guest: Guest
    settings: object
    wedding: Wedding
    ring: Callable
    folder: Path

    def register(self, url: str = HERE, events: tuple[str, ...] = ("*",), **params: object) -> str:
        """Registers an endpoint at Stripe; its id."""
        endpoints = self.guest.client.v1.webhook_endpoints
        return endpoints.create({"url": url, "enabled_events": [*events], **params}).id


@pytest.fixture
def house(guest, settings, robin_and_sams, ring, tmp_path) -> House:  # noqa: F811
    settings.SITE_URL = SITE
    settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
    return House(guest, settings, robin_and_sams, ring, tmp_path)


def no_key(house: House) -> None:
    house.settings.STRIPE_SECRET_KEY = ""


def key_for_tests_in_live_mode(house: House) -> None:
    Account.objects.update(livemode=True)


def keys_of_two_accounts(house: House) -> None:
    pay.client_secret(pay.open_checkout(house.wedding.book, amount=8000, description="A gift"))
    house.settings.STRIPE_PUBLISHABLE_KEY = "pk_test_somebodyelse0000000"


def expired_key(house: House) -> None:
    house.guest.expire(house.guest.KEY)


def restricted_key(house: House) -> None:
    house.settings.STRIPE_SECRET_KEY = house.guest.KEY.replace("sk_", "rk_")
    house.guest.restrict(house.settings.STRIPE_SECRET_KEY, "payment_intents_read", "events_read")


def stripe_unreachable(house: House) -> None:
    gateway.transport.set(None)
    house.settings.STRIPE_API_BASE = "http://127.0.0.1:9"


class WithDate(SandboxTransport):
    """Answers that bear the time by Stripe's own clock, as those of Stripe do."""

    def request(self, *args, **kwargs) -> tuple[str, int, dict[str, str]]:
        body, status, headers = super().request(*args, **kwargs)
        return body, status, {**headers, "Date": formatdate(self._api.world.now(), usegmt=True)}


def clock_behind(house: House) -> None:
    house.guest.world.offset = 400.0
    gateway.transport.set(WithDate(house.guest.transport._api))


def clock_ahead(house: House) -> None:
    house.guest.world.offset = -400.0
    gateway.transport.set(WithDate(house.guest.transport._api))


def endpoint_missing(house: House) -> None:
    house.register("https://cakes.example.org/stripe/webhook/")


def endpoint_disabled(house: House) -> None:
    house.guest.client.v1.webhook_endpoints.update(house.register(), {"disabled": True})


def endpoint_at_a_wrong_address(house: House) -> None:
    house.register(f"{SITE}/webhook/")


def endpoint_at_a_redirect(house: House) -> Iterator[None]:
    with answering(301, Location="https://www.wedding.example.org/stripe/webhook/") as url:
        house.settings.SITE_URL = url
        house.register(f"{url}/stripe/webhook/")
        yield


def endpoint_registered_twice(house: House) -> None:
    house.register()
    house.register(f"{SITE}/invoices/wh")


def endpoint_that_lacks_events(house: House) -> None:
    house.register(events=("payment_intent.succeeded",))


def endpoint_of_another_version(house: House) -> None:
    house.register(api_version="2019-05-16")


def wrong_secret(house: House) -> None:
    house.settings.STRIPE_WEBHOOK_SECRETS = ["whsec_of_another_endpoint"]
    house.ring(event())


def old_secret(house: House) -> None:
    house.ring(event(id="evt_before"))
    house.settings.STRIPE_WEBHOOK_SECRETS = ["whsec_rolled_at_stripe_not"]
    house.ring(event(id="evt_after"))


def worker_not_running(house: House) -> None:
    Heartbeat.objects.create(chore="mail.send_letters", at=timezone.now() - timedelta(minutes=3))


def letters_stuck(house: House) -> None:
    house.settings.EMAIL_BACKEND = mail.SMTP
    house.settings.EMAIL_HOST, house.settings.EMAIL_PORT = "127.0.0.1", 9
    Letter.objects.create(
        mailbox=house.wedding.mailbox, key="k", to="priya@example.org", subject="S", text="T", html="H"
    )
    send_letters()
    assert Letter.objects.get().problem
    Letter.objects.update(written_at=timezone.now() - timedelta(minutes=16))


def database_read_only(house: House) -> Iterator[None]:
    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET LOCAL transaction_read_only = ON")
        yield
        if sqlite:
            cursor.execute("PRAGMA query_only = OFF")
        transaction.set_rollback(True)


def name_that_is_not_let_in(house: House) -> None:
    house.settings.ALLOWED_HOSTS = ["other.example.org"]


def proxy_that_nobody_trusts(house: House) -> None:
    house.settings.HTTPS, house.settings.TRUSTED_PROXIES = True, 0
    house.settings.ALLOWED_HOSTS = ["wedding.example.org"]


def packages_other_than_the_pins(house: House) -> None:
    house.settings.BASE_DIR = house.folder
    (house.folder / "requirements.txt").write_text(f"django=={version('django')}\nstripe==1.0.0\n")


BROKEN: list[tuple[Callable, Examination, str, str]] = [
    (no_key, doctor.stripe_keys, "STRIPE_SECRET_KEY is not set", "Set STRIPE_SECRET_KEY"),
    (key_for_tests_in_live_mode, weddings.books_fit_the_keys, "The key is for test mode", "Set the live keys"),
    (keys_of_two_accounts, doctor.stripe_keys, "different accounts", "Take both from the same account"),
    (expired_key, doctor.stripe_keys, "xpired", "Set STRIPE_SECRET_KEY"),
    (restricted_key, doctor.stripe_keys, "may not read refunds, disputes", "Allow it that at Stripe"),
    (stripe_unreachable, doctor.stripe_keys, "Stripe could not be asked", "check the way to Stripe"),
    (clock_behind, doctor.stripe_keys, "s behind Stripe's", "timedatectl set-ntp true"),
    (clock_ahead, doctor.stripe_keys, "s ahead of Stripe's", "timedatectl set-ntp true"),
    (endpoint_missing, doctor.webhook_endpoint, "no endpoint for this site", f"Add {HERE}"),
    (endpoint_disabled, doctor.webhook_endpoint, "is disabled at Stripe", "Enable it"),
    (endpoint_at_a_wrong_address, doctor.webhook_endpoint, "where nobody listens", f"Change its address to {HERE}"),
    (endpoint_at_a_redirect, doctor.webhook_endpoint, "leads on to https://www.", "Register the address"),
    (endpoint_registered_twice, doctor.webhook_endpoint, "everything 2 times", "Keep one"),
    (endpoint_that_lacks_events, doctor.webhook_endpoint, "is not told of charge.dispute", "Add these events"),
    (endpoint_of_another_version, doctor.webhook_endpoint, "version 2019-05-16", "Make the endpoint anew"),
    (wrong_secret, doctor.webhook_secret, "wrong signature", "copy it again"),
    (old_secret, doctor.webhook_secret, "wrong signature", "copy it again"),
    (worker_not_running, examinations.worker_is_alive, "No worker has run since", "handfast worker"),
    (letters_stuck, mail.letters_leave, "waited for more than 15 minutes: 1", "Letters page"),
    (database_read_only, examinations.database_takes_writes, "Nothing can be written", "let the site's user write"),
    (name_that_is_not_let_in, examinations.settings_are_safe, "does not name wedding.example.org", "ALLOWED_HOSTS"),
    (proxy_that_nobody_trusts, examinations.settings_are_safe, "lead in a circle", "TRUSTED_PROXIES"),
    (packages_other_than_the_pins, pins.packages_are_the_pins, "stripe is", "pip install --require-hashes"),
]


@pytest.mark.parametrize(("breaks", "looks", "message", "fix"), BROKEN, ids=[row[0].__name__ for row in BROKEN])
def test_it_is_found_named_and_told_with_its_mend(house, breaks, looks, message, fix):
    mended = breaks(house)
    if mended is not None:
        next(mended)
    found = [finding for finding in looks() if not finding.ok]
    if mended is not None:
        next(mended, None)
    assert [message in finding.message and fix in finding.fix for finding in found] == [True], found


@pytest.fixture
def in_order(sandbox, live_server, settings, robin_and_sams) -> None:
    """The whole house with nothing broken: keys, endpoint, worker, address."""
    settings.SITE_URL, settings.CSRF_TRUSTED_ORIGINS = live_server.url, [live_server.url]
    settings.ALLOWED_HOSTS = ["localhost"]
    Heartbeat.objects.create(chore="mail.send_letters", at=timezone.now())
    client = gateway.client(robin_and_sams.book.account)
    client.v1.webhook_endpoints.create({"url": f"{live_server.url}/stripe/webhook/", "enabled_events": ["*"]})


def test_of_a_house_in_order_nothing_is_said(in_order, capsys):
    assert [finding for finding in examine() if not finding.ok] == []
    call_command("doctor")  # it would exit with 1
    assert "wrong" not in capsys.readouterr().out


def unwell() -> list[str]:
    return [finding.message for finding in outside.site_answers_at_its_address() if not finding.ok]


def test_a_name_that_is_not_let_in_is_found_by_asking_too(in_order, settings):
    settings.ALLOWED_HOSTS = ["other.example.org"]
    assert "does not know itself by the name" in unwell()[0]


def test_an_origin_that_is_not_trusted_is_found_by_sending_a_form(in_order, settings, live_server):
    """The proxy before the site does not pass on the name that the browser asked for."""
    with forwarding(live_server.url) as settings.SITE_URL:
        assert "refused (CSRF)" in unwell()[0]
