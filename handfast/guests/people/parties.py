"""One household out of the rows that belong to it: its people without repeats, its seats, its name and why it is
one."""

from handfast.guests.folding import plain
from handfast.guests.guestlist import NO_ADDRESS, Doubts, Line, Party, Person
from handfast.guests.people import envelopes
from handfast.guests.people.contact import address_key
from handfast.guests.people.seats import whoever_is

_TWO, _ONE = "they are two people", "they are one person"
_ONE_MORE, _THE_SAME = "it is one more", "it is the same seat"


def party_of(key: str, lines: list[Line], closed: bool, doubts: Doubts) -> Party:
    """The household that `lines` make up. `key` says how they were put together: "list:…", "partners:…", "address:…",
    "block:…", "row:…". `closed` is as a Format has it."""
    people = _without_repeats([person for line in lines for person in line.people], doubts)
    _give_out_seats(lines, people, doubts)
    _check_size(lines, people, doubts)
    envelopes.check(lines, people, closed, doubts)
    address = next((line.address for line in lines if line.address != NO_ADDRESS), NO_ADDRESS)
    for line in lines:
        if address_key(line.address) and address_key(address) and address_key(line.address) != address_key(address):
            message = f"The list puts this row with row {lines[0].row}, at another address. Are they one household?"
            doubts.stop(line.row, doubts.column("address_line_1", "address"), message, "they are one household")
            break
    list_key = key.removeprefix("list:")[:200] if key.startswith("list:") else ""
    name = next((line.party_name for line in lines if line.party_name), "") or name_of(people)
    return Party(
        _lasting_key(key, address, people),
        list_key,
        name[:200],
        _reason(key, lines),
        address,
        [line.row for line in lines],
        people,
    )


def _lasting_key(key: str, address: tuple, people: list[Person]) -> str:
    """A key by which the household is found again in a later list, where rows stand elsewhere."""
    if key.startswith(("list:", "address:")):
        return key
    return lasting_key("", address, [person.name.whole for person in people])


def lasting_key(list_key: str, address: tuple, people: list[str]) -> str:
    """The key of a household: what the list calls it, else its full address, else the name of its first guest."""
    if list_key:
        return f"list:{list_key}"
    if where := address_key(address):
        return f"address:{where}"
    return f"name:{plain(people[0]) or people[0]}" if people else ""


def _reason(key: str, lines: list[Line]) -> str:
    """Why these rows are one household, in words for the host."""
    if key.startswith("list:"):
        return (
            f"The list calls them “{lines[0].party}”." if len(lines) > 1 else f"The list calls it “{lines[0].party}”."
        )
    if key.startswith("partners:"):
        return "Each names the other as partner."
    if key.startswith("address:"):
        several = sum(bool(line.people) for line in lines) > 1
        return "The same full address." if several else "Nobody else at this address."
    if key.startswith("block:") and len(lines) > 1:
        return "No blank row stands between them."
    return "One row, and nothing that ties it to another."


def name_of(people: list[Person]) -> str:
    """What to call a household that the list does not name: "Simon, Stephanie & Daisy Baines", "Fiona Hill & James
    Ray"."""
    surnames = {person.name.last for person in people}
    if len(people) > 1 and len(surnames) == 1 and all(person.name.first for person in people) and "" not in surnames:
        firsts = [person.name.first for person in people]
        return f"{', '.join(firsts[:-1])} & {firsts[-1]} {people[0].name.last}"
    whole = [person.name.whole for person in people]
    return f"{', '.join(whole[:-1])} & {whole[-1]}" if len(whole) > 1 else "".join(whole)


def _without_repeats(people: list[Person], doubts: Doubts) -> list[Person]:
    """Each person once. The same name with the same e-mail or telephone is a row said twice; else the host is asked."""
    kept: dict[str, Person] = {}
    for person in people:
        key = plain(person.name.whole) or person.name.whole
        before = kept.setdefault(key, person)
        if before is person:
            continue
        same_contact = before.email.casefold() == person.email.casefold() and plain(before.phone) == plain(person.phone)
        if same_contact and (person.email or person.phone) and before.row != person.row:
            doubts.tell(
                person.row, doubts.name_column, f"{person.name.whole} stands in row {before.row} already; taken once."
            )
            continue
        if _is_another(person, before, doubts):
            kept[f"{key} {person.row} {len(kept)}"] = person
        else:
            before.brings = max(before.brings, person.brings)
    return list(kept.values())


def _is_another(person: Person, before: Person, doubts: Doubts) -> bool:
    """Whether somebody of the same name in the same household is another person, as the host says; asked."""
    message = f"{person.name.whole} stands twice in one household (rows {before.row} and {person.row})."
    if before.row == person.row:
        message = f"{person.name.whole} stands twice in this row."
    return doubts.choose(person.row, doubts.name_column, message, _TWO, _ONE, kind="duplicate") != _ONE


def _give_out_seats(lines: list[Line], people: list[Person], doubts: Doubts) -> None:
    """A row that is only a seat ("Guest") belongs to the person in the row before it in the household."""
    for line in lines:
        if not line.loose_seats:
            continue
        if any(person.brings for person in people):
            message = "A guest without a name, and somebody of the household brings one already: the same seat?"
            if doubts.choose(line.row, doubts.name_column, message, _ONE_MORE, _THE_SAME) == _THE_SAME:
                continue
        before = [person for person in people if person.row <= line.row] or people
        brings = whoever_is(line.host, people) or (before[-1] if before else None)
        if brings:
            brings.brings += line.loose_seats


def _check_size(lines: list[Line], people: list[Person], doubts: Doubts) -> None:
    """Where the list says how many they are, it must agree with the people it names and the seats it gives."""
    for line in [line for line in lines if line.size is not None]:
        together = len(people) + sum(person.brings for person in people)
        alone = sum(1 + person.brings for person in line.people) + (0 if line.people else line.loose_seats)
        if line.size not in (alone, together):
            message = f"The list says {line.size}, and names {together}."
            doubts.stop(line.row, doubts.column("size"), message, "go by the names")
