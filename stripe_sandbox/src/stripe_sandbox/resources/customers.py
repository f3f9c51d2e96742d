"""Customers, as far as payments refer to them."""

from typing import Any

from stripe_sandbox import merge, shapes, wire
from stripe_sandbox.account import Account
from stripe_sandbox.errors import no_such
from stripe_sandbox.events import emit
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, listing, text

FIELDS: dict[str, Any] = {
    "address": shapes.ADDRESS,
    "description": text,
    "email": shapes.email,
    "metadata": shapes.metadata,
    "name": text,
    "phone": text,
    "preferred_locales": shapes.each(text),
    "shipping": shapes.SHIPPING,
}
OTHERS = (
    "balance business_name cash_balance individual_name invoice_prefix invoice_settings next_invoice_sequence "
    "payment_method source tax tax_exempt tax_id_data test_clock validate default_source coupon"
)
ADDRESS = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
SHIPPING: Obj = {"address": ADDRESS, "carrier": None, "name": None, "phone": None, "tracking_number": None}


def require(account: Account, id: str, param: str = "customer") -> Obj:
    """The customer that a parameter names; raises Invalid if there is none, or none any more."""
    customer = account.find("customer", id)
    if customer is None or customer.get("deleted"):
        raise no_such("customer", id, param)
    return customer


def _nested(params: Obj) -> Obj:
    """The parameters with their hashes filled up, as Stripe shows them."""
    filled = {key: value for key, value in params.items() if key != "metadata"}
    if filled.get("address"):
        filled["address"] = merge.full(ADDRESS, filled["address"])
    if filled.get("shipping"):
        filled["shipping"] = merge.full(SHIPPING, filled["shipping"])
    return filled


def _create(call: Call) -> Obj:
    account = call.account
    template = dict.fromkeys(FIELDS)
    customer = account.add(
        {
            "id": account.draw("cus"),
            "object": "customer",
            "balance": 0,
            "created": int(account.world.now()),
            "currency": None,
            "default_source": None,
            "delinquent": False,
            "invoice_prefix": account.world.ids.text(8).upper(),
            "invoice_settings": {
                "custom_fields": None,
                "default_payment_method": None,
                "footer": None,
                "rendering_options": None,
            },
            "livemode": account.livemode,
            "next_invoice_sequence": 1,
            "tax_exempt": "none",
            "test_clock": None,
            **template,
            "preferred_locales": [],
            **_nested(call.params),
            "metadata": merge.metadata({}, call.params.get("metadata")),
        }
    )
    emit(account, "customer.created", customer)
    return customer


def _live(call: Call) -> Obj:
    customer = call.named("customer", "customer")
    if customer.get("deleted") and call.params:
        raise no_such("customer", customer["id"], "id", 404)
    return customer


def _retrieve(call: Call) -> Obj:
    customer = call.named("customer", "customer")
    return _gone(customer) if customer.get("deleted") else customer


def _update(call: Call) -> Obj:
    customer = _live(call)
    fields = _nested(call.params)
    if "metadata" in call.params:
        fields["metadata"] = merge.metadata(customer["metadata"], call.params["metadata"])
    if before := call.account.change(customer, **fields):
        emit(call.account, "customer.updated", customer, before)
    return customer


def _delete(call: Call) -> Obj:
    customer = call.named("customer", "customer")
    if customer.get("deleted"):
        raise no_such("customer", customer["id"], "id", 404)
    emit(call.account, "customer.deleted", customer)
    for method in list(call.account.where("payment_method", "customer", customer["id"])):
        call.account.change(method, customer=None)
    call.account.change(customer, deleted=True)
    return _gone(customer)


def _gone(customer: Obj) -> Obj:
    return {"id": customer["id"], "object": "customer", "deleted": True}


def _list(call: Call) -> Obj:
    email = call.params.get("email")
    objects = call.account.where("customer", "email", email) if email else call.account.kinds["customer"]
    return wire.page(call.account, objects, call.params, "/v1/customers", lambda each: not each.get("deleted"))


SHAPE = Shape(None, OTHERS, **FIELDS)
ROUTES = [
    Route("POST", "/v1/customers", _create, SHAPE),
    Route("GET", "/v1/customers", _list, listing("test_clock", email=text)),
    Route("GET", "/v1/customers/:id", _retrieve),
    Route("POST", "/v1/customers/:id", _update, SHAPE),
    Route("DELETE", "/v1/customers/:id", _delete),
]
