"""The file a host uploads."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from handfast.guests.reading.values import Limits

_LIMITS = Limits()


class UploadForm(forms.Form):
    """One guest list."""

    file = forms.FileField(
        label=_("Your guest list"),
        help_text=_("CSV, XLSX, XLS or ODS; up to %(mb)d MB, %(guests)s guests and %(columns)d columns.")
        % {"mb": _LIMITS.file_bytes // 1_000_000, "guests": f"{_LIMITS.guests:,}", "columns": _LIMITS.columns},
        error_messages={"required": _("Choose the file with your guest list."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )

    def clean_file(self) -> UploadedFile:
        """The file, unless it is larger than any guest list."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > _LIMITS.file_bytes:
            raise forms.ValidationError(_("This file is larger than 10 MB; a guest list is far smaller."))
        return file
