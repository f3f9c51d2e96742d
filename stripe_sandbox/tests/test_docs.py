"""The README says what is so."""

import re
from pathlib import Path

import pytest

from stripe_sandbox import API_VERSION, cards, sepa
from stripe_sandbox.cli import parser

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_every_card_in_it_is_one():
    table = README.partition("## Cards")[2].partition("## In tests")[0]
    names = {name for cell in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`(\w+)`", cell)}
    assert names <= cards.BY_NAME.keys()
    numbers = {number.replace(" ", "") for number in re.findall(r"\b\d{4} [\d ]{9,14}\d\b", table)}
    assert numbers <= cards.BY_NUMBER.keys()
    assert set(re.findall(r"`(AT\d+)`", table)) == set(sepa.OUTCOMES)


@pytest.mark.parametrize("line", re.findall(r"^\$ stripe-sandbox (.+)$", README, re.M))
def test_every_command_in_it_is_understood(line):
    parser().parse_args(line.split())


def test_the_version_is_the_one():
    assert f"[{API_VERSION}]" in README
