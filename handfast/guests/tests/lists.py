"""The lists that tests upload: small, of invented people, in the shapes that real ones have; and what is understood of
them."""

from handfast.guests.guestlist import Doubts, GuestList
from handfast.guests.listing import understand_sheet
from handfast.guests.reading.values import Limits, Sheet

SEED_HEADER = "first_name,last_name,plus_one,address_line_1,address_line_2,city,county,country,postcode,email,telephone"

# Six households, eleven guests, two extra seats; the address is all that says who belongs together.
SEED = "\n".join(
    [
        SEED_HEADER,
        "Priya,Nair,False,3 Mill Lane,Ashcombe,Ludlow,Shropshire,UK,SY8 1QX,priya@example.org,01584 496001",
        "Omar,Nair,False,3 Mill Lane,Ashcombe,Ludlow,Shropshire,UK,SY8 1QX,,01584 496002",
        "Leila,Nair,False,3 Mill Lane,Ashcombe,Ludlow,Shropshire,UK,SY8 1QX,,",
        "Alastair,Byrne,True,12 Quay Street,,Bristol,Avon,UK,BS1 4SB,alastair@example.org,0117 496 0003",
        "Hana,Novak,True,The Old Forge,Upper End,Hereford,Herefordshire,UK,HR1 2AA,hana@example.org,",
        "Tom,Okafor,False,The Old Forge,Lower End,Hereford,Herefordshire,UK,HR4 9ZZ,tom@example.org,",
        "Ada,Okafor,False,The Old Forge,Lower End,Hereford,Herefordshire,UK,HR4 9ZZ,,",
        "Fiona,Reyes,False,7 Hill View,,Durham,Durham,UK,DL4 1DA,fiona@example.org,",
        "James,O'Dowd,False,7 Hill View,,Durham,Durham,UK,DL4 1DA,,",
        "Ciara,Lehtinen,False,Pikk 5,Kesklinn,Tartu,Tartumaa,EE,50408,ciara@example.org,+372 5550 0100",
        "Samuel,Arund,False,Pikk 5,Kesklinn,Tartu,Tartumaa,EE,50408,,",
        "",
    ]
)


def csv(*rows: str) -> bytes:
    """A CSV file of these rows."""
    return ("\n".join(rows) + "\n").encode()


TEN = ["Ann Fox", "Bob Hill", "Cy Orr", "Di Orm", "Ed Ray", "Flo Roy", "Gus Elm", "Hal Ely", "Ida Ash", "Jo Yew"]


def read(*rows: str | list[str], answered: frozenset[str] = frozenset()) -> GuestList:
    """What is understood of a sheet of these rows, as lists of cells or with commas between them."""
    cells = [row if isinstance(row, list) else row.split(",") for row in rows]
    return understand_sheet(Sheet("", list(enumerate(cells, 1))), Doubts(answered), Limits())


def counts(found: GuestList) -> tuple[int, int, int]:
    """(guests, extra seats, households) of a list about which nothing is asked."""
    assert not found.stops, [(one.row, one.column, one.message) for one in found.problems if one.stops]
    return found.guests, found.extra_seats, len(found.parties)


def beside(header: str, *texts: str) -> GuestList:
    """A list of names with one more column, called `header`."""
    return read(f"Name,{header}", *([name, text] for name, text in zip(TEN, texts, strict=False)))


def asked(found: GuestList) -> list[str]:
    """The columns about which something is asked."""
    return [one.column for one in found.problems if one.stops]
