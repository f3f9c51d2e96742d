"""A thing on the list, for guests: looking at it, saying that one buys it, that it is bought, or not after all."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handfast.guests.access import household_page
from handfast.guests.models import Household
from handfast.registry import claiming
from handfast.registry.claiming import Taken
from handfast.registry.models import Claim, Gift
from handfast.registry.offers import offer, shown
from handfast.weddings.models import Wedding


def load_gift(wedding: Wedding, gift_id: int) -> Gift:
    """A gift of this wedding that guests may see. Raises Http404."""
    return get_object_or_404(shown(wedding), pk=gift_id)


@household_page
@never_cache
@require_safe
def thing(request: HttpRequest, wedding: Wedding, household: Household, gift_id: int) -> HttpResponse:
    """The gift with all that is known of it, and what this household can do."""
    found = offer(load_gift(wedding, gift_id), household, timezone.now())
    return render(request, "registry/thing.html", {"offer": found, "gift": found.gift})


@household_page
@require_POST
def claim(request: HttpRequest, wedding: Wedding, household: Household, gift_id: int) -> HttpResponse:
    """The household says how many it buys; nobody else can have those for a while."""
    gift = load_gift(wedding, gift_id)
    try:
        claiming.claim(household, gift, _count(request))
    except Gift.DoesNotExist:
        return gone(request, wedding)
    except Taken as taken:
        messages.error(request, _in_words(taken))
    else:
        messages.success(request, _("Thank you. It is yours to give: nobody else can take it now."))
    return redirect("registry:thing", slug=wedding.slug, gift_id=gift.pk)


@household_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def purchase(request: HttpRequest, wedding: Wedding, household: Household, claim_id: int) -> HttpResponse:
    """Asks once more, then notes that what was claimed has been bought."""
    said = _own_claim(household, claim_id)
    if request.method != "POST" and not said.bought_at:
        return render(request, "registry/purchase.html", {"claim": said, "gift": said.gift})
    try:
        claiming.buy(said)
    except Taken as taken:
        messages.error(request, _in_words(taken))
    else:
        messages.success(request, _("Thank you. The couple can see that it is coming."))
    return redirect("registry:thing", slug=wedding.slug, gift_id=said.gift_id)


@household_page
@require_POST
def release(request: HttpRequest, wedding: Wedding, household: Household, claim_id: int) -> HttpResponse:
    """The household gives it to nobody after all: others may have it."""
    said = _own_claim(household, claim_id)
    claiming.take_back(said)
    messages.success(request, _("Others can give it now."))
    return redirect("registry:thing", slug=wedding.slug, gift_id=said.gift_id)


def gone(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """For a thing that the hosts deleted while a guest was looking at it."""
    messages.info(request, _("The couple have just taken this off their list."))
    return redirect("registry:gifts", slug=wedding.slug)


def _own_claim(household: Household, claim_id: int) -> Claim:
    """The household's own claim of a gift that guests may see. Raises Http404."""
    said = household.claims.select_related("gift").filter(pk=claim_id, gift__is_hidden=False).first()
    if said is None:
        raise Http404
    return said


def _count(request: HttpRequest) -> int:
    text = request.POST.get("count", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _in_words(taken: Taken) -> str:
    if taken.free == 0:
        return _("Somebody else was quicker: nothing of it is left. Nothing was noted for you.")
    words = ngettext(
        "Only %(count)d of it is left. Nothing was noted for you; please choose again.",
        "Only %(count)d of it are left. Nothing was noted for you; please choose again.",
        taken.free,
    )
    return words % {"count": taken.free}
