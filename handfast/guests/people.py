"""From the rows of a list to its people, one row at a time. What a row says that is not understood becomes a doubt."""

import re
from collections.abc import Iterator

from handfast.guests import contact, names
from handfast.guests.guestlist import Doubts, Line, Person
from handfast.guests.layout import Layout, Texts, is_yes_or_no
from handfast.guests.names import Name, People
from handfast.guests.rows import rows_with_guests
from handfast.guests.ways import take

_YES = frozenset({"true", "yes", "y", "ja", "oui", "si", "sí", "x", "✓", "✔", "t", "wahr", "vrai"})
_NO = frozenset({"false", "no", "n", "nein", "non", "f", "-", "–", "falsch", "faux", "none", "n/a", ""})
_MOST_SEATS = 10
_TWO_TITLES = re.compile(r"&|/|\+|\b(and|und|et|y)\b")


def lines_of(layout: Layout, doubts: Doubts) -> Iterator[Line]:
    """Each row that names somebody or gives a seat."""
    others = list(dict.fromkeys(name.split(":")[0] for name in layout.fields if ":" in name))
    for row, cells in rows_with_guests(layout, doubts):
        line, texts = Line(row, []), layout.texts(cells)
        _read_main(layout, texts, line, doubts)
        for who in others:
            _read_other(layout, texts, who, line, doubts)
        if "plus_one" in layout.fields:
            _read_plus_one(layout, texts, line, doubts)
        if not line.people and not line.loose_seats:
            doubts.stop(row, doubts.name_column, "This row names nobody.", "leave the row out")
            continue
        _read_household(layout, texts, line, doubts)
        yield line


def _read_main(layout: Layout, texts: Texts, line: Line, doubts: Doubts) -> None:
    """The people whom the row is about, with the row's e-mail and telephone on the first of them."""
    if "names" in layout.fields:
        found, column = _listed(layout, texts, line, doubts), layout.header("names")
    else:
        first, last, full = (texts[name] for name in ("first", "last", "full"))
        if first or last:
            found, column = _first_and_last(first, last), layout.header("first") or layout.header("last")
            if full and not _agrees(full, found):
                doubts.stop(
                    line.row, layout.header("full"), f"“{full[:60]}” and “{first} {last}” do not name the same people."
                )
        else:
            found, column = names.read(full), layout.header("full") or layout.header("first")
    title = texts["title"]
    if title and _TWO_TITLES.search(title.casefold()) and len(found.names) == 1:
        found = People(doubt=f"stands beside “{title}”: one person, or two?", names=found.names)
    _add(found, line, column, _whole(texts), doubts)
    if line.people:
        person = line.people[0]
        person.email = contact.email(texts["email"], line.row, layout.header("email"), doubts)
        person.phone = contact.phone(texts["phone"], line.row, layout.header("phone"), doubts)
        if title.casefold().rstrip(".") in names.TITLES:
            person.name = Name(person.name.first, person.name.last, title)


def _whole(texts: Texts) -> str:
    parts = [texts[name] for name in ("first", "last")]
    return " ".join(filter(None, parts)) or texts["full"] or texts["names"]


def _add(found: People, line: Line, column: str, text: str, doubts: Doubts, beside: bool = False) -> None:
    """Puts who was found into the line, as the host says it is to be taken."""
    found = take(found, line.row, column, text, doubts)
    for name in found.names:
        line.people.append(Person(line.row, name, beside=beside))
    if found.seats and line.people:
        line.people[-1].brings += found.seats
    else:
        line.loose_seats += found.seats


def _listed(layout: Layout, texts: Texts, line: Line, doubts: Doubts) -> People:
    size = texts["size"]
    return names.read_list(texts["names"], int(size) if size.isdecimal() and len(size) < 4 else None)


def _first_and_last(first: str, last: str) -> People:
    """A name in two cells. Either may be blank; "Guest" or "Ty's" + "Guest" is a seat."""
    if names.is_seat(f"{first} {last}".strip()):
        return People(seats=1)
    if not (first and last):
        found = names.read(first or last)
        parts = [Name("", name.whole, name.title) if last else _unsplit(name) for name in found.names]
        return People(tuple(parts), found.seats, found.doubt)
    found, surname = names.read(first), names.read_surname(last)
    nameless = names.is_seat(first) or surname.seats or len(surname.names) > 1
    if doubt := found.doubt or surname.doubt or ("may be somebody without a name yet, or several" if nameless else ""):
        return People((Name(first[:100], last[:100]),), doubt=doubt)
    return People(tuple(Name(_unsplit(name).first, last, name.title) for name in found.names), found.seats)


