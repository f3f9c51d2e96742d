"""What the list calls a household, beside those whom it names: "Ann & Ben Fox" above a row for Ann alone. Pure."""

from handfast.guests.guestlist import Doubts, Party
from handfast.guests.table.layout import Layout
from handfast.guests.wording import cells


def check(layout: Layout, parties: list[Party], doubts: Doubts) -> None:
    """Asks about each household whose name in the list names more people than have a row or a seat; not so in a closed
    Format, where each person surely has a row."""
    for party in parties if not layout.format.closed else ():
        counted = len(party.people) + party.seats
        written = cells.read(party.name)
        if written.doubt or not 0 < counted < len(written.names) + written.seats:
            continue
        names = "the list names one person" if counted == 1 else f"the list names {counted} people"
        message = f"The household is called “{party.name[:60]}”, and {names}."
        doubts.stop(party.rows[0], doubts.column("party", "group", "family"), message, "go by the names")
