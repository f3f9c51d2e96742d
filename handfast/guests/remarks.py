"""Remarks that bring somebody along: "+1", "and wife", "bringing her sister", "mit 2 Kindern". Pure."""

import re

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


def brings_somebody(text: str) -> bool:
    """Whether a remark may speak of people who come along, and whom a list would count if they had rows."""
    return bool(_BRINGS.search(text) or _BRINGS_BY_NAME.search(text))
