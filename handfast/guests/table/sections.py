"""Rows that head a section of a list: "Bride's side", "Work friends", "Table 4". Pure."""

import re
from itertools import pairwise

Rows = list[tuple[int, list[str]]]
_GROUPS = """
    side sides list lists guests invites invitees invited invitations friends family families relatives colleagues
    coworkers co workers work workmates school schoolfriends uni university college church ceremony reception
    seite brautseite gästeliste freunde familie verwandte verwandtschaft kollegen arbeit gäste liste schule uni
    côté amis famille collègues travail invités lado amigos familia compañeros trabajo invitados lista
    lato amici famiglia colleghi lavoro invitati
    friend relative colleague coworker freund freundin kollege ami amie collègue amigo amiga compañero amico amica
    collega
"""
_BESIDE_THEM = """
    a b c all and of the our from for to other more extra maybe not both his her hers my your
    bride brides groom grooms bridegroom bridal mum mums mom moms dad dads parents mutual old close immediate extended
    childhood football neighbours neighbors day evening dinner brunch party only vip vips wedding adults kids children
    local abroad overseas club band dance gym team hers
    braut bräutigam der die des und von aus abend eltern trauzeugen mariée marié de du la le les et soir des
    novia novio del y sposa sposo della dello
"""
_NOUNS, _KNOWN = frozenset(_GROUPS.split()), frozenset((_GROUPS + _BESIDE_THEM).split())
_NUMBERED = re.compile(r"(?:table|tisch|mesa|tavolo|group|gruppe|section|part|list|tier|round) ?#?(?:\d{1,2}|[a-d])")

_MARKS = " :–—-*=#·•"
# "Bride's side (45)", "Friends: 12 guests"
_COUNT = re.compile(r"[\s:([–-]+\d{1,3}(?: (?:guests|people|gäste|personen|invités|invitados|invitati))?[)\]]?\s*$")


def lone_cells(rows: Rows) -> dict[int, str]:
    """The only thing in a row, for each row that holds no more than one."""
    found: dict[int, str] = {}
    for number, cells in rows:
        filled = [cell for cell in cells if cell and not cell.isspace()]
        if len(filled) == 1:
            found[number] = filled[0].strip()
    return found


def headings(rows: Rows, lone: dict[int, str]) -> dict[int, str]:
    """The rows that head sections, with their words: alone in their row, made of nothing but words for groups,
    each above a row of guests, and at least two of them, since a list has more than one section."""
    heads = {number: text for number, text in lone.items() if _heads(text)}
    if len(heads) < 2:
        return {}
    above = pairwise(number for number, _ in rows)
    found = {number: heads[number] for number, below in above if number in heads and below not in heads}
    return found if len({text.casefold() for text in found.values()}) > 1 else {}


def _heads(text: str) -> bool:
    if _NUMBERED.fullmatch(text.casefold().strip(_MARKS)):
        return True
    plain = _plain(text)
    return _in_known_words(plain) and not _NOUNS.isdisjoint(_words(plain))


def speaks_of_a_group(text: str) -> bool:
    """Whether `text` is nothing but words for groups of people: "Bride’s friends", "Work", "Groom"; not so "A"."""
    plain = _plain(text)
    return _in_known_words(plain) and any(len(word) > 2 for word in _words(plain))


def _plain(text: str) -> str:
    plain = _COUNT.sub("", text.casefold()).strip(_MARKS).replace("’", "'")
    return plain.replace("'s", "").replace("s'", "s")


def _in_known_words(plain: str) -> bool:
    words = _words(plain)
    return bool(words) and _KNOWN.issuperset(words)


def _words(plain: str) -> list[str]:
    return [word for word in re.split(r"[\s/&()+,|-]+", plain) if word]
