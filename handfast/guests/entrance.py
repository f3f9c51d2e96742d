"""How guests come in: by the code and words on their card, or by the link behind its square."""

from django import forms
from django.contrib.auth import authenticate, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from handfast.accounts import limits
from handfast.accounts.cards import plain_code
from handfast.accounts.models import User
from handfast.accounts.sessions import sign_in_household
from handfast.guests.models import Household
from handfast.weddings.access import public_page
from handfast.weddings.models import Wedding

NO_MATCH = _("This code and these words do not belong together. Please look at your card once more.")
NO_LINK = _("This link is not good any more. Please use the code and the words on your card.")

_PLAIN = {"autocomplete": "off", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


class CardForm(forms.Form):
    """What is printed on a card; spaces, dashes and capitals do not matter."""

    code = forms.CharField(label=_("Your code"), max_length=40, widget=forms.TextInput(_PLAIN))
    words = forms.CharField(label=_("Your four words"), max_length=200, widget=forms.TextInput(_PLAIN))


@public_page
@never_cache
@sensitive_post_parameters()
def sign_in(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Code and words."""
    if request.method != "POST":
        return _page(request, "sign_in", CardForm())
    form = CardForm(request.POST)
    if not form.is_valid():
        return _page(request, "sign_in", form)
    try:
        user = _opened(request, wedding, form.cleaned_data["code"], words=form.cleaned_data["words"])
    except limits.TooManyAttempts as refusal:
        form.add_error(None, str(refusal))
        return _page(request, "sign_in", form, status=429)
    if user is None or not _came_in(request, user):
        form.add_error(None, NO_MATCH)
        return _page(request, "sign_in", form)
    return _onwards(request, wedding)


@public_page
@never_cache
def enter(request: HttpRequest, wedding: Wedding, code: str, link: str) -> HttpResponse:
    """The personal link: a page with a button, because mail programs and phones look at links before people do. It says
    the same to everybody: whether the link is good is seen when the button is pressed."""
    if request.method != "POST":
        return _page(request, "enter")
    try:
        user = _opened(request, wedding, code, link=link)
    except limits.TooManyAttempts as refusal:
        return _page(request, "enter", refusal=str(refusal), status=429)
    if user is None or not _came_in(request, user):
        return _page(request, "enter", refusal=NO_LINK)
    return _onwards(request, wedding)


@public_page
@require_POST
def sign_out(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """Ends the session, whoever's it is."""
    logout(request)
    return redirect("guests:sign_in", slug=wedding.slug)


@sensitive_variables("words", "link")
def _opened(request: HttpRequest, wedding: Wedding, code: str, *, words: str = "", link: str = "") -> User | None:
    """The user of the household of this wedding whose card this is, or None. Raises TooManyAttempts.

    Unknown code, wrong words, a withdrawn card and a card of another wedding take the same steps, and so the same time.
    """
    attempt = limits.begin(request, f"card {plain_code(code)}")
    user = authenticate(request, code=code, words=words, link=link)
    household = Household.objects.filter(wedding=wedding, user_id=user.pk if user else 0).first()
    if household is None:
        return None
    attempt.succeeded()
    return user


@transaction.atomic
def _came_in(request: HttpRequest, user: User) -> bool:
    """Signs the household in, unless a host has taken it off the list in this very moment: then its card is none."""
    if Household.objects.select_for_update().filter(user=user).first() is None:
        return False
    sign_in_household(request, user)
    return True


def _onwards(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """To the page that they came for, or the first one."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else resolve_url("dashboard:home", slug=wedding.slug))


def _page(
    request: HttpRequest, name: str, form: CardForm | None = None, refusal: object = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "refusal": refusal, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, f"guests/entrance/{name}.html", context, status=status)
