"""How guests can pay: the account that transfers go to, and whether they may add Stripe's fee. Owners alone."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from handfast.core.money import exponent
from handfast.dashboard.bank_details_form import BankDetailsForm
from handfast.mail import outbox
from handfast.payments import fees
from handfast.payments.bank import transfers
from handfast.payments.bank.details import ending
from handfast.payments.models import BankDetails, Book
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


@sensitive_post_parameters("password")
@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Both on one page; a new account is kept beside the old ones, and told to every owner by letter."""
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    present = transfers.details_of(wedding.book)
    form = BankDetailsForm(request, host.user, present)
    if form.is_valid():
        _keep(wedding, host, present, form.details())
        messages.success(request, _("Kept. Every owner gets a letter about it."))
        return redirect("dashboard:ways", slug=wedding.slug)
    context = {
        "form": form,
        "present": present,
        "rate": fees.rate_of(wedding.book),
        "example": _example(wedding),
    }
    return render(request, "dashboard/ways_to_pay.html", context, status=422 if form.is_bound else 200)


@owner_page
@require_POST
def offer_fee(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Offers guests to add the fee ("offer=yes"), or does so no longer."""
    Book.objects.filter(pk=wedding.book_id).update(offers_fee=request.POST.get("offer") == "yes")
    messages.success(request, _("Kept."))
    return redirect("dashboard:ways", slug=wedding.slug)


def _example(wedding: Wedding) -> dict[str, int]:
    """What the fee comes to for a gift of a hundred, minor units."""
    gift = 100 * 10 ** exponent(wedding.currency)
    return {"gift": gift, "fee": rate.added_to(gift) if (rate := fees.rate_of(wedding.book)) else 0}


@transaction.atomic
def _keep(wedding: Wedding, by: Host, before: BankDetails | None, now: dict[str, str]) -> None:
    kept = BankDetails.objects.create(book=wedding.book, set_by=by.user, **now)
    context = {
        "wedding": wedding,
        "by": by.name,
        "when": kept.set_at,
        "holder": kept.holder,
        "ending": ending(kept),
        "before": ending(before) if before else "",
    }
    for owner in wedding.hosts.filter(role=Host.Role.OWNER).select_related("user"):
        outbox.write(
            wedding.mailbox,
            key=f"bank details {kept.pk} {owner.pk}",
            to=owner.user.email,
            subject=_("The account for gifts to %(names)s has changed") % {"names": wedding.title},
            template="dashboard/letters/bank_details",
            context=context,
        )
