"""What a column is, where its name alone does not say it: by the columns beside it and by what is in it."""

from __future__ import annotations

from handfast.guests.table.evidence import YES_OR_NO, asks_for_a_guest
from handfast.guests.table.layout import Layout
from handfast.guests.wording.columns import normal

_FIRST_OF_TWO = frozenset({"firstguest", "name", "guest", "nameline"})


def settle(layout: Layout) -> None:
    """Gives each field of `layout` the columns that are truly its own."""
    _move_answers_and_numbers(layout)
    _add_up_adults_and_children(layout)
    fields = layout.fields
    if "last2" in fields and any(name.startswith("guest2:") for name in fields):
        fields["guest2:last"] = fields.pop("last2")
    if not any(layout.has(name) for name in ("first", "last", "full", "names")):
        for part in ("first", "last", "full"):
            if f"guest:{part}" in fields:
                fields[part] = fields.pop(f"guest:{part}")
    _part_family_names(layout)
    if layout.has("names", "last") and not layout.has("first"):  # Nombre(s), Apellidos
        fields["first"] = fields.pop("names")
    for who in dict.fromkeys(name.rpartition(":")[0] for name in fields):
        _settle_names(layout, f"{who}:" if who else "")
    if layout.has("full") and len(fields["full"]) > 1 and any(name.endswith(":full") for name in fields):
        _prefer_the_numbered(layout)
    if layout.has("envelope") and not any(layout.has(name) for name in ("first", "last", "full", "names")):
        fields["full"] = fields.pop("envelope")


def _values(layout: Layout, place: int) -> list[str]:
    return [text for _, cells in layout.rows if place < len(cells) and (text := cells[place].strip())]


def _move_answers_and_numbers(layout: Layout) -> None:
    """A column called "Guests" may hold numbers, one called "Eingeladen" yes and no; neither is a name. "Guest: yes"
    may be somebody who comes along, and is asked about as columns are whose names are not known."""
    for name in ("names", "full"):
        for place in list(layout.fields.get(name, ())):
            values = _values(layout, place)
            if values and all(value.isdecimal() for value in values):
                _move(layout, place, name, "size" if max(map(len, values)) < 3 else "index")
            elif values and all(value.casefold() in YES_OR_NO for value in values):
                _move(layout, place, name, "" if asks_for_a_guest(layout.headers[place], values) else "status")


def _move(layout: Layout, place: int, before: str, after: str) -> None:
    layout.fields[before].remove(place)
    if not layout.fields[before]:
        del layout.fields[before]
    layout.fields.setdefault(after, []).append(place)


def _part_family_names(layout: Layout) -> None:
    """ "Family name" beside another column of surnames, or of several names, is what the family is called."""
    places = layout.fields.get("last", [])
    families = [place for place in places if normal(layout.headers[place]) == "familyname"]
    if families and (len(places) > len(families) or layout.has("names")):
        for place in families:
            _move(layout, place, "last", "family")


def _add_up_adults_and_children(layout: Layout) -> None:
    """Numbers of adults and of children are the size of a party, unless a column says it already."""
    places = [*layout.fields.get("adults", ()), *layout.fields.get("children", ())]
    numbers = all(value.isdecimal() and len(value) < 3 for place in places for value in _values(layout, place))
    adults = layout.fields.pop("adults", [])
    if not adults:
        return
    if numbers and len(adults) == 1 and len(places) < 3:
        layout.fields.pop("children", None)
        layout.adds_up = places
    else:
        layout.fields["children"] = [*adults, *layout.fields.get("children", ())]


def _settle_names(layout: Layout, who: str) -> None:
    """ "Name" is a surname beside a column of first names (Name, Vorname) and a first name beside one of surnames."""
    fields, first, last, full = layout.fields, f"{who}first", f"{who}last", f"{who}full"
    if not layout.has(full) or layout.has(first, last):
        return
    if layout.has(last):
        fields[first] = fields.pop(full)
    elif layout.has(first) and len(fields[full]) == 1 and not _repeats(layout, full, first):
        fields[last] = fields.pop(full)


def _prefer_the_numbered(layout: Layout) -> None:
    """Beside "second guest", "first guest" is the guest, and "full name" says both again as an envelope would."""
    numbered = [
        place for place in layout.fields["full"] if normal(layout.headers[place]).strip("0123456789") in _FIRST_OF_TWO
    ]
    if len(numbered) == 1:
        layout.fields["envelope"] = [place for place in layout.fields["full"] if place not in numbered]
        layout.fields["full"] = numbered


def _repeats(layout: Layout, whole: str, part: str) -> bool:
    """Whether a column of whole names says the first names again."""
    return any(
        layout.cell(cells, part) and layout.cell(cells, part).casefold() in layout.cell(cells, whole).casefold().split()
        for _, cells in layout.rows
    )
