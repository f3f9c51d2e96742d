"""A guest list as understood: who stands in which row, who belongs together and why, and what is in doubt. Plain
values."""

from dataclasses import dataclass, field

from handfast.guests.wording.names import Name

ADDRESS = ("address_line_1", "address_line_2", "city", "county", "country", "postcode")
Address = tuple[str, str, str, str, str, str]
NO_ADDRESS: Address = ("", "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to be said about the list, at a row (as the spreadsheet numbers it) and a column (by its header).

    One that `stops` keeps the list from being applied, unless the host answers with its `key` that `carry_on` is meant,
    or with the key of a way in `instead`. `kind` is "duplicate" for somebody who may be there twice, "conflict" where
    list and site disagree, "reading" for a cell that names several and might not, "column" for how one is read whose
    name does not say it, else empty.
    """

    row: int | None
    column: str
    message: str
    stops: bool = True
    key: str = ""
    carry_on: str = ""
    kind: str = ""
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Person:
    """One guest as the list has them; `row` is where. `brings` is how many more seats the list gives them. `beside`
    marks one who has no row of their own: a partner, a child, a named plus-one."""

    row: int
    name: Name
    email: str = ""
    phone: str = ""
    brings: int = 0
    beside: bool = False


@dataclass(slots=True)
class Line:
    """One row of the list: its people, seats that belong to nobody in the row, and what it says of the household.

    `host` is whose guest such a seat is, where the row says only that ("Guest of Ann Fox")."""

    row: int
    people: list[Person]
    loose_seats: int = 0
    host: str = ""
    party: str = ""
    party_name: str = ""
    address: Address = NO_ADDRESS
    envelope: str = ""
    size: int | None = None
    partner: str = ""


@dataclass(slots=True)
class Party:
    """People who are invited together, and the reason why the list is read so. `key` finds the household again
    later."""

    key: str
    list_key: str
    name: str
    reason: str
    address: Address
    rows: list[int]
    people: list[Person]

    @property
    def seats(self) -> int:
        """How many seats its people have beyond their own."""
        return sum(person.brings for person in self.people)


@dataclass
class GuestList:
    """What was understood of a file: which format it was read as, its households, and every problem. `headers` is what
    the person calls the column of each field, `sheets` the names of all sheets, `read` of those that were read, and
    `why_sheet` why it is these.
    """

    format: str
    encoding: str
    sheet: str
    parties: list[Party] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    why_sheet: str = ""

    @property
    def guests(self) -> int:
        """How many people it names."""
        return sum(len(party.people) for party in self.parties)

    @property
    def extra_seats(self) -> int:
        """How many seats it gives to people without a name."""
        return sum(party.seats for party in self.parties)

    @property
    def stops(self) -> bool:
        """Whether a problem has to be answered or mended before anything is applied."""
        return any(problem.stops for problem in self.problems)


@dataclass
class Doubts:
    """Gathers problems while a list is read. `answered` are the keys with which the host said to carry on, `headers`
    what the person calls the column of each field.
    """

    answered: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def column(self, *fields: str) -> str:
        """What the person calls the first of these fields' columns that the list has."""
        return next((self.headers[name] for name in fields if name in self.headers), "")

    @property
    def name_column(self) -> str:
        """What the person calls the column of names."""
        return self.column("first", "full", "last", "names")

    def stop(self, row: int | None, column: str, message: str, carry_on: str = "", kind: str = "") -> bool:
        """Notes a problem that stops the list. True if the host has already said to carry on as `carry_on` says."""
        return self.choose(row, column, message, *filter(None, [carry_on]), kind=kind) != ""

    def choose(self, row: int | None, column: str, message: str, *ways: str, kind: str = "") -> str:
        """Notes a problem that can be settled in one of several ways, and stops the list until it is: which of `ways`
        the host has chosen, "" while they have not. Without any it must be mended in the list."""
        keys = {f"{row or ''}:{column}:{way}": way for way in ways}
        chosen = next((key for key in keys if key in self.answered), "")
        key = chosen or next(iter(keys), "")
        others = tuple(one for one in keys.items() if one[0] != key)
        self.problems.append(Problem(row, column, message, not chosen, key, keys.get(key, ""), kind, others))
        return keys.get(chosen, "")

    def read_as(self, row: int, column: str, message: str, otherwise: str) -> bool:
        """Notes how a cell was read, which stops nothing. True if the host has said that it is `otherwise`."""
        key = f"{row}:{column}:{otherwise}"
        if key in self.answered:
            self.problems.append(Problem(row, column, message, False, key, otherwise, "reading"))
            return True
        self.problems.append(Problem(row, column, message, False, kind="reading", instead=((key, otherwise),)))
        return False

    def tell(self, row: int | None, column: str, message: str, kind: str = "") -> None:
        """Notes something the host should know that stops nothing."""
        self.problems.append(Problem(row, column, message, stops=False, kind=kind))
