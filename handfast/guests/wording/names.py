"""One person's name. It is taken as one only when nothing about it says otherwise; the rest is a doubt."""

import re
from dataclasses import dataclass

from handfast.guests.wording.words import (
    BORN,
    COMPANY,
    FLAGS,
    HEADINGS,
    JOINERS,
    NOT_A_PERSON,
    NUMBERS,
    OWN,
    SEATS,
    SUFFIXES,
    TITLES,
    TITLES_ALONE,
    WEAK_JOINERS,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, in the parts that a guest has."""

    first: str
    last: str = ""
    title: str = ""

    @property
    def whole(self) -> str:
        """First and last name, without the title."""
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True, slots=True)
class People:
    """Who a cell names: people, seats for somebody without a name, and why it is in doubt (empty if it is not).

    `because` is what in the cell says that there are several. `host` is whose guest a seat is ("Guest of Ann Fox"),
    where the cell says only that.
    """

    names: tuple[Name, ...] = ()
    seats: int = 0
    doubt: str = ""
    because: str = ""
    host: str = ""


NOBODY = People()
SEVERAL = People(doubt="may name one person or several")
NOT_A_NAME = "is not a person's name"
NOT_ONE = "does not name one person"

_PLAIN = re.compile(r"[^\W\d_]+\.?(?:[ '\-’ʼ][^\W\d_]+\.?)*")
_UNSURE = frozenset({"no", "nein", "non", "maybe", "vielleicht", "quizás", "forse", "out", "away", *NUMBERS})
# What stands between two people, or tells that this is no name: lines, bars, arrows, marks; an address; full-width
# signs; a remark's star or colon; the number or dash of a list's item. "S/O", "D/O", "A/L" and "A/P" say whose child
# somebody is.
NOT_IN_A_NAME = re.compile(
    r"&#?\w+;|[\r\n\t|\\•·?、，；／＆＋→=†✝❌✗✘❎🚫⛔]|\w\s*(?:(?<!\s[SDA])/|/(?![OLP]\s))\s*\w|://|\S@\S|\s[-–—]\s|^[-–—*~#]|:(?:\s|$)|^\d+[.)]"
)
# Hebrew and Arabic write "and" onto the next word, Korean onto the one before it; Chinese and Japanese put it between
# names without a space. Words for couples and families stand in a name as letters do.
_AND_WITHIN = re.compile(
    r"\s[וو]\w|\w\wと\w\w|\w\w[和与與跟]\w\w|\w\w[와과]\s\w\w|[一-龥]・[一-龥]|夫婦|夫妇|夫妻|伉儷|伉俪|一家|全家"
    r"|家族|家人|[ご御]家|両親|父母|[一-龥]家$|부부|가족|내외|ครอบครัว|และ"
)
# "Gia đình anh An", "Casal Silva": in front of a name they speak of several, elsewhere they may be somebody's own.
_SEVERAL_FIRST = re.compile(r"(?:gia đình|vợ chồng|anh chị|ông bà|cô chú|casal|tíos|tios|tías|tias|zii) \w", re.I)
# "Novákovi", "Nowakowie", "Kowalscy", "Петровы": where no first name stands beside them, surnames in the plural.
_IN_THE_PLURAL = re.compile(r"\w+(?:ovi|ovci|owie|scy|ccy|овы|евы|ови|еви|ские|цкие|ські|цькі)", re.I)
# "María de los Ángeles" is one.
_OF_THE = re.compile(r"\bde (?:los|las)\b")
# Two Chinese names beside one another: each begins with one of the commonest surnames.
_CHINESE = "[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱林何郭马馬罗羅梁宋郑鄭谢謝]\\w{1,2}"
_TWO_CHINESE = re.compile(rf"{_CHINESE}\s{_CHINESE}")
# "Dan's kid no. 1", "Child 2": a number that tells one person from the next.
_ONE_OF_THEM = re.compile(
    r"\b(child|kid|kind|enfant|niño|hijo|son|daughter|dziecko|bambino) ?(no\.? ?|#)?\d{1,2}\b", re.IGNORECASE
)
_COMPANY = re.compile(rf"\S\s(?:{'|'.join(COMPANY)})\s\S", re.IGNORECASE)
_POSSESSIVE_MANY = re.compile(r"['’]s? (?:side|party|group)\b")
# "Ludwig von und zu Hohenfels" is one.
JOINER = re.compile(rf"\s*[&;+]\s*|(?<!\bvon)\s+(?:{'|'.join(map(re.escape, JOINERS))})\s+", re.IGNORECASE)
WEAK_JOINER = re.compile(rf"\s(?:{'|'.join(map(re.escape, WEAK_JOINERS))})\s")
_JOINING = re.compile(rf"[&+]|\b(?:plus|{'|'.join(word for word in JOINERS | COMPANY if word.isalpha())})\b")


def is_plain(text: str, words: list[str]) -> bool:
    """Whether a cell, of these words in small letters, holds nothing but one name, as most do."""
    return (
        _PLAIN.fullmatch(text) is not None
        and FLAGS.isdisjoint(words)
        and not HEADINGS.issuperset(words)
        and len(words) <= 8
        and len(text) <= 100
        and ("." not in text or _plain_without_dots(words))
        and text.casefold() not in SEATS
        and not TITLES_ALONE.issuperset(words)
        and not _SEVERAL_FIRST.match(text)
        and not _IN_THE_PLURAL.fullmatch(text)
        and (text.isascii() or not (_AND_WITHIN.search(text) or _TWO_CHINESE.search(text)))
    )


def _plain_without_dots(words: list[str]) -> bool:
    bare = [word.rstrip(".") for word in words]
    return FLAGS.isdisjoint(bare) and not HEADINGS.issuperset(bare) and not TITLES_ALONE.issuperset(bare)


def single(text: str) -> People:
    """One person, unless something in the words says otherwise."""
    doubt = _doubt(text.strip())
    return People(doubt=doubt) if doubt else People((split(text),))


def _doubt(text: str) -> str:
    plain = text.casefold()
    words = [word.rstrip(".") for word in plain.split()]
    bare = re.sub(r"[\"“”„()\[\]!,.:*]", " ", _OF_THE.sub("de", plain)).split()
    if not re.search(r"[^\W\d_]", text) or NOT_IN_A_NAME.search(text) or _AND_WITHIN.search(text):
        return "does not read as one person's name"
    if (
        not (NOT_A_PERSON.isdisjoint(bare) and OWN.isdisjoint(text.split()))
        or _POSSESSIVE_MANY.search(plain)
        or _SEVERAL_FIRST.match(text)
        or _COMPANY.search(text)
    ):
        return NOT_ONE
    if TITLES_ALONE.issuperset(words) or HEADINGS.issuperset(bare) or _IN_THE_PLURAL.fullmatch(text):
        return NOT_A_NAME
    if re.search(r"\d", _ONE_OF_THEM.sub("", text)):
        return "holds a number: one person, or several?"
    if "," in without_suffix(text) or _joins(text, words):
        return SEVERAL.doubt
    if any(not _is_a_remark(inside) for inside in re.findall(r"[(\[]([^)\]]*)", text)):
        return "holds brackets: a note, or another person?"
    if len(text) > 100 or len(words) > 8:
        return "is too long for one person's name"
    return ""


def _joins(text: str, words: list[str]) -> bool:
    """Whether something joins two, or has nobody on its other side."""
    found = JOINER.search(text) or WEAK_JOINER.search(text) or (not text.isascii() and _TWO_CHINESE.search(text))
    return bool(found) or (len(words) > 1 and not JOINERS.isdisjoint((words[0], words[-1])))


def _is_a_remark(inside: str) -> bool:
    """Whether what stands in brackets speaks of the same person: "bridesmaid", "née Hill"; not "maybe", not "and
    wife"."""
    words = inside.casefold().split()
    if words and words[0] in BORN:
        return len(words) < 4
    return inside.islower() and not _JOINING.search(inside) and _UNSURE.isdisjoint(words)


def without_suffix(text: str) -> str:
    """A name without the comma before its "Jr."."""
    head, _, tail = text.rpartition(" ")
    return head.rstrip(",") if head and tail.casefold().rstrip(".") in SUFFIXES else text


def split(text: str) -> Name:
    """A whole name in parts: the titles in front, then all but the last word, then the last word with its suffix."""
    words = text.split()
    titles = 0
    while titles < len(words) - 1 and words[titles].casefold().rstrip(".") in TITLES:
        titles += 1
    title, rest = " ".join(words[:titles]), words[titles:]
    if len(rest) == 1:
        return Name("", rest[0], title) if title else Name(rest[0])
    tail = 2 if len(rest) > 2 and rest[-1].casefold().rstrip(".") in SUFFIXES else 1
    return Name(" ".join(rest[:-tail]), " ".join(rest[-tail:]), title)


def one_surname(people: list[Name]) -> tuple[Name, ...]:
    """A surname that only the last of them has is meant for all."""
    if people and people[-1].last and not any(name.last for name in people[:-1]):
        return tuple(Name(name.first, people[-1].last, name.title) for name in people)
    return tuple(people)
