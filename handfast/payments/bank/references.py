"""The short reference that a payer writes into a bank transfer: readable, checked, and found again however it comes
back.

Seven symbols out of 23 that no eye confuses with one another; the last one checks the others. 23 is a prime, so the
check notices every single wrong symbol and every two that changed places. Imports neither Django nor stripe.
"""

import re
import secrets
import unicodedata

SYMBOLS = "23456789ACEFHKMNPRTVWXY"
PREFIX = "HF"
DRAWN = 6

# What is read for what, by people and by banks' machines; none of the left ones is a symbol of ours.
_LOOKALIKES = str.maketrans({"Z": "2", "S": "5", "G": "6", "B": "8", "U": "V"})

# Looks ahead, so that one may begin inside another.
_LIKE_OURS = re.compile(f"(?=({PREFIX}[{SYMBOLS}]{{{DRAWN + 1}}}))")


def draw() -> str:
    """A new reference, as it is kept: HF, six random symbols (some 148 million ways), and the check."""
    body = "".join(secrets.choice(SYMBOLS) for _ in range(DRAWN))
    return PREFIX + body + check_of(body)


def check_of(body: str) -> str:
    """The symbol that makes `body` whole: each place weighs differently, modulo 23."""
    total = sum((place + 2) * SYMBOLS.index(symbol) for place, symbol in enumerate(body))
    return SYMBOLS[-total % len(SYMBOLS)]


def spaced(reference: str) -> str:
    """The reference as one reads and copies it: "HF 7K3 M9PX"; banks take letters, digits and spaces everywhere."""
    return f"{reference[:2]} {reference[2:5]} {reference[5:]}"


def squeezed(text: str) -> str:
    """`text` as references are looked for in it: capitals and digits only, look-alikes made one."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(symbol for symbol in plain if symbol.isalnum()).translate(_LOOKALIKES)


def is_whole(reference: str) -> bool:
    """Whether `reference` (squeezed) could be one of ours: its check fits. A slip of the pen does not."""
    body = reference.removeprefix(PREFIX)
    known = len(body) == DRAWN + 1 and all(symbol in SYMBOLS for symbol in body)
    return known and reference.startswith(PREFIX) and check_of(body[:-1]) == body[-1]


def named_in(text: str) -> list[str]:
    """Every reference of our kind whose check fits that stands in `text`, whatever stands between its symbols."""
    return [found for found in dict.fromkeys(_LIKE_OURS.findall(squeezed(text))) if is_whole(found)]
