"""Each behaviour in static/js, alone in a browser, on the markup that its component draws."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

SCRIPTS = Path(settings.BASE_DIR) / "handfast/static/js"
MODULE = '<script type="module" src="/behaviour.js"></script>'


@pytest.fixture
def behaving(browser: Browser) -> Iterator[Callable[[str, str], Page]]:
    """`behaving(html, script)`: a page with nothing on it but this markup and this behaviour."""
    context = browser.new_context()

    def opened(html: str, script: str) -> Page:
        page = context.new_page()
        # The script comes with the page, as on the site: a module has run when its page has loaded. One that is put in
        # afterwards runs when it likes, perhaps after the click that the test makes.
        page.route("**/*", lambda route: route.fulfill(body=html + MODULE, content_type="text/html; charset=utf-8"))
        page.route("**/behaviour.js", lambda route: route.fulfill(path=SCRIPTS / script))
        page.goto("http://site.test/")
        return page

    yield opened
    context.close()


class Gift(forms.Form):
    amount = forms.CharField(label="How much?")


class Upload(forms.Form):
    file = forms.FileField(label="Your guest list")


def amount() -> str:
    suggestions = [{"value": "25", "label": "£25"}, {"value": "50", "label": "£50"}]
    context = {"field": Gift()["amount"], "symbol": "£", "suggestions": suggestions}
    return render_to_string("components/amount.html", context)


def test_a_suggested_sum_fills_the_field_and_is_shown_as_chosen(behaving):
    page = behaving(amount(), "amount.js")
    page.get_by_role("button", name="£50").click()
    assert page.get_by_label("How much?").input_value() == "50"
    assert page.get_by_role("button", name="£50", pressed=True).count() == 1
    assert page.get_by_role("button", name="£25", pressed=False).count() == 1


def test_a_sum_typed_by_hand_is_no_longer_the_suggested_one(behaving):
    page = behaving(amount(), "amount.js")
    page.get_by_role("button", name="£50").click()
    page.get_by_label("How much?").fill("51")
    assert page.get_by_role("button", pressed=True).count() == 0


FORM = '<form method="post" action="/sent"><button name="answer" value="yes">Send</button></form>'


def test_a_form_that_is_sent_twice_by_an_impatient_thumb_is_sent_once(behaving):
    page = behaving(FORM, "once.js")
    sent: list[str | None] = []

    def keep(route: Route) -> None:
        sent.append(route.request.post_data)
        route.fulfill(status=204)  # "No content": the page stays, as it does while a slow server thinks

    page.route("**/sent", keep)
    button = page.get_by_role("button", name="Send")
    button.evaluate("button => { button.click(); button.click(); button.click() }")
    button.click()
    assert sent == ["answer=yes"]
    assert button.get_attribute("aria-busy") == "true"


def test_a_form_that_a_script_handles_itself_stays_open(behaving):
    """The pay form stops the browser's own sending: after a declined card it must be possible to try again."""
    page = behaving(FORM, "once.js")
    page.evaluate("""
        window.tries = 0;
        document.querySelector("form").addEventListener("submit", (event) => {
          event.preventDefault();
          window.tries += 1;
        });
    """)
    button = page.get_by_role("button", name="Send")
    button.click()
    button.click()
    assert page.evaluate("window.tries") == 2


MORE = '<p>Elsewhere</p><details data-more><summary>More</summary><a href="/places">Places</a></details>'


def test_more_closes_on_escape_and_gives_the_focus_back(behaving):
    page = behaving(MORE, "more.js")
    page.get_by_text("More").click()
    page.get_by_role("link", name="Places").focus()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Places").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "More"


def test_more_closes_on_a_tap_elsewhere(behaving):
    page = behaving(MORE, "more.js")
    page.get_by_text("More").click()
    assert page.get_by_role("link", name="Places").is_visible()
    page.get_by_text("Elsewhere").click()
    assert not page.get_by_role("link", name="Places").is_visible()


def test_a_file_may_be_dropped_anywhere_on_the_box(behaving):
    page = behaving(render_to_string("components/drop.html", {"field": Upload()["file"]}), "drop.js")
    page.evaluate("""
        const files = new DataTransfer();
        files.items.add(new File(["First name"], "our-list.csv"));
        document.querySelector("[data-drop]").dispatchEvent(
          new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }),
        );
    """)
    chosen = page.get_by_label("Your guest list").evaluate("input => [...input.files].map((file) => file.name)")
    assert chosen == ["our-list.csv"]


def test_print_prints(behaving):
    page = behaving('<button type="button" data-print>Print</button>', "print.js")
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == 1
