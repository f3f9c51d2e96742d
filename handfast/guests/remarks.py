"""Remarks that speak of somebody whom the guest brings: "+1", "bringing her sister", "mit 2 Kindern". Pure."""

import re

_PEOPLE = (
    r"guests?|people|persons?|adults?|kids?|child(?:ren)?|bab(?:y|ies)|others|friends?|date|partner|wife|husband|girlfriend"
    r"|boyfriend|spouse|sons?|daughters?|famil(?:y|ie)|gäste?n?|personen|erwachsenen?|kind(?:er)?n?|begleitung|frau|mann"
    r"|freund(?:in)?|enfants?|personnes|invités?|conjointe?|femme|mari|niños?|hijos?|personas|invitados?|pareja|esposa"
    r"|bambini|figli|persone|ospiti"
)
_ARTICLE = (
    r"(?:an?|one|his|her|their|my|the|two|three|\d{1,2}|einem?|einer|seinen?r?|ihren?r?|son|sa|ses|leurs?|su|sus)\s+"
)
_BRINGS = re.compile(
    rf"(?<!['’]s\s)(?:(?<!\w)\+\s?[1-9](?![\d\s().-]*\d)|\bplus\s+(?:one|two|[1-9]\b|(?:{_ARTICLE})?(?:{_PEOPLE})\b))"
    rf"|\b[Bb]ring(?:s|ing)?\s+(?:{_ARTICLE}|[A-Z])"
    rf"|(?:\b(?:and|with|und|mit|et|avec|y|con|e)\b|&)\s+(?:{_ARTICLE})(?:{_PEOPLE})\b"
    rf"|\b(?:[1-9]|two|three|zwei|drei|deux|trois|dos|tres)\s+(?:more\s+)?(?:{_PEOPLE})\b"
)


def brings_somebody(text: str) -> bool:
    """Whether a remark may speak of people who come along, and whom a list would count if they had rows."""
    return _BRINGS.search(text) is not None
