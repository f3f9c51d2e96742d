"""Who belongs together. By what the list calls a household, by partners who name each other, by a full address; never
by a surname or a shared e-mail alone."""

from collections import Counter, defaultdict

from handfast.guests.folding import plain
from handfast.guests.guestlist import NO_ADDRESS, Doubts, Line, Party, Person
from handfast.guests.people import couples, household_names
from handfast.guests.people.blocks import blocks_of
from handfast.guests.people.contact import address_key
from handfast.guests.people.household_columns import read_parties
from handfast.guests.people.parties import party_of
from handfast.guests.people.seats import place_seats
from handfast.guests.people.sizes import give_seats
from handfast.guests.table.joining import sheet_of
from handfast.guests.table.layout import Layout

_MOST_PEOPLE = 12
Seen = tuple[Party, int]  # a household, and the row of somebody in it


def group(layout: Layout, lines: list[Line], doubts: Doubts) -> list[Party]:
    """The households of the list, in its order."""
    named = read_parties(layout, lines, doubts)
    partners = _partners(lines, doubts)
    addresses = {} if named else {line.row: address_key(line.address) for line in lines}
    if not named:
        _check_addresses(lines, addresses, doubts)
        give_seats([line for line in lines if line.row not in partners], doubts)
    tied = named or partners or any(addresses.values())
    blocks = {} if tied else blocks_of(layout, lines, doubts)
    together: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        together[_key(line, partners, addresses, blocks)].append(line)
    parties = [
        party_of(key, members, layout.format.closed, doubts) for key, members in place_seats(together, doubts).items()
    ]
    _check_beside(parties, doubts)
    _check_parties(parties, doubts)
    couples.check(layout, parties, doubts)
    household_names.check(layout, parties, doubts)
    return [party for party in parties if party.people]


def _key(line: Line, partners: dict[int, int], addresses: dict[int, str], blocks: dict[int, int]) -> str:
    if line.party:
        return f"list:{(plain(line.party) or line.party)[:200]}"
    if line.row in partners:
        return f"partners:{partners[line.row]}"
    if key := addresses.get(line.row):
        return f"address:{key}"
    if line.row in blocks:
        return f"block:{blocks[line.row]}"
    return f"row:{line.row}"


def _partners(lines: list[Line], doubts: Doubts) -> dict[int, int]:
    """For each row of a couple in which each names the other, the first of their two rows.

    A partner with a row of their own is that person, not one more: the copy is taken out.
    """
    rows_of: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.people:
            rows_of[plain(line.people[0].name.whole)].append(line)
    found: dict[int, int] = {}
    for line in lines:
        others = rows_of.get(line.partner, []) if line.partner else []
        if not others or not line.people:
            continue
        if len(others) == 1 and others[0].partner == plain(line.people[0].name.whole) and others[0] is not line:
            found[line.row] = min(line.row, others[0].row)
        else:
            message = f"The partner named here has row {others[0].row}, which does not name this person back."
            doubts.stop(
                line.row, doubts.column("partner:full", "partner:first", "spouse:full", "spouse:first"), message
            )
        line.people = [person for person in line.people if plain(person.name.whole) != line.partner] or line.people[:1]
    return found


def _check_addresses(lines: list[Line], addresses: dict[int, str], doubts: Doubts) -> None:
    """Asks where two households may be one: an address left blank below the same surname, or spelt in two ways."""
    spelt: dict[tuple[str, str], Line] = {}
    shared = Counter(key for key in addresses.values() if key)
    for place, line in enumerate(lines):
        surname = plain(line.people[0].name.last) if line.people else ""
        above = lines[place - 1] if place else line
        if not surname:
            continue
        alone_above = addresses[above.row] and shared[addresses[above.row]] == 1 and above.people
        if line.address == NO_ADDRESS and alone_above and plain(above.people[0].name.last) == surname:
            message = f"No address, and the surname of row {above.row}: one household? Write the address in each row."
            doubts.stop(
                line.row, doubts.column("address_line_1", "address"), message, "they are a household of their own"
            )
        postcode = plain(line.address[5])
        if postcode and addresses[line.row]:
            before = spelt.setdefault((postcode, surname), line)
            if addresses[before.row] != addresses[line.row] and _house(before) == _house(line):
                message = f"Nearly the address of row {before.row}. Spell both alike if they are one household."
                doubts.stop(line.row, doubts.column("address_line_1"), message, "they are two households")


