"""The owners' page about who runs the wedding."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handfast.weddings import people
from handfast.weddings.access import owner_page
from handfast.weddings.forms import InviteForm
from handfast.weddings.models import Host, Invitation, Wedding


@owner_page
def people_page(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Hosts, invitations that are out, and a form for the next."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.invite(
            wedding, by=_me(request, wedding).user, email=form.cleaned_data["email"], role=form.cleaned_data["role"]
        )
        messages.success(request, _("The letter to %(email)s is on its way.") % {"email": form.cleaned_data["email"]})
        return _back(wedding)
    hosts = list(wedding.hosts.select_related("user").order_by("since", "pk"))
    context = {
        "form": form,
        "hosts": hosts,
        "one_owner": sum(host.is_owner for host in hosts) == 1,
        "invitations": wedding.host_invitations.filter(
            accepted_at=None, invited_at__gt=timezone.now() - Invitation.GOOD_FOR
        ).order_by("invited_at"),
    }
    return render(request, "weddings/people.html", context)


@owner_page
@require_POST
def role(request: HttpRequest, wedding: Wedding, host_id: int) -> HttpResponse:
    """Makes a helper an owner, or an owner a helper."""
    host = get_object_or_404(wedding.hosts, pk=host_id)
    try:
        people.change_role(wedding, host, Host.Role.HELPER if host.is_owner else Host.Role.OWNER)
    except people.LastOwner:
        messages.error(request, _("A wedding needs an owner. Make somebody else an owner first."))
    return _back(wedding)


@owner_page
@require_POST
def remove(request: HttpRequest, wedding: Wedding, host_id: int) -> HttpResponse:
    """Takes a host off the wedding."""
    host = get_object_or_404(wedding.hosts.select_related("user"), pk=host_id)
    try:
        people.remove(wedding, host)
    except people.LastOwner:
        messages.error(request, _("A wedding needs an owner. Make somebody else an owner first."))
        return _back(wedding)
    if host.user_id == request.user.pk:
        return redirect("front")
    messages.success(request, _("%(name)s no longer runs this wedding.") % {"name": host.name})
    return _back(wedding)


@owner_page
@require_POST
def withdraw(request: HttpRequest, wedding: Wedding, invitation_id: int) -> HttpResponse:
    """Makes an invitation's link worthless."""
    get_object_or_404(wedding.host_invitations.filter(accepted_at=None), pk=invitation_id).delete()
    messages.success(request, _("The invitation is withdrawn; the link in its letter is no longer good."))
    return _back(wedding)


def _me(request: HttpRequest, wedding: Wedding) -> Host:
    return wedding.hosts.select_related("user").get(user_id=request.user.pk or 0)


def _back(wedding: Wedding) -> HttpResponse:
    return redirect("weddings:people", slug=wedding.slug)
