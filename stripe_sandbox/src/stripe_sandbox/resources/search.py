"""Search, which is not here: said plainly, where `search` would else be taken for an id."""

from stripe_sandbox.errors import Invalid
from stripe_sandbox.merge import Obj
from stripe_sandbox.resources.routing import Call, Route
from stripe_sandbox.shapes import Shape, integer, text

NOUNS = ("charges", "customers", "payment_intents")


def _refuse(call: Call) -> Obj:
    raise Invalid("stripe_sandbox does not support search. List the objects and look at each instead.")


SEARCH = Shape({"query": text}, limit=integer, page=text)
ROUTES = [Route("GET", f"/v1/{noun}/search", _refuse, SEARCH) for noun in NOUNS]
