"""Uploading a list of gifts: choose a file, read what it would change, apply it."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handfast.accounts.models import User
from handfast.registry import gift_imports
from handfast.registry.gift_imports import NotApplied
from handfast.registry.gift_plan import ROWS, Unreadable
from handfast.weddings.access import owner_page
from handfast.weddings.models import Wedding


class GiftListForm(forms.Form):
    """One list of gifts."""

    file = forms.FileField(
        label=_("Your list of gifts"),
        help_text=_("CSV, XLSX, XLS or ODS, up to %(rows)d gifts. Columns: name, description, price, quantity, link.")
        % {"rows": ROWS},
        error_messages={"required": _("Choose the file with your gifts."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, wedding: Wedding) -> HttpResponse:
    """The form for a file. One that can be read leads to its preview."""
    form = GiftListForm(request.POST, request.FILES) if request.method == "POST" else GiftListForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = gift_imports.upload(wedding, cast(User, request.user), file.name, file.read())
        except Unreadable as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("registry:gift_import", slug=wedding.slug, gift_import_id=kept.pk)
    return render(request, "registry/gift_imports.html", {"form": form}, status=422 if form.errors else 200)


@owner_page
@require_safe
def preview(request: HttpRequest, wedding: Wedding, gift_import_id: int) -> HttpResponse:
    """What was read and would change, or what is wrong and where; nothing is written yet."""
    kept = get_object_or_404(wedding.gift_imports, pk=gift_import_id)
    return render(request, "registry/gift_import.html", {"import": kept, "plan": kept.plan})


@owner_page
@require_POST
def application(request: HttpRequest, wedding: Wedding, gift_import_id: int) -> HttpResponse:
    """Applies the plan that the host has read, named by its digest."""
    kept = get_object_or_404(wedding.gift_imports, pk=gift_import_id)
    try:
        gift_imports.apply(kept, request.POST.get("digest", ""))
    except NotApplied as reason:
        messages.error(request, str(reason))
        return redirect("registry:gift_import", slug=wedding.slug, gift_import_id=kept.pk)
    return redirect("registry:host_gifts", slug=wedding.slug)