def _unsplit(name: Name) -> Name:
    """A cell of first names is not parted into first and last."""
    return Name(name.whole, "", name.title)


def _agrees(full: str, found: People) -> bool:
    """Whether a column of whole names says the same as the columns of first and last names."""
    whole = names.read(full)
    return found.doubt != "" or (
        len(whole.names) == len(found.names) and whole.seats == found.seats and not whole.doubt
    )


def _read_other(layout: Layout, texts: Texts, who: str, line: Line, doubts: Doubts) -> None:
    """A partner, a child or a further guest in columns of their own."""
    first, last, full = (texts[f"{who}:{part}"] for part in ("first", "last", "full"))
    if not (first or last or full):
        return
    column = next(layout.header(f"{who}:{part}") for part in ("first", "full", "last") if texts[f"{who}:{part}"])
    text = " ".join(filter(None, (first, last))) or full
    if text.casefold() in _NO:
        return
    if text.casefold() in _YES or text == "1":
        line.loose_seats += 1
    elif text.isdecimal():
        doubts.stop(line.row, column, f"“{text}” is a number, not a name.")
    else:
        found = _first_and_last(first, last) if first or last else names.read(full)
        _add(found, line, column, text, doubts, beside=True)
        if who in ("partner", "spouse"):
            line.partner = contact.plain(text)
    _claim_loose_seats(line)


def _claim_loose_seats(line: Line) -> None:
    if line.people:
        line.people[0].brings += line.loose_seats
        line.loose_seats = 0


def _read_plus_one(layout: Layout, texts: Texts, line: Line, doubts: Doubts) -> None:
    """True, yes, x, 2: seats. A name of two words: a person. Anything else is asked about."""
    text, column = texts["plus_one"], layout.header("plus_one")
    plain = text.casefold()
    if plain in _NO or plain == "0":
        return
    others = len(line.people) > 1 or (line.people and line.people[0].brings)
    if others and (plain in _YES or text.isdecimal()) and not _is_one_more(layout, texts, text, line, doubts):
        return
    if plain in _YES or names.is_seat(text):
        line.loose_seats += 1
    elif text.isdecimal() and int(text) <= _MOST_SEATS:
        line.loose_seats += int(text)
    else:
        found = names.read(text)
        if found.doubt or found.seats or len(found.names) != 1 or not found.names[0].last:
            message = f"“{text[:60]}” is neither yes, no, a number up to {_MOST_SEATS}, nor a full name."
            doubts.stop(line.row, column, message, "no extra seat")
            return
        line.people.append(Person(line.row, found.names[0], beside=True))
    _claim_loose_seats(line)


def _is_one_more(layout: Layout, texts: Texts, text: str, line: Line, doubts: Doubts) -> bool:
    """Whether "plus one: yes" speaks of somebody beside those whom the row names already."""
    named = any(texts[f"plusone:{part}"] for part in ("first", "last", "full"))
    if named and (not text.isdecimal() or text == "1"):
        return False
    message = f"“{text}”, and the row names more than one person: is that one of them, or one more?"
    return doubts.stop(line.row, layout.header("plus_one"), message, "it is one more")


def _read_household(layout: Layout, texts: Texts, line: Line, doubts: Doubts) -> None:
    line.address = contact.address(layout, texts, line.row, doubts)
    line.envelope = texts["envelope"]
    size = texts["size"]
    if size.isdecimal() and len(size) < 4:
        line.size = int(size)
    elif size:
        doubts.stop(line.row, layout.header("size"), f"“{size[:40]}” is not a number of people.", "leave it out")
    children = texts["children"]
    if children.casefold() not in _NO and children != "0":
        message = (
            f"“{children[:40]}”: people who have no row of their own. Add a row for each, or carry on without them."
        )
        doubts.stop(line.row, layout.header("children"), message, "leave them out")
    child = texts["child"]
    if child and not is_yes_or_no([child]):
        message = f"“{child[:40]}” is neither yes nor no: a child who has no row of their own?"
        doubts.stop(line.row, layout.header("child"), message, "leave it out")
    status = texts["status"]
    if status and (number := re.search(r"\d+", status)) and int(number[0]) > 1:
        doubts.stop(line.row, layout.header("status"), f"“{status[:40]}” may say how many come.", "leave it out")
