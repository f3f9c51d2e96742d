"""Text without case and accents, for searching and comparing: "Łukasz Müller" and "lukasz muller" are the same."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain one and its mark.
_UNMARKED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_BETWEEN_WORDS = re.compile(r"[\s,;&/()]+")


def fold(text: str) -> str:
    """`text` in small letters without accents, apostrophes and hyphens: "O’Brien-Šmíd" is "obriensmid"."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.casefold()).translate(_UNMARKED)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return text.lower().replace("'", "").replace("’", "").replace("ʼ", "").replace("-", "")


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of `text`, folded, in their order. They are remembered: a list is searched letter by letter."""
    return tuple([word for word in _BETWEEN_WORDS.split(fold(text)) if word])


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Text without case, accents, punctuation or doubled spaces, to compare with."""
    if text.isascii():
        return _PUNCTUATION.sub(" ", text.lower().replace("'", "")).strip()
    text = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(
        letter if letter.isalnum() else " "
        for letter in text
        if not unicodedata.combining(letter) and letter not in "'’ʼ"
    )
    return " ".join(kept.split())
