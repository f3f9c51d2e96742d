"""The install that the house stands in: its environment, as an administrator would set it."""

import logging
import os
from pathlib import Path
from secrets import token_hex, token_urlsafe

import django

KEY = f"sk_test_handfast{token_hex(8)}"
PUBLISHABLE_KEY = KEY.replace("sk_", "pk_", 1)
# What whoever runs this may have set for another install; names ending in _FILE among it.
_NOT_OURS = ("ALLOWED_HOSTS", "TRUSTED_PROXIES", "DEBUG", "EMAIL_", "FROM_EMAIL", "STRIPE_", "SECRET_KEY", "CARD_KEYS")


def enter(data: Path, database: str, port: int) -> None:
    """Makes this process, and all that it starts, one of a new install with its data in that folder.

    The site is to listen on `port`, Stripe's sandbox on the next. To be called before anything of the site is imported.
    """
    site, stripe = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    for name in [name for name in os.environ if name.startswith(_NOT_OURS)]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="handfast.settings",
        HANDFAST_DATA=str(data),
        DATABASE_URL=database,
        SECRET_KEY=token_urlsafe(50),
        CARD_KEYS=token_urlsafe(32),
        SITE_URL=site,
        STRIPE_SECRET_KEY=KEY,
        STRIPE_PUBLISHABLE_KEY=PUBLISHABLE_KEY,
        STRIPE_API_BASE=stripe,
        STRIPE_JS_URL=f"{stripe}/v3/stripe.js",
        STRIPE_WEBHOOK_SECRET="",
        STRIPE_SANDBOX_HOME=str(data / "sandbox"),
        LOG_LEVEL="WARNING",
    )
    django.setup()
    logging.disable(logging.CRITICAL)  # of this process; the others' logs are files


def sqlite(folder: Path) -> str:
    """The address of an SQLite database in that folder, as `DATABASE_URL` takes it."""
    return f"sqlite:///{folder / 'handfast.sqlite3'}"
