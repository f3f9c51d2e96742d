"""From the rows of a list to its people, one row at a time. What a row says that is not understood becomes a doubt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handfast.guests.guestlist import Doubts, Line
from handfast.guests.people import beside, contact, surnames_first
from handfast.guests.people.ways import LEFT_OUT
from handfast.guests.table.layout import Layout, Texts, is_yes_or_no
from handfast.guests.table.rows import rows_with_guests
from handfast.guests.wording import cells, names
from handfast.guests.wording.names import Name, People
from handfast.guests.wording.words import NOT_A_PERSON

_TWO_TITLES = re.compile(r"&|/|\+|\b(and|und|et|y)\b")
_MANY_NAMES, _FEW = 5, 0.05


@dataclass(frozen=True)
class Manner:
    """What the whole list shows of how its names are written, where one row cannot tell.

    `order` is that of surnames_first.py; `capitals` whether names have them; `couples` whether a title may be that of a
    couple, so that a title of one person means one; `others` are the columns of further people.
    """

    order: str
    capitals: bool
    couples: bool
    others: list[str]


def lines_of(layout: Layout, doubts: Doubts) -> Iterator[Line]:
    """Each row that names somebody or gives a seat."""
    manner = _manner(layout, doubts)
    for row, row_cells in rows_with_guests(layout, doubts):
        line, texts = Line(row, []), layout.texts(row_cells)
        if _read_main(layout, texts, line, manner, doubts) is LEFT_OUT:
            continue
        for who in manner.others:
            beside.read_other(layout, texts, who, line, doubts, manner.couples)
        if "children" in layout.fields:
            beside.read_children(layout, texts, line, doubts)
        if "plus_one" in layout.fields:
            beside.read_plus_one(layout, texts, line, doubts)
        if not line.people and not line.loose_seats:
            doubts.stop(row, doubts.name_column, "This row names nobody.", "leave the row out")
            continue
        _read_household(layout, texts, line, doubts)
        yield line


def _manner(layout: Layout, doubts: Doubts) -> Manner:
    others = list(dict.fromkeys(name.split(":")[0] for name in layout.fields if ":" in name))
    couples = any(cells.is_for_two(title) for title in {title for _, title in layout.column("title")})
    written = [text for _, text in layout.column("first" if layout.has("first") else "full")]
    cased = [text for text in written if text.lower() != text.upper()]
    capitals = len(cased) >= _MANY_NAMES and sum(map(_ends_small, cased)) <= max(1, _FEW * len(cased))
    return Manner(surnames_first.order_of(layout, doubts), capitals, couples, others)


def _ends_small(text: str) -> bool:
    """Whether the last word of a name, which most write with a capital, is in small letters: "Bus driver"."""
    last = text.split()[-1] if text.strip() else ""
    return last.islower() and last.isalpha()


def _read_main(layout: Layout, texts: Texts, line: Line, manner: Manner, doubts: Doubts) -> People:
    """The people whom the row is about, with the row's e-mail and telephone on the first of them."""
    found, column = _named(layout, texts, line, manner, doubts)
    title, text = texts["title"], _whole(texts)
    in_small_letters = text.islower() if texts["first"] or texts["last"] else _ends_small(text)
    if manner.capitals and len(found.names) == 1 and not found.seats and in_small_letters:
        found = People(doubt="is not written as the other names are: a name, or a remark?")
    elif title and len(found.names) == 1:
        found = _with_title(found, title, texts)
    found = beside.add(found, line, column, text, doubts)
    if line.people:
        person = line.people[0]
        person.email = contact.email(texts["email"], line.row, layout.header("email"), doubts)
        person.phone = contact.phone(texts["phone"], line.row, layout.header("phone"), doubts)
        if title.casefold().rstrip(".") in names.TITLES:
            person.name = Name(person.name.first, person.name.last, title)
    return found


def _named(layout: Layout, texts: Texts, line: Line, manner: Manner, doubts: Doubts) -> tuple[People, str]:
    """Who stands in the columns of names, and the name of the column."""
    if "names" in layout.fields:
        size = texts["size"]
        said = int(size) if size.isdecimal() and len(size) < 4 else None
        return cells.read_list(texts["names"], said), layout.header("names")
    first, last, full = (texts[name] for name in ("first", "last", "full"))
    if not (first or last):
        return surnames_first.read(full, manner.order), layout.header("full") or layout.header("first")
    found = cells.read_parts(first, last)
    if full and not _agrees(full, found):
        message = f"“{full[:60]}” and “{first} {last}” do not name the same people."
        doubts.stop(line.row, layout.header("full"), message)
    return found, layout.header("first") or layout.header("last")


def _with_title(found: People, title: str, texts: Texts) -> People:
    """ "Mr. and Mrs." beside one name are two people, of whom the other may be named as the spouse."""
    if cells.is_for_two(title):
        other = any(texts[f"{who}:{part}"] for who in ("partner", "spouse") for part in ("first", "last", "full"))
        return found if other else People(found.names, found.seats + 1, found.doubt, because=title)
    if _TWO_TITLES.search(title.casefold()) or not NOT_A_PERSON.isdisjoint(title.casefold().replace(".", "").split()):
        return People(doubt=f"stands beside “{title}”: one person, or two?", names=found.names)
    return found


def _whole(texts: Texts) -> str:
    parts = [texts[name] for name in ("first", "last")]
    return " ".join(filter(None, parts)) or texts["full"] or texts["names"]


def _agrees(full: str, found: People) -> bool:
    """Whether a column of whole names says the same as the columns of first and last names."""
    whole = cells.read(full)
    return found.doubt != "" or (
        len(whole.names) == len(found.names) and whole.seats == found.seats and not whole.doubt
    )


def _read_household(layout: Layout, texts: Texts, line: Line, doubts: Doubts) -> None:
    line.address = contact.address(layout, texts, line.row, doubts)
    line.envelope = texts["envelope"]
    size = texts["size"]
    if size.isdecimal() and len(size) < 4:
        line.size = int(size)
    elif size:
        doubts.stop(line.row, layout.header("size"), f"“{size[:40]}” is not a number of people.", "leave it out")
    child = texts["child"]
    if child and not is_yes_or_no([child]):
        message = f"“{child[:40]}” is neither yes nor no: a child who has no row of their own?"
        doubts.stop(line.row, layout.header("child"), message, "leave it out")
    status = texts["status"]
    if status and (number := re.search(r"\d+", status)) and int(number[0]) > 1:
        doubts.stop(line.row, layout.header("status"), f"“{status[:40]}” may say how many come.", "leave it out")
