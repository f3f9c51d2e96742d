"""The webhook: a durable doorbell. Verify, store, answer 200; the worker looks things up afterwards."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from handfast.payments import gateway, inbox
from handfast.payments.models import Refusal

# The one that we name, and the one that people's `listen` commands already forward to; each with and without a last
# slash, because a POST cannot be redirected.
ADDRESSES = frozenset({"/stripe/webhook", "/invoices/wh"})


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Stripe's deliveries. 200 once the event is durable, however often it comes; 400 when it is not believed, and then
    nothing of it is kept; 503 when we cannot take it now, so that Stripe comes again.
    """
    if not settings.STRIPE_WEBHOOK_SECRETS:
        return _answer(503, "This site has no webhook secret yet: set STRIPE_WEBHOOK_SECRET.")
    signature = request.headers.get("Stripe-Signature", "")
    try:
        event = gateway.verified_event(request.body, signature, settings.STRIPE_WEBHOOK_SECRETS)
    except gateway.Refused as refused:
        _count(refused.reason)
        return _answer(400, str(refused))
    try:
        # One statement, committed by itself: whoever waits for this answer waits for nothing else.
        is_new = inbox.keep(event)
    except DatabaseError:
        return _answer(503, "The event could not be kept just now; please send it again.")
    return _answer(200, "Kept." if is_new else "Kept before.")


webhook.admits = "stripe"  # type: ignore[attr-defined]


class Doorbell:
    """The first middleware: a delivery goes straight to the webhook, past all that is there for people in browsers.

    It needs no session, no sign-in and no policy for pages, and a redirect to https would be a failure to Stripe. What
    it does need, it checks itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The webhook's answer at its addresses; anything else goes on."""
        if request.path_info.rstrip("/") in ADDRESSES:
            return webhook(request)
        return self.get_response(request)


def _answer(status: int, words: str) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")


def _count(reason: str) -> None:
    """Counts a refusal, so that `doctor` can name its cause. A counter, not a row each: anybody may knock."""
    now = timezone.now()
    if not Refusal.objects.filter(reason=reason).update(count=F("count") + 1, last_at=now):
        Refusal.objects.bulk_create([Refusal(reason=reason, count=1, last_at=now)], ignore_conflicts=True)
