"""The bank's statement as a file: upload it, read what it would do, apply exactly that. Owners alone."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.accounts.models import User
from handfast.dashboard.dividing import waiting_for_the_bank
from handfast.payments.bank import files
from handfast.payments.bank.counted import partly_counted, rest
from handfast.payments.bank.plan import KNOWN, LEAVE, MATCH, PROPOSE, Found
from handfast.payments.bank.reading import MOST_BYTES, Unreadable
from handfast.payments.models import BankFile, BankLine, Checkout
from handfast.payments.states import State, state
from handfast.payments.sums import still_due
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding

FOUND_SHOWN = 200  # of each kind


class StatementForm(forms.Form):
    """One statement."""

    file = forms.FileField(
        label=gettext_lazy("Your bank’s statement"),
        help_text=gettext_lazy("The CSV that your bank’s site offers, headings included; up to 2 MB."),
        error_messages={
            "required": gettext_lazy("Choose the file with the statement."),
            "empty": gettext_lazy("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )

    def clean_file(self) -> UploadedFile:
        """The file, unless it is larger than any statement. Raises ValidationError."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 2 MB. Upload a statement of a shorter time."))
        return file


@dataclass(frozen=True)
class Row:
    """A line of the statement as a host reads it, with the gifts that it may belong to, and the notes by hand that may
    tell of the same money."""

    found: Found
    gifts: list[Checkout]
    notes: list[BankLine]

    @property
    def less(self) -> int:
        """By how much it falls short of what was due, minor units."""
        return max(-self.found.difference, 0)

    @property
    def more(self) -> int:
        """By how much it is more than was due, minor units."""
        return max(self.found.difference, 0)


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """The gifts that wait for the bank, and the form for a statement, which leads to its preview."""
    form = StatementForm(request.POST, request.FILES) if request.method == "POST" else StatementForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept, found = files.upload(wedding.book, _host(request), file.name, file.read())
        except Unreadable as refused:
            form.add_error("file", str(refused))
        else:
            _tell_of_others(request, found.outgoing, found.foreign)
            return redirect("dashboard:bank_file", slug=wedding.slug, file_id=kept.pk)
    context = {
        "form": form,
        "waiting": [
            {"checkout": one, "due": still_due(one), "is_promised": state(one) is State.SENT}
            for one in waiting_for_the_bank(wedding.book)
        ],
        "partly": [{"line": line, "left": rest(line)} for line in partly_counted(wedding.book)],
    }
    return render(request, "dashboard/bank.html", context, status=422 if form.errors else 200)


def _tell_of_others(request: HttpRequest, outgoing: int, foreign: int) -> None:
    if outgoing:
        words = ngettext(
            "%(n)d line of money going out is left alone.",
            "%(n)d lines of money going out are left alone.",
            outgoing,
        )
        messages.info(request, words % {"n": outgoing})
    if foreign:
        words = ngettext(
            "%(n)d line in another currency is left alone.",
            "%(n)d lines in another currency are left alone.",
            foreign,
        )
        messages.info(request, words % {"n": foreign})


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bank_file(request: HttpRequest, wedding: Wedding, file_id: int) -> HttpResponse:
    """What the statement would do; sent back with the plan's digest, just that is done."""
    file = get_object_or_404(wedding.book.bank_files.select_related("book"), pk=file_id)
    if request.method == "POST":
        return _applied(request, wedding, file)
    if file.applied_at:
        matched = file.matched.order_by("booked_on", "pk")
        return render(request, "dashboard/bank_applied.html", {"file": file, "matched": matched})
    plan = files.plan_of(file)
    gifts = {checkout.token: checkout for checkout in files.candidates(wedding.book)}
    same = [note for one in plan.found for note in one.same]
    notes = wedding.book.bank_lines.select_related("added_by").in_bulk(same)
    rows = {action: [_row(one, gifts, notes) for one in plan.of(action)] for action in (MATCH, PROPOSE, LEAVE)}
    context = {
        "file": file,
        "plan": plan,
        "matches": rows[MATCH],
        "proposals": rows[PROPOSE],
        "left": rows[LEAVE][:FOUND_SHOWN],
        "left_count": len(rows[LEAVE]),
        "known": len(plan.of(KNOWN)),
        "same": files.SAME,
    }
    return render(request, "dashboard/bank_file.html", context)


def _row(found: Found, gifts: dict[str, Checkout], notes: dict[int, BankLine]) -> Row:
    tokens = (found.token,) if found.token else found.proposed
    return Row(found, [gifts[token] for token in tokens], [notes[note] for note in found.same])


def _applied(request: HttpRequest, wedding: Wedding, file: BankFile) -> HttpResponse:
    prefix = "line-"
    accepted = {name.removeprefix(prefix): str(request.POST[name]) for name in request.POST if name.startswith(prefix)}
    try:
        count = files.apply(file, request.POST.get("digest", ""), accepted, _host(request))
    except files.Outdated:
        messages.error(request, _("Your book has changed meanwhile, so nothing was done. Please read it once more."))
    except files.SaidTwice:
        words = _(
            "You said of two lines that they are what you wrote down once, so nothing was done. Choose one of them."
        )
        messages.error(request, words)
    else:
        words = ngettext("%(n)d transfer is in your book.", "%(n)d transfers are in your book.", count)
        messages.success(request, words % {"n": count} if count else _("Done. There was nothing new to count."))
    return redirect("dashboard:bank_file", slug=wedding.slug, file_id=file.pk)


def _host(request: HttpRequest) -> User:
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    return host.user
