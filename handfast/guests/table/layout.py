"""Which column of a list holds what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from handfast.guests.table.evidence import YES_OR_NO
from handfast.guests.table.formats import Format

Rows = list[tuple[int, list[str]]]
_ANSWERS = frozenset({answer for answer in YES_OR_NO if len(answer) > 1} | {"y", "n", "x", "0", "1", ""})


class Texts(dict[str, str]):
    """What a row says, by field; of fields that it leaves blank, nothing."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass
class Layout:
    """Which columns hold what: `fields` maps a field to the places of its columns, "" those that are not known;
    `headers` are as the person wrote them. `adds_up` are the places of numbers that together are the size of a row's
    party."""

    format: Format
    headers: list[str]
    fields: dict[str, list[int]]
    rows: Rows
    adds_up: list[int] = field(default_factory=list)

    @cached_property
    def second_surnames(self) -> list[str]:
        """The fields of second surnames, which belong to the first: "last2", "partner:last2"."""
        return [name for name in self.fields if name.endswith("last2")]

    def has(self, *names: str) -> bool:
        """Whether all of these fields have a column."""
        return all(self.fields.get(name) for name in names)

    def header(self, name: str) -> str:
        """What the person calls the column of a field."""
        places = self.fields.get(name)
        return self.headers[places[0]] if places else ""

    def cell(self, cells: list[str], name: str) -> str:
        """The first column of that field that holds anything in this row."""
        if name not in self.fields:
            return ""
        for place in self.fields[name]:
            if place < len(cells) and (text := cells[place].strip()):
                return text
        return ""

    def texts(self, cells: list[str]) -> Texts:
        """What a row says, by field."""
        found, width = Texts(), len(cells)
        for name, places in self.fields.items():
            for place in places:
                if place < width and (text := cells[place].strip()):
                    found[name] = text
                    break
        for second in self.second_surnames:
            if text := found.pop(second, ""):
                first = second.removesuffix("2")
                found[first] = f"{found[first]} {text}".strip()
        if prefix := found.pop("last0", ""):
            found["last"] = f"{prefix} {found['last']}".strip()
        if self.adds_up and "size" not in found:
            numbers = [int(cells[place]) for place in self.adds_up if place < width and cells[place].strip()]
            found["size"] = str(sum(numbers)) if numbers else ""
        return found

    def column(self, name: str) -> list[tuple[int, str]]:
        """(row number, text) of each row where that field holds anything."""
        return [(number, text) for number, cells in self.rows if (text := self.cell(cells, name))]


def is_yes_or_no(values: Iterable[str]) -> bool:
    """Whether a column answers yes or no. Single letters but for y, n and x may as well name something."""
    return all(value.strip().casefold() in _ANSWERS for value in values)
