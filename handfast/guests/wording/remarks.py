"""Remarks that bring somebody along: "+1", "and wife", "bringing her sister", "mit 2 Kindern". Pure."""

import re

from handfast.guests.wording.words import (
    COMPANIES,
    COMPANIONS,
    COMPANY,
    FAMILIES,
    JOINERS,
    TITLES,
    WEAK_JOINERS,
    WHOSE,
)


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# Those who are of a guest's own house.
_CLOSE = (
    r"wife|husband|spouse|kids?|child(?:ren)?|bab(?:y|ies)|sons?|daughters?|frau|mann|kind(?:er)?n?|sohn|tochter|femme|mari"
    r"|enfants?|fils|fille|mujer|espos[oa]|marido|hij[oa]s?|niñ[oa]s?|moglie|marito|figli[oa]?|bambin[oi]"
)
_PEOPLE = (
    rf"{_CLOSE}|guests?|people|persons?|adults?|others|friends?|date|partner|girlfriend|boyfriend|famil(?:y|ie)|gäste?n?"
    r"|personen|erwachsenen?|begleitung|freund(?:in)?|personnes|invités?|conjointe?|personas|invitad[oa]s?|pareja|persone"
    r"|ospiti"
)
_ARTICLE = (
    r"(?:an?|one|his|her|their|my|the|two|three|\d{1,2}|einem?|einer|seinen?r?|ihren?r?|son|sa|ses|leurs?|su|sus)\s+"
)
_AND = r"(?:\b(?:and|with|und|mit|et|avec|y|con|e)\b|&|\+)\s*"
_NOT_A_THING = r"\b(?!(?:['’]?s)?[\s-](?:seat|chair|menu|meal|table|portion|bed|care))"
_BRINGS = re.compile(
    rf"(?<!['’]s\s)(?:(?<!\w)\+\s?[1-9](?![\d\s().-]*\d)|\bplus\s+(?:one|two|[1-9]\b|(?:{_ARTICLE})?(?:{_PEOPLE})\b))"
    r"(?!\s+(?:of|von|de)\b)"
    rf"|\bbring(?:s|ing)?\s+{_ARTICLE}"
    rf"|{_AND}(?:{_CLOSE}){_NOT_A_THING}|{_AND}{_ARTICLE}(?:{_PEOPLE}){_NOT_A_THING}"
    rf"|\b(?:[1-9]|two|three|zwei|drei|deux|trois|dos|tres)\s+(?:more\s+)?(?:{_PEOPLE}){_NOT_A_THING}"
    r"|\b(?:comes?|coming|kommt|vient|viene)\s+(?:too|along|auch|mit|aussi|también)\b"
    r"|^\s*\+\s*[^\W\d]"
    rf"|^\W*{_AND}(?:{_ARTICLE})?(?:{_PEOPLE})\W*\Z",
    re.IGNORECASE,
)
_BRINGS_BY_NAME = re.compile(r"\b[Bb]ring(?:s|ing)?\s+[A-Z]")

_JOINS = _any(JOINERS | WEAK_JOINERS | COMPANY | {"w", "plus", "med", "met", "com", "s", "incl", "including", "inkl"})
_OF_ONES_HOUSE = _any((COMPANIONS | COMPANIES | FAMILIES) - TITLES)
_THEIR_OWN = _any((COMPANIONS | {"kids", "children", "kinder", "enfants"}) - TITLES - {"guest", "other", "date"})
_ONES = rf"(?:(?:{_any(WHOSE)}|la|il|el|o|die|der|the|osob[aą])\s+)?"
_COMES = r"(?:(?:is\s+)?(?:coming|comes?)|kommt|vient|viene|vem|przyjdzie|przychodzi)\s+"
# A clause of nothing but somebody's own: "z żoną", "met partner", "Partner: Tom", "with Ann", "con la moglie".
_CLAUSE = re.compile(
    rf"(?:^|[,;(.]\s*)(?:{_COMES})?(?:(?:{_JOINS})\.?\s+|[&+]\s*){_ONES}(?:{_OF_ONES_HOUSE})\.?"
    rf"(?:\s+(?:{_JOINS}|&)\s+{_ONES}(?:{_OF_ONES_HOUSE}))?\s*(?:$|[,;).]|(?-i:\s[A-ZÀ-Ž]))"
    rf"|^(?:{_THEIR_OWN}) ?(?::|(?-i:\s[A-ZÀ-Ž]))"
    rf"|^(?:{_COMES})?(?!mit\b)(?:{_JOINS}|&)\s+(?-i:[A-ZÀ-Ž])\w+(?:\s(?-i:[A-ZÀ-Ž])\w+)?$"
    rf"|\bbring\w*\s+{_ONES}(?:{_OF_ONES_HOUSE})\b|\bbringt\b.*\bmit\b|\b(?:may|can|could|will) bring\b"
    r"|\b(?:family|party|group|familie|famille|familia|famiglia|família) (?:of|de|di|von) [2-9]\b|\bfor [2-9]$"
    r"|^[2-9] ?x$|\bx ?[2-9]$|\b[2-9] ?(?:pax|ppl|pers|seats|places|plätze|osoby|osób|pessoas|personer|personnes|stk)\b"
    r"|\b(?:más|mais|più|plus) (?:un[oae]?|uma?|eins|eine)\b|\bzu (?:zweit|dritt|viert)\b|\bà (?:deux|trois|quatre)\b"
    r"|\b(?:en|in|em) (?:couple|pareja|coppia|casal|famille|familia|famiglia|família)\b"
    r"|\b(?:accompagnée?|acompañad[oa]|acompanhad[oa]|accompagnat[oa]|begleitet)\b"
    r"|\b(?:eşi ile|eşiyle|ailesiyle|çocuklarıyla|feleségével|férjével|családjával)\b"
    r"|\b(?:puolison|vaimon|miehen|lasten|perheen) kanssa\b",
    re.IGNORECASE,
)


def brings_somebody(text: str) -> bool:
    """Whether a remark may speak of people who come along, and whom a list would count if they had rows."""
    return bool(_BRINGS.search(text) or _BRINGS_BY_NAME.search(text) or _CLAUSE.search(text))
