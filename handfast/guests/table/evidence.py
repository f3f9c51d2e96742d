"""What the cells of a column say of it where its name says nothing: that they cannot say who comes, and why; or that
they may. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from handfast.guests.wording.first_names import starts_with_one
from handfast.guests.wording.stems import is_in_latin_letters, speaks_of_others, speaks_of_people, speaks_of_things

_NOTHING = "- – — 0 / n/a na none no nil ? null nein non false"
_YES_OR_NO = """
    yes no y n true false t f x ✓ ✔ ✗ ✘ ☑ ☐ ja nein j oui non o si sí s tak nie ano ne sim não nao da kyllä ei igen nem
    evet hayır nej jah jo maybe vielleicht peut-être quizás forse misschien wahr falsch vrai faux verdadero falso vero
    да нет так ні כן לא 是 否 はい いいえ
"""
NOTHING = frozenset(_NOTHING.split()) | {""}
YES_OR_NO = frozenset(_YES_OR_NO.split()) | NOTHING
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LINK = re.compile(r"(?:https?://|www\.|@)\S+", re.IGNORECASE)
PHONE = re.compile(r"(?=\D*(?:\d\D*){7,15})(?:[+(0]|\d+[\s.\-/–])[\d\s().\-/–]+")
_DATE = re.compile(
    r"(?:\w{3,9},? )?(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4})"
    r"|\d{1,2}\.? \w{3,9}\.?,? \d{4}|\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})?(?:[ T]?\d{1,2}:\d{2}.{0,15})?"
)
_AMOUNT = re.compile(r"[£$€]\s?\d[\d., ]*|\d[\d., ]*\s?(?:[£$€%]|EUR|USD|GBP|CHF)|-?\d+[.,](?:\d{2,}|[1-9])")
_CODE = re.compile(r"#?(?:[A-Za-z]{1,6}[-_ ]?)?\d+|[0-9a-fA-F-]{8,}")
_BRINGS = re.compile(
    r"[+&]|\b(?:plus|with|bring\w*|guests?|kids?|child\w*|bab(?:y|ies)|wife|husband|partners?|spouse|sons?|daughters?|family"
    r"|and|mit|und|kind(?:er)?|frau|mann|begleit\w*|familie|sohn|tochter|avec|et|enfants?|femme|mari|famille|con|y|hij\w+"
    r"|niñ\w+|pareja|familia|moglie|marito|figli\w*|e)\b",
    re.IGNORECASE,
)
_A_GUEST = re.compile(r"(?:guests?|gast|gäste|gasten|ospit[ei]|gość|goście)\W*", re.IGNORECASE)
_MOST_VALUES, _MOST_TOGETHER = 12, 12


@dataclass(frozen=True)
class Column:
    """A column's name, its cells but for blanks, and the words of the list's names, as they are written."""

    header: str
    texts: Sequence[str]
    names: frozenset[str]


def about_nobody(column: Column) -> str:
    """Why a column can neither name nor count people, in words for the host: "it answers yes or no"; "" if it may."""
    kinds = list(_WHATEVER_ITS_NAME)
    if not speaks_of_others(column.header) and not asks_for_a_guest(column.header, column.texts):
        kinds += _UNLESS_OF_OTHERS
    if not speaks_of_people(column.header):
        kinds += _UNLESS_OF_PEOPLE
    if is_in_latin_letters(column.header) and not speaks_of_people(column.header):
        kinds += _IF_ITS_NAME_IS_ANOTHER
    return next((words for words, holds in kinds if holds(column)), "")


def asks_for_a_guest(header: str, texts: Sequence[str]) -> bool:
    """Whether a column says whether a guest comes along: "Guest?", and yes or no below."""
    return all(text.casefold() in YES_OR_NO for text in texts) and _A_GUEST.fullmatch(header.strip()) is not None


def _cells(kind: Callable[[str], object]) -> Callable[[Column], bool]:
    """Whether all cells are of one kind; words for nothing among them do not matter, unless they are all there is."""
    return lambda column: all(kind(text) or text.casefold() in NOTHING for text in column.texts)


def _is_about_things(column: Column) -> bool:
    """By its name; but numbers of meals or beds may be numbers of people."""
    counts = any(re.fullmatch(r"-?\d{1,2}", text) and text not in ("0", "1") for text in column.texts)
    return speaks_of_things(column.header) and not counts


def _holds_one_mark(column: Column) -> bool:
    return len(set(column.texts)) == 1 and len(column.texts[0]) == 1 and not column.texts[0].isdigit()


def _numbers_rows(column: Column) -> bool:
    return len(column.texts) > 2 and numbers_rows(column.texts)


def numbers_rows(texts: Sequence[str]) -> bool:
    """Whether cells are numbers or codes of which each comes once, and no numbers of people."""
    if len(set(texts)) < len(texts) or not all(_CODE.fullmatch(text) and not _BRINGS.search(text) for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdecimal()]
    if not numbers or len(numbers) < len(texts):
        return not numbers
    in_order = all(before < after for before, after in pairwise(numbers)) and (len(numbers) > 2 or numbers[0] == 1)
    return in_order or min(numbers) > 20 or len(numbers) > 20


def _recurs(column: Column) -> bool:
    """Whether a few words come back all over the list, as "Vegetarian" does; those of a household stand together."""
    texts = [text.casefold() for text in column.texts]
    values = Counter(texts)
    if len(texts) < 8 or len(values) > min(_MOST_VALUES, len(texts) / 2) or any(map(str.isdigit, "".join(values))):
        return False
    if any(_BRINGS.search(text) or not column.names.isdisjoint(text.split()) for text in set(column.texts)):
        return False
    runs = sum(1 for _ in groupby(texts))
    return min(values.values()) > _MOST_TOGETHER or runs >= 1.5 * len(values) + 1


def _is_in_small_letters(column: Column) -> bool:
    """Whether all is in small letters, and no first name among it, in a list that writes names with capitals."""
    written = {text for text in column.texts if any(map(str.isalpha, text))}
    capitals = sum(name[:1].isupper() for name in column.names)
    if len(column.texts) < 4 or len(written) < 3 or capitals <= 0.9 * len(column.names):
        return False
    counted = any(any(map(str.isdigit, text)) or _BRINGS.search(text) for text in written)
    return not counted and all(map(str.islower, written)) and not any(map(starts_with_one, written))


def _is_remarks(column: Column) -> bool:
    """Whether cells are whole sentences, none of which speaks of somebody whom the guest brings."""
    words = [text.split() for text in column.texts]
    if sum(len(one) > 3 for one in words) < len(words) / 2 or any(map(_BRINGS.search, column.texts)):
        return False
    return all(2 * sum(word[:1].islower() for word in one) >= len(one) for one in words if len(one) > 1)


_WHATEVER_ITS_NAME = (
    ("it holds nothing", _cells(lambda text: False)),
    ("it holds e-mail addresses", _cells(EMAIL.fullmatch)),
    ("it holds web addresses", _cells(_LINK.fullmatch)),
    ("it holds dates or times", _cells(_DATE.fullmatch)),
    ("it holds telephone numbers", _cells(PHONE.fullmatch)),
    ("its name speaks of other things than who comes", _is_about_things),
)
_UNLESS_OF_OTHERS = (("it says the same few things again and again", _recurs),)
_UNLESS_OF_PEOPLE = (
    ("it holds amounts", _cells(_AMOUNT.fullmatch)),
    ("it holds another number in each row", _numbers_rows),
    ("it holds remarks", _is_remarks),
)
# Without a name, or with one in letters of which few words are known, it may answer whether they bring somebody.
_IF_ITS_NAME_IS_ANOTHER = (
    ("it answers yes or no", _cells(lambda text: text.casefold() in YES_OR_NO)),
    ("it holds a mark", _holds_one_mark),
    ("all is in small letters, and this list writes names with capitals", _is_in_small_letters),
)
