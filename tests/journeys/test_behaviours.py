"""Each behaviour in static/js, alone in a browser, on the markup that its component draws."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route, expect

SCRIPTS = Path(settings.BASE_DIR) / "handfast/static/js"
MODULE = '<script type="module" src="/behaviour.js"></script>'


@pytest.fixture
def behaving(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`behaving(html, script, fragment="")`: a page with nothing on it but this markup and this behaviour.

    A form that is sent from it is answered with what was sent.
    """
    context = browser.new_context()

    def opened(html: str, script: str, fragment: str = "") -> Page:
        page = context.new_page()

        def answer(route: Route) -> str:
            return route.request.post_data or html + MODULE

        # The script comes with the page, as on the site: a module has run when its page has loaded. One that is put in
        # afterwards runs when it likes, perhaps after the click that the test makes.
        page.route("**/*", lambda route: route.fulfill(body=answer(route), content_type="text/html; charset=utf-8"))
        page.route("**/behaviour.js", lambda route: route.fulfill(path=SCRIPTS / script))
        page.route("**/htmx.js", lambda route: route.fulfill(path=finders.find("django_htmx/htmx-2.min.js")))
        page.goto(f"http://site.test/{fragment}")
        return page

    yield opened
    context.close()


class Gift(forms.Form):
    amount = forms.CharField(label="How much?")


class Upload(forms.Form):
    file = forms.FileField(label="Your guest list")


CARDS = '<button type="button" data-print disabled>Print</button>'


def amount() -> str:
    suggestions = [{"value": "25", "label": "£25"}, {"value": "50", "label": "£50"}]
    context = {"field": Gift()["amount"], "symbol": "£", "suggestions": suggestions}
    return render_to_string("components/amount.html", context)


def test_a_suggested_sum_fills_the_field_and_is_shown_as_chosen(behaving):
    page = behaving(amount(), "amount.js")
    page.get_by_role("button", name="£50").click()
    expect(page.get_by_label("How much?")).to_have_value("50")
    expect(page.get_by_role("button", name="£50", pressed=True)).to_have_count(1)
    expect(page.get_by_role("button", name="£25", pressed=False)).to_have_count(1)


def test_a_sum_typed_by_hand_is_no_longer_the_suggested_one(behaving):
    page = behaving(amount(), "amount.js")
    page.get_by_role("button", name="£50").click()
    page.get_by_label("How much?").fill("51")
    expect(page.get_by_role("button", pressed=True)).to_have_count(0)


@pytest.mark.parametrize("html", [amount(), CARDS], ids=["sums", "print"])
def test_a_button_that_needs_its_script_cannot_be_pressed_before_that_has_come(behaving, html):
    """A press that nobody hears looks like a button that is broken."""
    page = behaving(html, "once.js")  # which does nothing for either
    for button in page.get_by_role("button").all():
        expect(button).to_be_disabled()


FORM = '<form method="post" action="/sent"><button name="answer" value="yes">Send</button></form>'


def test_a_form_that_is_sent_twice_by_an_impatient_thumb_is_sent_once(behaving):
    page = behaving(FORM, "once.js")
    page.evaluate("window.sent = 0; window.addEventListener('submit', (event) => { sent += !event.defaultPrevented })")
    page.route("**/sent", lambda route: route.fulfill(status=204))  # the page stays, as while a slow server thinks
    button = page.get_by_role("button", name="Send")
    with page.expect_request("**/sent") as request:
        button.evaluate("button => { button.click(); button.click(); button.click() }")
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    assert request.value.post_data == "answer=yes"
    assert page.evaluate("sent") == 1


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
    expect(page.get_by_role("link", name="Places")).to_be_hidden()
    expect(page.locator("summary")).to_be_focused()


def test_more_closes_on_a_tap_elsewhere(behaving):
    page = behaving(MORE, "more.js")
    page.get_by_text("More").click()
    expect(page.get_by_role("link", name="Places")).to_be_visible()
    page.get_by_text("Elsewhere").click()
    expect(page.get_by_role("link", name="Places")).to_be_hidden()


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
    page = behaving(CARDS, "print.js")
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == 1


COLUMNS = """
  <form hx-post="/columns" hx-trigger="change from:#first" hx-target="#understood">
    <select id="first" name="first"><option>As named</option><option>Left out</option></select>
    <select id="last" name="last"><option>As named</option><option selected>Left out</option></select>
  </form>
  <p id="understood">As named</p>
  <script>
    if (location.hash) document.getElementById("first").selectedIndex = 1;
    document.addEventListener("htmx:load", () => setTimeout(() => { document.title = "htmx listens" }));
  </script>
  <script src="/htmx.js" defer></script>
"""


@pytest.mark.parametrize(("address", "understood"), [("#early", "first=Left%20out&last=Left%20out"), ("", "As named")])
def test_what_was_chosen_before_htmx_came_is_told_to_it_and_nothing_else_is(behaving, address, understood):
    page = behaving(COLUMNS, "early.js", address)
    expect(page).to_have_title("htmx listens")
    expect(page.locator("#understood")).to_have_text(understood)
