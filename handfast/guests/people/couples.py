"""Households of one name that another column calls a couple or a family: "Couple" under "Type". Pure."""

import re
from collections import defaultdict

from handfast.guests.guestlist import Doubts, Party
from handfast.guests.table.layout import Layout

_COUPLE = re.compile(
    r"(?:married )?couples?|pair|(?:ehe|liebes)?paare?|pärchen|pareja|coppia|casal|echtpaar|koppel|stel|małżeństwo|para"
    r"|pár|par|ektepar|ægtepar|pariskunta|пара|супруги|זוג|夫婦|夫妇|カップル|double|doppelt"
)
_FAMILY = re.compile(r"(?:whole )?famil(?:y|ies|ien?|iar|iale)|famille|famiglia|família|familj|rodzina|rodina|семья")
# Beside one of these, "family" is how many they are; elsewhere it is who they are to the couple.
_ALONE = re.compile(r"single|individual(?:e)?|individuel|personal|einzeln|einzelperson|alleine?|alone|solo|sola|seule?")
_COUNTS = r"(?:\d{1,2} (?:adults?|kids?|child(?:ren)?|guests?|people|persons?|personen|erwachsene)[ ,+&]*(?:and )?)+"
_COUNTED, _SEVERAL = re.compile(_COUNTS), re.compile(rf"(?!1 \w+$){_COUNTS}")
_A_SEAT, _BY_NAME = "an extra seat for each", "go by the names"


def says_how_many(text: str) -> bool:
    """Whether a cell holds nothing but words for how many are invited: "couple", "single", "2 adults"."""
    plain = text.casefold()
    return any(words.fullmatch(plain) for words in (_COUPLE, _FAMILY, _ALONE, _COUNTED))


def check(layout: Layout, parties: list[Party], doubts: Doubts) -> None:
    """Asks, once for each column, whether somebody comes along whom the list does not name."""
    alone = {row: party for party in parties if len(party.people) == 1 and not party.seats for row in party.rows}
    groups = layout.fields.get("group", [])
    for place in [*layout.fields.get("note", ()), *layout.fields.get("status", ()), *groups]:
        said: defaultdict[str, list[int]] = defaultdict(list)
        for row, cells in layout.rows:
            if place < len(cells) and (text := cells[place].strip()):
                said[text.casefold()].append(row)
        if any(map(_COUPLE.fullmatch, said)):
            _ask(_COUPLE, said, alone, layout.headers[place], (_A_SEAT, _BY_NAME), doubts)
        if any(_COUPLE.fullmatch(text) or _ALONE.fullmatch(text) for text in said):
            _ask(_FAMILY, said, alone, layout.headers[place], (_BY_NAME,), doubts)
        if place in groups:
            _ask(_SEVERAL, said, alone, layout.headers[place], (_BY_NAME,), doubts)


def _ask(
    word: re.Pattern[str],
    said: dict[str, list[int]],
    alone: dict[int, Party],
    column: str,
    ways: tuple[str, ...],
    doubts: Doubts,
) -> None:
    rows = sorted(row for text, rows in said.items() if word.fullmatch(text) for row in rows if row in alone)
    if not rows:
        return
    text = next(text for text, of in said.items() if rows[0] in of)
    others = f" and {len(rows) - 1} other{'s' if len(rows) > 2 else ''}" if len(rows) > 1 else ""
    message = f"“{text}” stands beside {alone[rows[0]].name[:60]}{others}: who comes along has no name here."
    if doubts.choose(rows[0], column, message, *ways) == _A_SEAT:
        for row in rows:
            alone[row].people[0].brings = 1
