"""The look keeps its own rules: colours that can be read, classes that exist, fields tied to their words."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

HOUSE = Path(settings.BASE_DIR) / "handfast"
TEMPLATES = sorted(path for path in HOUSE.rglob("templates/**/*.html") if "mail" not in path.parts)
STYLES = sorted(HOUSE.rglob("static/**/*.css"))

# Which words stand on which ground anywhere in the stylesheets.
WORDS = [
    (ink, ground)
    for ground in ("paper", "card", "accent-tint", "warm-tint", "gold-tint", "sunk")
    for ink in ("ink", "ink-soft")
] + [
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "accent-tint"),
    ("accent", "accent-mid"),
    ("accent-strong", "accent-tint"),
    ("warm", "card"),
    ("warm", "paper"),
    ("warm", "warm-tint"),
    ("warm-strong", "warm-tint"),
    ("gold-strong", "gold-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-accent", "warm"),
]
EDGES = [("edge", "paper"), ("edge", "card"), ("accent", "paper"), ("warm", "card"), ("accent", "line")]


def colours() -> dict[str, str]:
    """Every colour of the tokens by name, as six hexadecimal digits."""
    tokens = (HOUSE / "static/css/tokens.css").read_text()
    found = re.findall(r"--([a-z-]+): #([0-9a-f]{3}|[0-9a-f]{6});", tokens)
    return {name: code if len(code) == 6 else "".join(digit * 2 for digit in code) for name, code in found}


def luminance(code: str) -> float:
    """WCAG 2's relative luminance of a colour."""
    shares = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours of the tokens, from 1 to 21."""
    dark, light = sorted(luminance(colours()[name]) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_are_readable_on_every_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_controls_can_be_seen(edge, ground):
    assert contrast(edge, ground) >= 3


def test_gold_carries_no_words():
    """Gold is for hairlines and ornaments: no rule for text may use it as a colour."""
    for style in STYLES:
        for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style.read_text()):
            if re.search(r"(?<![-\w])color: var\(--gold\)", body):
                assert re.search(r"ornament|divider|picture", selectors), (style.name, selectors.strip())


def test_colours_are_tokens():
    """A colour written out in a component could not follow a theme; white paper and cutting lines are print's."""
    for style in STYLES:
        if style.name not in ("tokens.css", "print.css"):
            assert not re.findall(r"#[0-9a-f]{3,8}\b", style.read_text()), style.name


def test_every_class_in_a_template_is_drawn():
    """A class that no stylesheet knows is a slip of the pen, or a component that was taken away."""
    drawn = {name for style in STYLES for name in re.findall(r"\.([a-z][\w-]*)", style.read_text())}
    drawn |= {"guest", "plain", "host"}
    unknown = {}
    for template in TEMPLATES:
        values = re.findall(r'\bclass="([^"]*)"', template.read_text())
        words = re.sub(r"{%.*?%}", " ", re.sub(r"[\w-]*{{.*?}}[\w-]*", " ", " ".join(values))).split()
        if strange := set(words) - drawn:
            unknown[template.name] = strange
    assert not unknown


def test_every_file_that_a_template_names_is_there_and_no_other():
    """The tests' storage forgives a missing file; the one that a server uses answers every page with an error."""
    named = {name for path in TEMPLATES for name in re.findall(r"{% static '([^']+)' %}", path.read_text())}
    assert {name for name in named if not finders.find(name)} == set()
    kept = {path.relative_to(HOUSE / "static").as_posix() for path in (HOUSE / "static").rglob("*.*")}
    assert kept - named == set()


def test_every_layer_is_named_in_the_order_of_layers():
    order = re.search(r"@layer ([\w, ]+);", (HOUSE / "static/css/tokens.css").read_text()).group(1).split(", ")
    for style in STYLES:
        assert set(re.findall(r"@layer (\w+) \{", style.read_text())) <= set(order), style.name


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_no_context_and_no_database(name):
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert '<html lang="en-gb">' in page


class Question(forms.Form):
    coming = forms.ChoiceField(
        label="Will Priya come?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, help_text="By May."
    )
    message = forms.CharField(label="A message", help_text="Only the couple reads it.")
    agree = forms.BooleanField(label="I have read it")


def drawn_field(form: forms.Form, name: str) -> str:
    """One field of the form as the component draws it."""
    return render_to_string("components/field.html", {"field": form[name]})


def test_a_field_is_tied_to_its_help_and_its_error():
    html = drawn_field(Question({}), "message")
    described = re.search(r'aria-describedby="([^"]+)"', html).group(1).split()
    assert described == ["id_message_helptext", "id_message_error"]
    assert all(f'id="{name}"' in html for name in described)
    assert 'aria-invalid="true"' in html
    assert '<label for="id_message">A message' in html


def test_choices_are_one_fieldset_with_a_legend():
    html = drawn_field(Question({}), "coming")
    assert '<fieldset class="field field-invalid" aria-describedby="id_coming_helptext id_coming_error">' in html
    assert "<legend>Will Priya come?" in html
    assert html.count('type="radio"') == 2


def test_a_tick_box_stands_in_its_own_label():
    assert re.search(
        r'<label class="field-tick" for="id_agree"><input type="checkbox"', drawn_field(Question(), "agree")
    )


def test_the_error_summary_leads_to_each_field():
    form = Question({"message": "Yes"})
    summary = render_to_string("components/errors.html", {"form": form})
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_coming_0", "id_agree"]
    fields = "".join(drawn_field(form, name) for name in form.fields)
    assert all(f'id="{target}"' in fields for target in targets)


def test_a_sound_form_has_no_error_summary():
    assert not render_to_string("components/errors.html", {"form": Question()}).strip()
