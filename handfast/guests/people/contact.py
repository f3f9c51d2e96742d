"""Addresses of both kinds and telephone numbers, cleaned as far as they can be without guessing."""

import re
from functools import lru_cache

from handfast.guests.folding import plain
from handfast.guests.guestlist import ADDRESS, NO_ADDRESS, Address, Doubts
from handfast.guests.table.layout import Layout, Texts

_EMAIL = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]{2,}")
_CUT_SHORT = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_NOTHING = frozenset(
    {"-", "–", "—", "n/a", "na", "none", "no", "nil", "x", "?", "null", "nan", "anonymous", "unknown", "tbc", "tbd"}
)
_LONGEST = {"address_line_1": 200, "address_line_2": 200, "postcode": 20}


def email(text: str, row: int, column: str, doubts: Doubts) -> str:
    """The e-mail address in a cell, out of "Priya <priya@…>" and "mailto:priya@…"; empty when there is none."""
    if not text or text.casefold() in _NOTHING:
        return ""
    found = [one.removeprefix("mailto:") for one in _EMAIL.findall(text)]
    if len(set(map(str.casefold, found))) > 1:
        doubts.tell(row, column, f"More than one e-mail address; the first, {found[0]}, is used.")
    if found and len(found[0]) <= 254:
        return found[0]
    doubts.stop(row, column, f"“{text[:60]}” is not an e-mail address.", "leave it out")
    return ""


def phone(text: str, row: int, column: str, doubts: Doubts) -> str:
    """The telephone number in a cell as it was written; empty when there is none."""
    if not text or text.casefold() in _NOTHING:
        return ""
    text = text.split(" ::: ")[0].strip()
    if _CUT_SHORT.fullmatch(text):
        doubts.stop(row, column, f"“{text}” has lost digits: a spreadsheet took it for a large number.", "leave it out")
        return ""
    if len(text) <= 40 and re.search(r"\d", text) and not re.search(r"[@<>=]", text):
        return text
    doubts.stop(row, column, f"“{text[:60]}” is not a telephone number.", "leave it out")
    return ""


def address(layout: Layout, texts: Texts, row: int, doubts: Doubts) -> Address:
    """The six parts of the address in a row. What a column of whole addresses says is kept in the first two lines."""
    parts = [texts[name] for name in ADDRESS]
    whole = texts["address"]
    if whole and not parts[0]:
        lines = [line.strip(" ,") for line in re.split(r"[\r\n]+", whole) if line.strip(" ,")]
        parts[0] = lines[0] if lines else ""
        parts[1] = ", ".join(filter(None, [*lines[1:], parts[1]]))
    if not any(parts):
        return NO_ADDRESS
    for place, name in enumerate(ADDRESS if _needs_a_look(parts) else ()):
        if "\n" in parts[place] or "\r" in parts[place]:
            parts[place] = ", ".join(line.strip(" ,") for line in parts[place].splitlines())
        if len(parts[place]) > _LONGEST.get(name, 100):
            doubts.stop(row, layout.header(name), f"“{parts[place][:40]}…” is too long for this part of an address.")
            parts[place] = ""
    line_1, line_2, city, county, country, postcode = parts
    return line_1, line_2, city, county, country, postcode


def _needs_a_look(parts: list[str]) -> bool:
    """Whether a part of an address may have several lines or be too long, as few have."""
    return not "".join(parts).isprintable() or max(map(len, parts)) > min(_LONGEST.values())


@lru_cache(maxsize=50_000)
def address_key(place: Address) -> str:
    """What two spellings of one address have in common; empty unless it is full enough to tell two houses apart."""
    line, _, city, _, _, postcode = place
    if not line or not (postcode or city or re.search(r"\d", line)):
        return ""
    return "|".join(plain(part) for part in place)
