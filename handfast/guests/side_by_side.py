"""Forms in which two hosts may write at the same time, and neither writes over the other without being told."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class SideBySideForm(forms.ModelForm):
    """A form that carries along what its writer saw. Only what the writer changed is saved, so what somebody else has
    changed meanwhile stays; a field that both have changed is an error that shows the other's words, once.

    Validate and save it in one transaction in which the row is locked.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        """Keeps what is there now in every field that the writer left alone, and asks where both have written."""
        cleaned = super().clean() or self.cleaned_data
        for name in list(cleaned):
            seen, now = self._seen(name), self.initial[name]
            if cleaned[name] == seen:
                cleaned[name] = now
            elif now not in (seen, cleaned[name]):
                self._ask(name, now)
        return cleaned

    def _seen(self, name: str) -> Any:
        bound = self[name]
        if bound.html_initial_name not in self.data:
            return self.initial[name]
        return bound.field.to_python(self.data[bound.html_initial_name])

    def _ask(self, name: str, now: Any) -> None:
        """Next time, the writer has seen what is there now."""
        self.data = {**{sent: self.data[sent] for sent in self.data}, self[name].html_initial_name: now}
        said = _("Somebody else has just made this “%(now)s”. Save again to put yours in its place.") % {"now": now}
        self.add_error(name, said if now else _("Somebody else has just emptied this. Save again to put yours there."))
