"""Lists that programs write, told by their columns: "read as: Joy". What no format claims is read by its columns'
names."""

from dataclasses import dataclass

from handfast.guests.wording.columns import normal


@dataclass(frozen=True)
class Format:
    """A known export. `needs` are the columns that give it away, as `columns.normal` writes them.

    In a `closed` one each row is one person whatever else was asked, so columns of its own hold answers and no guests.
    One of `contacts` is an address book: it names husbands, wives and children whom nobody need have invited.
    """

    name: str
    needs: frozenset[str]
    closed: bool = False
    contacts: bool = False


def _format(name: str, needs: str, closed: bool = False) -> Format:
    return Format(name, frozenset(needs.split()), closed)


def _address_book(name: str, needs: str) -> Format:
    return Format(name, frozenset(needs.split()), closed=True, contacts=True)


# The most particular first.
FORMATS = (
    _format("Handfast's own list", "firstname lastname plusone addressline1 postcode"),
    _format("Joy", "firstname lastname party tags nameonenvelope", closed=True),
    _format("Joy", "firstname lastname party tags rsvp", closed=True),
    _format("Joy", "firstname lastname party tags rsvpstatus", closed=True),
    _format("Zola (guest list)", "title firstname lastname partnertitle partnerfirstname partnerlastname"),
    _format("Zola (import template)", "name plusone streetaddress zipcode"),
    _format("RSVPify", "firstname lastname groupid additionalguestsallowedplus1s"),
    _format("The Knot", "firstname lastname party mynotes"),
    _format("The Knot", "nameline1 nameline2 rsvpstatus"),
    _format("Minted", "nameonenvelope streetaddress1"),
    _format("django-wedding-website", "firstname lastname ischild category"),
    _format("django-wedding-website", "partyname firstname lastname partytype"),
    _format("Eventbrite", "order orderdate firstname attendeestatus", closed=True),
    _format("Luma", "name email createdat approvalstatus", closed=True),
    _format("Partiful", "name status checkedin rsvpdate"),
    _format("Meetup", "name userid memberid joinedgroupon", closed=True),
    _address_book("Google Contacts", "firstname lastname phone1label phone1value"),
    _address_book("Google Contacts", "firstname lastname email1label email1value"),
    _address_book("Google Contacts (older)", "name givenname familyname notes"),
    _address_book("Thunderbird", "firstname lastname displayname primaryemail"),
    _address_book("Outlook", "firstname middlename lastname emailaddress"),
    _address_book("iCloud", "firstname lastname emailaddress phonenumber company"),
    _format("Mailchimp", "emailaddress firstname lastname memberrating optintime", closed=True),
    _address_book("LinkedIn", "firstname lastname url emailaddress connectedon"),
    _format("Google Forms", "timestamp emailaddress"),
)
BY_NAME = Format("a list with named columns", frozenset())
NAMELESS = Format("a list that does not name its columns", frozenset())


def recognise(headers: list[str]) -> Format:
    """The format that columns of these headers belong to; BY_NAME if none."""
    words = {normal(header) for header in headers}
    return next((known for known in FORMATS if known.needs <= words), BY_NAME)
