"""The account itself."""

from stripe_sandbox.account import Account
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources.routing import Call, Route


def _retrieve(call: Call) -> Obj:
    account, settings = call.account, call.account.world.settings
    return {
        "id": account.id,
        "object": "account",
        "business_profile": {"name": "Stripe Sandbox", "support_email": None, "url": None},
        "business_type": "individual",
        "capabilities": {"card_payments": "active", "sepa_debit_payments": "active", "transfers": "active"},
        "charges_enabled": True,
        "country": settings.country,
        "created": 1_700_000_000,
        "default_currency": settings.currency,
        "details_submitted": True,
        "email": None,
        "metadata": {},
        "payouts_enabled": True,
        "settings": _settings(account),
        "type": "standard",
    }


def _settings(account: Account) -> Obj:
    descriptors = ("statement_descriptor", "statement_descriptor_kana", "statement_descriptor_kanji")
    return {
        "branding": dict.fromkeys(("icon", "logo", "primary_color", "secondary_color")),
        "card_payments": {
            "decline_on": {"avs_failure": False, "cvc_failure": True},
            **dict.fromkeys(f"statement_descriptor_prefix{script}" for script in ("", "_kana", "_kanji")),
        },
        "dashboard": {"display_name": account.suffix, "timezone": "Etc/UTC"},
        "payments": dict.fromkeys(descriptors),
    }


ROUTES = [Route("GET", "/v1/account", _retrieve)]
