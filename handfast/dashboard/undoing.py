"""The way back from a transfer that was matched by mistake: all that it counts for, or one part of it."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.core.money import Money
from handfast.payments.bank import arrivals
from handfast.payments.bank.arrivals import NotMatched
from handfast.payments.bank.counted import rest, standing
from handfast.payments.models import BankLine, Entry
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


class UndoForm(forms.Form):
    """Which parts are undone, named by their entries: a page that is out of date undoes nothing that came since."""

    part = forms.MultipleChoiceField(
        label=gettext_lazy("What was it not for?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick what it was not for.")},
    )

    def __init__(self, data: QueryDict | None, *, counted: Sequence[Entry], wedding: Wedding, asked: str) -> None:
        """`asked` is the token of the checkout beside which the host pressed; "" ticks all."""
        ticked = [str(entry.pk) for entry in counted if asked in ("", entry.checkout.token)]
        super().__init__(data, initial={"part": ticked})
        self.fields["part"].choices = [(str(entry.pk), _words_of(entry, wedding)) for entry in counted]  # type: ignore[attr-defined]


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, wedding: Wedding, line_id: int) -> HttpResponse:
    """Asks once more, then takes a line of the bank's off what it was matched to."""
    line = get_object_or_404(wedding.book.bank_lines.prefetch_related("entries__checkout"), pk=line_id)
    counted = standing(line)
    there = {str(entry.pk) for entry in counted}
    asked = request.POST.getlist("part")
    if not there or (asked and there.isdisjoint(asked)):
        messages.info(request, _("This was undone already."))
        return redirect("dashboard:money", slug=wedding.slug)
    sent = request.POST if request.method == "POST" else None
    form = UndoForm(sent, counted=counted, wedding=wedding, asked=request.GET.get("of", ""))
    if not form.is_valid():
        context = {"line": line, "counted": counted, "form": form}
        return render(request, "dashboard/undo_arrival.html", context, status=422 if form.is_bound else 200)
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    try:
        arrivals.undo(line, host.user, [int(pk) for pk in form.cleaned_data["part"]])
    except NotMatched:
        messages.info(request, _("This was undone already."))
    else:
        messages.success(request, _told(wedding, BankLine.objects.get(pk=line.pk), len(form.cleaned_data["part"])))
    return redirect("dashboard:money", slug=wedding.slug)


def _words_of(entry: Entry, wedding: Wedding) -> str:
    said = {
        "part": Money(entry.amount, entry.currency).format(wedding.locale),
        "names": entry.checkout.payer_name or "–",
        "purpose": entry.checkout.description,
    }
    return _("%(part)s from %(names)s: %(purpose)s") % said


def _told(wedding: Wedding, line: BankLine, count: int) -> str:
    words = ngettext(
        "Undone. Your book keeps both lines, and the giver gets a letter about it.",
        "Undone. Your book keeps all the lines, and the givers get a letter about it.",
        count,
    )
    left = rest(line)
    if left == line.amount:
        return words
    shown = Money(left, wedding.currency).format(wedding.locale)
    return words + " " + _("%(left)s of it counts for nothing now; it waits under Bank transfers.") % {"left": shown}
