"""What is to happen to guests and households, as plain values: the parts that a plan is made of."""

from dataclasses import dataclass, field

from handfast.guests.guestlist import Address

ADD, CHANGE, SAME = "add", "change", "same"


@dataclass
class PlannedGuest:
    """What happens to one guest. `changes` maps a field to its new value; `seats` is how many extra seats are added.
    `listed` is what the list has (title, first, last, e-mail, telephone) where something else, said here, stays.
    """

    action: str
    pk: int | None
    row: int
    title: str
    first_name: str
    last_name: str
    email: str
    phone: str
    seats: int
    changes: dict[str, str] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass
class PlannedHousehold:
    """What happens to one household, why its people are together, and which rows of the list say so. `listed` is its
    address on the list where another, said here, stays; `key` is the one of its party on the list, by which those whom
    a host moves to another household are told from those who are there by a later list."""

    action: str
    pk: int | None
    name: str
    list_key: str
    address: Address
    reason: str
    rows: list[int]
    guests: list[PlannedGuest]
    changes: dict[str, str] = field(default_factory=dict)
    listed: Address | None = None
    key: str = ""


@dataclass
class Gone:
    """A household, or one `guest` of it, whom the list does not name any more. They stay, unless the host ticks them.

    `guests` are the keys of all who would go, seats included, and `people` their names; `lost` says what would go with
    them ("2 replies"), `held` what keeps them from being deleted at all ("1 contribution").
    """

    household: int
    guest: int | None
    name: str
    people: list[str]
    guests: list[int]
    ticked: bool = False
    lost: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What the host's tick is kept under."""
        return f"gone:{self.household}:{self.guest or ''}"

    @property
    def deleted(self) -> bool:
        """Whether applying the plan deletes them."""
        return self.ticked and not self.held
