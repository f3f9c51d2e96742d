"""One transfer that pays several gifts or bills: an owner says what of it is for which. From the bank's file, by hand,
or later for what was left of it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.accounts.models import User
from handfast.core.money import Money
from handfast.dashboard.arrived_form import ArrivedForm
from handfast.dashboard.parts_form import PartsForm, shares
from handfast.payments.bank import arrivals, files
from handfast.payments.bank.arrivals import AlreadyMatched, MoreCame
from handfast.payments.bank.counted import counted_for, newest, rest
from handfast.payments.bank.plan import KNOWN
from handfast.payments.models import BankLine, Book, Checkout
from handfast.payments.sums import still_due
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_file(request: HttpRequest, wedding: Wedding, file_id: int, key: str) -> HttpResponse:
    """A line of a statement that was uploaded and not applied yet."""
    file = get_object_or_404(wedding.book.bank_files.select_related("book"), pk=file_id)
    found = next((one for one in files.plan_of(file).found if one.line.key == key), None)
    if found is None:
        raise Http404
    if found.action == KNOWN:
        messages.info(request, _("This line is in your book already."))
        return redirect("dashboard:bank_file", slug=wedding.slug, file_id=file.pk)
    form = _parts_form(request, wedding, (found.token, *found.proposed), found.line.amount)
    seen, other = files.seen(found.line), form.newest_other if form.is_valid() else 0
    try:
        if form.is_valid() and form.within(found.line.amount):
            line = arrivals.divide(wedding.book, form.parts(), seen, _by(request), file, other)
            _tell(request, wedding, line, len(form.parts()))
            return redirect("dashboard:bank_file", slug=wedding.slug, file_id=file.pk)
    except AlreadyMatched:
        messages.info(request, _("This line is in your book already."))
        return redirect("dashboard:bank_file", slug=wedding.slug, file_id=file.pk)
    except MoreCame:
        form.add_error(None, _("This may be in your book already, so nothing was written. Please look below."))
    there = counted_for([checkout.pk for checkout in form.in_question], came=True, by_hand=True)
    context = {"parts": form, "line": found.line, "left": found.line.amount, "file": file}
    return _page(request, context | {"there": there, "newest": newest(there)})


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_hand(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """A transfer that the host has seen at the bank, and what of it is for which."""
    form = ArrivedForm(request.POST or None, wedding=wedding)
    parts = _parts_form(request, wedding, (), 0)
    try:
        if form.is_valid():
            arrivals.refuse_known(wedding.book, form.seen())
        if form.is_valid() and parts.is_valid() and parts.within(form.cleaned_data["amount"]):
            other = parts.newest_other
            line = arrivals.divide(wedding.book, parts.parts(), form.seen(), _by(request), other_than=other)
            _tell(request, wedding, line, len(parts.parts()))
            return redirect("dashboard:bank", slug=wedding.slug)
    except AlreadyMatched:
        messages.info(request, _("This form was sent before, so nothing was written. Open it anew for more."))
        return redirect("dashboard:bank", slug=wedding.slug)
    except MoreCame:
        form.add_error(None, _("This may be in your book already, so nothing was written. Please look below."))
    there = counted_for([checkout.pk for checkout in parts.in_question], came=True)
    return _page(request, {"parts": parts, "form": form, "there": there, "newest": newest(there)})


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_rest(request: HttpRequest, wedding: Wedding, line_id: int) -> HttpResponse:
    """What was left of a transfer when some of it was counted. Sent twice, it counts once."""
    line = get_object_or_404(wedding.book.bank_lines, pk=line_id, amount__gt=0)
    left = rest(line)
    if left in (0, line.amount):  # all of it counts, or it was undone
        messages.info(request, _("Nothing of this transfer is left to count."))
        return redirect("dashboard:bank", slug=wedding.slug)
    form = _parts_form(request, wedding, (), left)
    if request.method == "POST" and form.is_valid() and form.within(left):
        try:
            arrivals.divide_rest(line, form.parts(), _by(request), form.cleaned_data["left"] or 0)
        except AlreadyMatched:
            messages.info(request, _("This was counted meanwhile, so nothing was written."))
        else:
            _tell(request, wedding, BankLine.objects.get(pk=line.pk), len(form.parts()))
        return redirect("dashboard:bank", slug=wedding.slug)
    return _page(request, {"parts": form, "line": line, "left": left})


def waiting_for_the_bank(book: Book) -> list[Checkout]:
    """Those that a transfer is still to bring something for, the longest waiting first."""
    return [checkout for checkout in files.candidates(book) if still_due(checkout)]


def _parts_form(request: HttpRequest, wedding: Wedding, tokens: Sequence[str], left: int) -> PartsForm:
    """Those that are named by these tokens come first, with what they are likely to get; those that have all they asked
    for come last, for a transfer may be for one of them all the same."""
    candidates = files.candidates(wedding.book)
    named = [checkout for checkout in candidates if checkout.token in tokens]
    waiting = [*named, *(one for one in candidates if one not in named and still_due(one))]
    others = [one for one in candidates if one not in waiting]
    return PartsForm(
        request.POST or None, wedding=wedding, waiting=waiting, others=others, first=shares(left, named), left=left
    )


def _tell(request: HttpRequest, wedding: Wedding, line: BankLine, count: int) -> None:
    words = ngettext("It counts for one of them.", "It is divided among %(count)d, and stands in your book.", count) % {
        "count": count
    }
    if left := rest(line):
        shown = Money(left, wedding.currency).format(wedding.locale)
        words += " " + _("%(left)s of it counts for nothing yet; it waits under Bank transfers.") % {"left": shown}
    messages.success(request, words)


def _page(request: HttpRequest, context: dict) -> HttpResponse:
    bound = context["parts"].is_bound
    return render(request, "dashboard/dividing.html", context, status=422 if bound else 200)


def _by(request: HttpRequest) -> User:
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    return host.user
