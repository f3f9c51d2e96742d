"""Where the link of a host's invitation leads: to a name and a password, or just to a yes."""

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from handfast.accounts.models import User
from handfast.accounts.sessions import sign_in_host
from handfast.weddings import people
from handfast.weddings.access import public_page
from handfast.weddings.forms import PasswordForm
from handfast.weddings.founding import new_host_user
from handfast.weddings.models import Invitation, Wedding


@public_page
@never_cache
@sensitive_post_parameters("password")
def join(request: HttpRequest, wedding: Wedding, secret: str) -> HttpResponse:
    """Following the link does nothing yet, since mail programs follow links too; the button does."""
    try:
        invitation = people.find(wedding, secret)
        return _answer(request, invitation)
    except people.NoLongerOpen:
        return render(request, "weddings/join_closed.html", status=404)


def _answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.user.is_authenticated and request.user.has_usable_password():
        if request.method == "POST":
            people.accept(invitation, request.user)
            return redirect("dashboard:overview", slug=invitation.wedding.slug)
        return render(request, "weddings/join.html", {"invitation": invitation})
    if User.objects.filter(email__iexact=invitation.email).exists():
        return render(request, "weddings/join.html", {"invitation": invitation, "sign_in_first": True})
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _join_as_new(request, invitation, form)
    return render(request, "weddings/join.html", {"invitation": invitation, "form": form})


def _join_as_new(request: HttpRequest, invitation: Invitation, form: PasswordForm) -> HttpResponse:
    """The letter reached its e-mail, so the new sign-in may have it."""
    try:
        with transaction.atomic():
            user = new_host_user(email=invitation.email, **form.cleaned_data)
            people.accept(invitation, user)
    except IntegrityError as taken:  # the same button, pressed twice: the first press made the user
        raise people.NoLongerOpen from taken
    sign_in_host(request, user)
    return redirect("dashboard:overview", slug=invitation.wedding.slug)
