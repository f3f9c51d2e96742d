"""An owner says: I know about this. What does not fit leaves the open list then, and stays to be read."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handfast.dashboard.remedies import explained
from handfast.dashboard.takings import discrepancies_of
from handfast.payments import discrepancies
from handfast.payments.models import Discrepancy
from handfast.weddings.access import owner_page
from handfast.weddings.models import Host, Wedding


class NoteForm(forms.Form):
    """What an owner knows about it. `read` names the words that they read: they may be others by now."""

    note = forms.CharField(
        label=gettext_lazy("What do you know about it?"),
        help_text=gettext_lazy("For whoever looks at your book later: what it was, and what you did."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    read = forms.CharField(max_length=40, widget=forms.HiddenInput)


@owner_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest, wedding: Wedding, odd_id: int) -> HttpResponse:
    """What does not fit, read once more, and a note; then back to Money. Sent twice, it is written once."""
    odd = get_object_or_404(discrepancies_of(wedding.book), pk=odd_id)
    read = odd.stands_since.isoformat()
    form = NoteForm(request.POST or None, initial={"read": read})
    if form.is_valid():
        if form.cleaned_data["read"] == read and _written(request, odd, form.cleaned_data["note"]):
            return redirect("dashboard:money", slug=wedding.slug)
        form = NoteForm({"note": form.cleaned_data["note"], "read": read})
        form.add_error(None, _("Meanwhile this has changed. Please read it again."))
    [one] = explained([odd])
    status = 422 if form.is_bound else 200
    return render(request, "dashboard/acknowledge.html", {"form": form, "odd": one}, status=status)


def _written(request: HttpRequest, odd: Discrepancy, note: str) -> bool:
    host: Host = request.host  # type: ignore[attr-defined]  # owner_page put it there
    try:
        discrepancies.acknowledge(odd, by=host.user, note=note)
    except discrepancies.Changed:
        return False
    messages.success(request, _("It is noted that you know about this. It stands under “What you know about”."))
    return True
