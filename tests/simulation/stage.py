"""The stage: the site's database in memory, with Robin and Sam's wedding and its households, swept before each run."""

import gc
import logging
import os

import django


def build() -> None:
    """Sets Django up on a database in memory and invites the cast. Once a process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from django.conf import settings

    settings.DATABASES["default"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "tests.simulation.post_office.Counter"
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    connection.ops.compiler_module = "tests.simulation.remembered"
    # The tables as the models have them: to lead them there step by step is the business of other tests, and slow.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    _invite()
    gc.freeze()  # all of this stays, and a run leaves little to collect
    gc.set_threshold(50_000)


def _invite() -> None:
    from handfast.registry.funds import main_fund
    from tests.cast import make_host, make_household, make_wedding

    wedding = make_wedding("robin-and-sam", "Robin", "Sam")
    wedding.book.account.__class__.objects.update(instance="simulation")
    make_host(wedding, "Robin")
    make_host(wedding, "Sam")
    make_household(wedding, "Priya Nair & Omar Aziz", ("Priya", "Nair", "priya@example.org"), ("Omar", "Aziz", ""))
    make_household(wedding, "The Okafors", ("Ada", "Okafor", "ada@example.org"))
    make_household(wedding, "Ines Duarte", ("Ines", "Duarte", "ines@example.org"))
    main_fund(wedding)


def sweep(currency: str) -> None:
    """Everything that a run left is gone: rows, row numbers and what was cached. Gifts are in `currency` now."""
    from django.core.cache import cache
    from django.db import connection

    from handfast.invoices.models import Invoice, InvoicePayment, Line, Link, Voiding
    from handfast.mail.models import Letter
    from handfast.payments import models
    from handfast.registry.models import Claim, Contribution, Gift

    tables = [
        Contribution, Claim, Gift, InvoicePayment, Link, Voiding, Line, Invoice, Letter, models.RefundRequest,
        models.Delivery, models.Observation, models.Entry, models.Discrepancy, models.Refusal, models.Call,
        models.Transfer, models.Checkout, models.BankLine, models.BankFile, models.BankDetails,
    ]  # fmt: skip
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'DELETE FROM "{name}"')
        cursor.execute(f"DELETE FROM sqlite_sequence WHERE name IN ({', '.join(['%s'] * len(names))})", names)
    models.Account.objects.update(reconciled_until=None, country="")
    models.Book.objects.update(currency=currency)
    cache.clear()
