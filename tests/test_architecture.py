"""The floors of the house: who may lean on whom, and what no file may hold."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).parent.parent
CODE = [
    path for path in (ROOT / "handfast").rglob("*.py") if "/tests/" not in str(path) and "migrations" not in path.parts
]
TEMPLATES = [path for path in (ROOT / "handfast").rglob("*.html") if "tests" not in path.parts]


def floors() -> dict[str, int]:
    """How high each app lies, as the import contract has it; apps of one floor share the number."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [layers] = [one["layers"] for one in contracts if one["type"] == "layers" and one["containers"] == ["handfast"]]
    return {
        name.strip(" ()"): height for height, floor in enumerate(reversed(layers)) for name in re.split(r"[|:]", floor)
    }


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("handfast.")]


def test_every_app_has_its_floor():
    ours = {
        config.name.removeprefix("handfast.")
        for config in apps.get_app_configs()
        if config.name.startswith("handfast.")
    }
    assert ours <= floors().keys()


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down_or_stay_in_their_app(model):
    floor = floors()
    for field in model._meta.get_fields():
        if not (field.is_relation and field.concrete) or not field.related_model.__module__.startswith("handfast."):
            continue
        here, there = model._meta.app_label, field.related_model._meta.app_label
        assert here == there or floor[there] < floor[here], f"{model._meta.label}.{field.name} points to {there}"


def imports(path: Path) -> set[str]:
    """The first names of all modules that `path` imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def test_only_the_gateway_imports_stripe():
    users = {
        str(path.relative_to(ROOT)) for path in CODE if any(re.match(r"stripe(\.|$)", name) for name in imports(path))
    }
    assert users == {"handfast/payments/gateway.py"}


def test_no_code_of_the_site_knows_the_sandbox():
    users = [path for path in CODE if any(name.startswith("stripe_sandbox") for name in imports(path))]
    assert users == []


def reached(start: str) -> set[str]:
    """All modules that `start` (a path without ending) imports, over our own modules as far as they lead."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        path = ROOT / f"{name.replace('.', '/')}.py"
        if name.startswith("handfast.") and path.exists():
            waiting.extend(imports(path))
    return seen


@pytest.mark.parametrize(
    "module",
    [
        "handfast.payments.ledger",
        "handfast.payments.bank.plan",
        "handfast.guests.planning.plan",
        "handfast.guests.reading.spreadsheet",
        "handfast.registry.gift_plan",
        "handfast.invoices.arithmetic",
    ],
)
def test_pure_modules_reach_neither_django_nor_stripe(module):
    assert (ROOT / f"{module.replace('.', '/')}.py").exists()
    assert {name.split(".")[0] for name in reached(module)} & {"django", "stripe"} == set()


def test_no_file_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "services", "common", "misc"}
    assert [path for path in CODE if path.stem in drawers] == []


def test_no_file_is_too_long_to_be_one_idea():
    assert [path.name for path in CODE if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []


def letters() -> set[Path]:
    """The templates of e-mails and what they include: mail programs know nothing but inline styles."""
    whole = {path for path in TEMPLATES if 'extends "mail/' in path.read_text(encoding="utf-8")}
    included = {name for path in whole for name in re.findall(r'include "([^"]+)"', path.read_text(encoding="utf-8"))}
    parts = {path for path in TEMPLATES if any(str(path).endswith(f"/templates/{name}") for name in included)}
    return whole | parts | set((ROOT / "handfast/mail/templates").rglob("*.html"))


LETTERS = letters()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "handfast")))
def test_no_page_has_inline_style_or_script(path):
    text = re.sub(r"{% comment.*?endcomment %}|{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.S)
    if path not in LETTERS:
        assert not re.search(r"\sstyle\s*=", text), "an inline style; the page's policy forbids it"
        assert not re.search(r"<style\b", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text), "an inline handler"
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>", text), "an inline script"
    assert not re.search(r"(src|href)=\"(https?:)?//", text), "something fetched from a third party"
