"""Versions of the API: an SDK may ask for an older one, whose defaults were others. Answers keep the newest shape."""

import re

from stripe_sandbox import API_VERSION
from stripe_sandbox.errors import Invalid
from stripe_sandbox.merge import Obj

FORM = re.compile(r"^\d{4}-\d{2}-\d{2}\b")


def check(version: str) -> None:
    """Raises Invalid for what is no version."""
    if version != API_VERSION and not FORM.match(version):
        raise Invalid(f"Invalid Stripe API version: {version}")


def completed(params: Obj, version: str) -> Obj:
    """A new PaymentIntent's parameters with what a version takes for granted, by the changelogs of those two dates."""
    older: Obj = {}
    if version < "2024-04-10" and not params.get("capture_method"):
        older["capture_method"] = "automatic"
    if version < "2023-08-16" and not (params.get("automatic_payment_methods") or params.get("payment_method_types")):
        older["payment_method_types"] = ["card"]
    return params | older
