"""What every page that collects money is made of; gifts and bills wrap these in their own shell and scope."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from babel import Locale
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from handfast.payments import pay
from handfast.payments.gateway import NotChangeable, StripeTrouble
from handfast.payments.models import Checkout

View = Callable[..., HttpResponseBase]


def stripe_page(view: View) -> View:
    """Lets this one page load Stripe's script and frames; every other page stays closed to it."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        return csp_update(stripe_sources())(view)(request, **kwargs)

    return wrapped


def stripe_sources() -> dict[str, list[str]]:
    """The CSP sources of Stripe's script: Stripe's own, or the one origin of whatever STRIPE_JS_URL names.

    https://docs.stripe.com/security/guide#content-security-policy
    """
    where = urlsplit(settings.STRIPE_JS_URL)
    if where.hostname == "js.stripe.com":
        scripts = ["https://js.stripe.com", "https://*.js.stripe.com"]
        return {
            "script-src": scripts,
            "frame-src": [*scripts, "https://hooks.stripe.com"],
            "connect-src": ["https://api.stripe.com"],
        }
    origin = f"{where.scheme}://{where.netloc}"
    return {"script-src": [origin], "frame-src": [origin], "connect-src": [origin]}


def pay_context(
    checkout: Checkout, *, intent_url: str, back_url: str, thanks_url: str, locale: str
) -> dict[str, str | int]:
    """What `payments/pay_form.html` shows, as its `pay`. `back_url` is where Stripe sends the payer back to.

    `locale` (en_GB) is the language of Stripe's form, and its country the one that is chosen there at first.
    """
    return {
        "publishable_key": settings.STRIPE_PUBLISHABLE_KEY,
        "stripe_js": settings.STRIPE_JS_URL,
        "intent_url": intent_url,
        "return_url": settings.SITE_URL + back_url,
        "thanks_url": thanks_url,
        "amount": checkout.amount,
        "currency": checkout.currency,
        "locale": locale.replace("_", "-"),
        "country": Locale.parse(locale).territory or "",
        "name": checkout.payer_name,
        "email": checkout.payer_email,
    }


def intent_response(checkout: Checkout) -> JsonResponse:
    """`{"clientSecret", "amount", "currency"}` for the pay page, or in words why there is none.

    409 `{"error", "done": true}` when nothing is left to pay, 503 `{"error"}` when Stripe cannot be asked.
    """
    try:
        ready = pay.ready_intent(checkout)
    except NotChangeable as done:
        return JsonResponse({"error": str(done), "done": True}, status=409)
    except StripeTrouble as trouble:
        return JsonResponse({"error": str(trouble)}, status=503)
    answer = JsonResponse({"clientSecret": ready.secret, "amount": ready.amount, "currency": checkout.currency})
    answer["Cache-Control"] = "no-store"
    return answer