def _house(line: Line) -> str:
    """The house number, or the first word, of a line's address."""
    words = plain(line.address[0]).split()
    return next((word for word in words if word.isdecimal()), words[0] if words else "")


def _check_beside(parties: list[Party], doubts: Doubts) -> None:
    """Asks about a partner, child or plus-one who also has a row of their own: one person, or two?"""
    own_row = {
        plain(person.name.whole): person.row for party in parties for person in party.people if not person.beside
    }
    for party in parties:
        for person in party.people:
            surname = person.name.last or party.people[0].name.last
            row = own_row.get(plain(f"{person.name.first} {surname}")) if surname else None
            if person.beside and row is not None:
                message = (
                    f"{person.name.whole} also has row {row}: the same person? Then leave them out of one of the two."
                )
                doubts.stop(person.row, doubts.name_column, message, "they are two people", kind="duplicate")


def _check_parties(parties: list[Party], doubts: Doubts) -> None:
    """What a careful reader would notice across households: very large ones, people or e-mail addresses in two of
    them."""
    emails: dict[str, Party] = {}
    seen: dict[tuple[str, str], Seen] = {}
    named: dict[str, Seen] = {}
    for party in parties:
        if len(party.people) + party.seats > _MOST_PEOPLE:
            message = f"“{party.name[:60]}” would be a household of {len(party.people) + party.seats}."
            doubts.stop(party.rows[0], "", message, "it is one household")
        for person in party.people:
            other = emails.setdefault(person.email.casefold(), party) if person.email else party
            contact = person.email.casefold() or plain(person.phone)
            name, here = plain(person.name.whole) or person.name.whole, (party, person.row)
            same, namesake = seen.setdefault((name, contact), here), named.setdefault(name, here)
            if same[0] is not party:
                _say_twice(person, bool(contact), same, party, doubts)
            elif sheet_of(namesake[1]) != sheet_of(person.row) and namesake[0] is not party:
                # Whoever stands on two sheets may have an e-mail address on one of them only.
                _say_twice(person, False, namesake, party, doubts)
            elif other is not party:
                message = f"{person.email} also belongs to “{other.name[:60]}”; kept as two households."
                doubts.tell(person.row, doubts.column("email"), message)


def _say_twice(person: Person, same_contact: bool, seen: Seen, party: Party, doubts: Doubts) -> None:
    """The same name in two households, `seen` being the one before. Namesakes whom the list itself sets apart are two
    people; a whole name without anything beside it is a question, a bare "Mama" a remark. On two sheets all are asked
    about."""
    before, row = seen
    apart = not (before.key.startswith("name:") and party.key.startswith("name:"))
    where = f"row {row}" if plain(before.name) == plain(person.name.whole) else f"“{before.name[:60]}” (row {row})"
    whole = bool(person.name.first and person.name.last)
    if same_contact or (whole and not apart) or sheet_of(person.row) != sheet_of(row):
        message = f"{person.name.whole} also stands in {where}"
        message += ", with nothing to tell them apart." if same_contact or not apart else "."
        ways = ("they are two people", "they are one person; leave them out here")
        if doubts.choose(person.row, doubts.name_column, message, *ways, kind="duplicate") == ways[1]:
            _leave_out(person, before, party)
    elif not apart:
        doubts.tell(
            person.row, doubts.name_column, f"Another {person.name.whole} stands in {where}; taken as two people."
        )


def _leave_out(person: Person, before: Party, party: Party) -> None:
    """Takes somebody out of a household who stands in the one `before` as well: with the more seats of the two, and
    the address that either has."""
    other = next(one for one in before.people if plain(one.name.whole) == plain(person.name.whole))
    other.brings = max(other.brings, person.brings)
    other.email, other.phone = other.email or person.email, other.phone or person.phone
    party.people = [one for one in party.people if one is not person]
