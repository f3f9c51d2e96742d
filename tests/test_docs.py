"""The docs say what is so: variables, commands, dependencies, links."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def variables_of_the_settings() -> set[str]:
    """Every name that settings.py asks the environment for: the first argument of each `env.…(…)`."""
    tree = ast.parse((ROOT / "handfast/settings.py").read_text(encoding="utf-8"))
    asked = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "env"
    ]
    named = {call.args[0].value for call in asked if call.args}
    usual = {"db_url": "DATABASE_URL", "email_url": "EMAIL_URL"}
    return named | {usual[call.func.attr] for call in asked if not call.args}


def test_every_variable_is_described_and_no_other():
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.M)) == variables_of_the_settings()


def test_every_dependency_has_its_line_and_no_other():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `([a-z0-9-]+)` \|", page, flags=re.M)
    assert sorted(described) == sorted(re.match(r"[a-z0-9-]+", one)[0] for one in needed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not target.startswith(("https://", "http://", "mailto:")):
            assert (page.parent / target).exists(), f"{target} does not exist"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_are_named_exist(page):
    script = (ROOT / "run").read_text(encoding="utf-8")
    commands = set(re.search(r"^([a-z| ]+)\) \"\$@\"", script, flags=re.M)[1].replace(" ", "").split("|"))
    named = set(re.findall(r"\./run ([a-z]+)", page.read_text(encoding="utf-8")))
    assert named <= commands


def test_management_commands_that_are_named_exist():
    from django.core.management import get_commands

    for page in PAGES:
        for name in re.findall(r"\./run handfast ([a-z_]+)", page.read_text(encoding="utf-8")):
            assert name in get_commands(), f"{page.name} names {name}"


def test_nothing_in_the_requirements_names_a_host():
    for file in ROOT.glob("requirements*.txt"):
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", file.read_text(encoding="utf-8"))


def test_every_requirement_is_hashed():
    for file in ROOT.glob("requirements*.txt"):
        blocks = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8").strip())
        assert [block for block in blocks if "--hash=sha256:" not in block and not block.startswith("#")] == []


def test_events_of_a_real_endpoint_are_those_of_the_demos():
    from handfast.dashboard.demo.stripe_account import EVENTS

    page = (ROOT / "docs/run-your-own.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`((?:payment_intent|charge|refund)\.[a-z_.]+)`", page)) == set(EVENTS)
