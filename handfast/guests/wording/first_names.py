"""Which words are first names, where that tells how a cell is meant: "Amy, Ben" or "Fox, Amy"."""

from functools import cache
from pathlib import Path

from handfast.guests.folding import fold

_FILE = Path(__file__).with_name("first_names.txt")


@cache
def _known() -> frozenset[str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def starts_with_one(text: str) -> bool:
    """Whether the first word of `text` is a common first name: "Mary-Ann" and "Mary Ann" are, by "Mary"."""
    words = text.replace("-", " ").split()
    return bool(words) and fold(words[0]).rstrip(".") in _known()
