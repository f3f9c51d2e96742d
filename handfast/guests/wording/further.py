"""Columns for whoever comes along: "Partner first name", "Vorname Begleitung", "Child 2", "Pareja". Pure."""

import re
from collections.abc import Iterator, Mapping

_OTHERS = (
    r"spousepartner|partner|spouse|significantother|husband|wife|secondguest|thirdguest|plusone|plus1|guest"
    r"|(?:guest|gast|person|adult|invitado|invite|ospite)[2-9]|name0?[2-9]|nameline2|additionalguest\d+"
    r"|(?:child|kid|kind|enfant|hijo|nino|bambino|figlio)\d+"
)
# Other words for somebody's partner. They are read as one, so that couples who name each other are found.
_PARTNERS = (
    r"accompagnateur|accompagnatore|accompagnant|acompanhante|acompanante|acc|begleitperson|begleitung|begleiter|coniuge"
    r"|conjointe|conjoint|conyuge|ehefrau|ehemann|ehepartner|epouse|epoux|esposa|esposo|fiancee|fiance|introducee"
    r"|lebenspartner|malzonek|marido|marito|moglie|osobatowarzyszaca|pareja|partnerin"
    r"|invitedwith|marriedto|comeswith|mitwem|kommtmit|verheiratetmit|marieavec|mariea|casadocon|sposatocon"
)
_MAIN = r"(?:guest|person|adult|gast|invitado|invite|ospite)1|primaryguest|mainguest|primarycontact|maincontact"
_ANYBODY = re.compile(f"(?:{_OTHERS})|(?:{_PARTNERS})|(?:{_MAIN})")
_AT_THE_END = re.compile(f"(?:{_ANYBODY.pattern})s?$")
_IS_OTHER, _IS_PARTNER = re.compile(_OTHERS), re.compile(_PARTNERS)
_NUMBERED = re.compile(r"(firstname|fname|vorname|prenom|nombre|nome|voornaam)([2-9])")
_OF = re.compile(r"(?:de|del|dela|du|des|der|of|ofthe|dell|della|van)$")
_NAMES = frozenset({"first", "last", "last2", "full"})
_THEIRS = frozenset({"title", "email", "phone", "note"})
_ONLY_WITH_A_PART = frozenset({"guest", "plusone", "plus1", "acc"})


def further_person(word: str, fields: Mapping[str, str]) -> str:
    """The field of a header (as columns.normal writes it) that joins a person and a part of a name: "partner:first",
    "child1:full"; of the first of several people simply "first"; "note" for a partner's e-mail and the like, else "".

    `fields` are the fields that headers alone stand for.
    """
    if found := _NUMBERED.fullmatch(word):
        return f"guest{found[2]}:{fields.get(found[1], 'first')}"
    if not (_ANYBODY.match(word) or _AT_THE_END.search(word)):
        return ""
    return next((field for who, rest in _halves(word) if (field := _field(who, rest, fields))), "")


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """Each way to part `word` into a person and the rest."""
    for place in range(len(word), 2, -1):
        who = _one_of(word[:place])
        if _ANYBODY.fullmatch(who):
            yield who, word[place:]
    for place in range(1, len(word) - 2):
        who = _one_of(word[place:])
        if _ANYBODY.fullmatch(who):
            yield who, _OF.sub("", word[:place])
            yield who, word[:place]


def _one_of(people: str) -> str:
    """ "Partner's" and "Partners" are one person's; "guests" are several."""
    return people if people == "guests" else people.removesuffix("s")


def _field(who: str, rest: str, fields: Mapping[str, str]) -> str:
    part = "full" if rest in ("", "name") else fields.get(rest, "")
    if who == "guest" and part in ("email", "phone", "title", "note", "status"):
        return part
    if not _IS_OTHER.fullmatch(who) and not _IS_PARTNER.fullmatch(who):
        return part
    if part in _NAMES and (rest or who not in _ONLY_WITH_A_PART):
        return f"{'partner' if _IS_PARTNER.fullmatch(who) else who}:{part}"
    return "note" if part in _THEIRS else ""
