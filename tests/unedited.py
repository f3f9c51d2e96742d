"""What a browser sends when somebody opens a form and sends it as it came."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Gathers the fields of the forms that are sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.inside = False
        self.words = ""  # the textarea that is open
        self.choice = ""  # the select that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what the tag would send."""
        found = dict(attrs)
        name, value = found.get("name") or "", found.get("value")
        if tag == "form":
            self.inside = (found.get("method") or "").lower() == "post"
        elif not self.inside:
            return
        elif tag == "input" and found.get("type") not in ("file", "submit"):
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.fields[name] = value if value is not None else "on" if "checked" in found else ""
        elif tag == "textarea":
            self.words, self.fields[name] = name, ""
        elif tag == "select":
            self.choice = name
        elif tag == "option" and "selected" in found:
            self.fields[self.choice] = value or ""

    def handle_data(self, data: str) -> None:
        """The words of a textarea; HTML drops the line break that a page sets before them."""
        if self.words:
            self.fields[self.words] += data.removeprefix("\n") if not self.fields[self.words] else data

    def handle_endtag(self, tag: str) -> None:
        """Closes what was open."""
        if tag == "textarea":
            self.words = ""
        elif tag == "form":
            self.inside = False


def unedited(page: str) -> dict[str, str]:
    """The fields of the forms that stand in the page's <main>, with what they start with."""
    form = _Form()
    form.feed(page[page.index("<main") :])
    assert form.fields, "this page has no form to send"
    return {name: value for name, value in form.fields.items() if name}
