"""Guest lists in the shapes people have them, with the counts that are right, or the question that must be asked."""

import pytest

from handfast.guests.guestlist import Doubts
from handfast.guests.listing import understand
from handfast.guests.tests.lists import SEED, csv
from handfast.guests.tests.test_reading import refused, xlsx


def counts(data: bytes, **answers):
    found = understand(data, answers=answers)
    assert not found.stops, [(one.row, one.column, one.message) for one in found.problems]
    return found.guests, found.extra_seats, len(found.parties)


def stops(data: bytes):
    """(row, column) of what must be settled first."""
    found = understand(data)
    assert found.stops
    return [(one.row, one.column) for one in found.problems if one.stops]


# --- What is read exactly ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_projects_own_list(encoding):
    assert counts(SEED.encode(encoding)) == (11, 2, 6)


def test_the_projects_own_list_as_a_spreadsheet():
    lines = [line.split(",") for line in SEED.splitlines()]
    typed = [[{"True": True, "False": False}.get(cell, cell or None) for cell in line] for line in lines]
    assert counts(xlsx(("Guests", typed))) == (11, 2, 6)


EXACT = {
    "django-wedding-website": (
        ["Party,First Name,Last Name,Type,Is Child?,Category,Invite Now?,Email"],
        ["The Foxes,Ned,Fox,formal,,fox,y,", "The Foxes,Ari,Fox,formal,y,fox,n,", "Tia,Tia,Hill,fun,n,hill,n,"],
        (3, 0, 2),
    ),
    "The Knot": (
        ["First Name,Last Name,Party,Phone,Email,My Notes,Wedding Day - RSVP"],
        ["Ty,Jones,Ty Jones & Ty's Guest,,,,No Response", "Ty's,Guest,Ty Jones & Ty's Guest,,,,No Response"],
        (1, 1, 1),
    ),
    "Joy": (
        ["First Name,Last Name,Email Address,Party,Tags,Name on Envelope,RSVP Status,Allergic to cats?"],
        [
            "Jon,Fox,,Fox Family,VIP,Mr. and Mrs. Jon Fox,Attending,No",
            "Jane,Fox,,Fox Family,VIP,Mr. and Mrs. Jon Fox,Attending,Yes",
            "Emma,Day,,Day Party,Family,Emma Day and Guest,Pending,",
        ],
        (3, 1, 2),
    ),
    "Zola (import template)": (
        ["Name,Plus One,Email Address,Phone Number,Street Address,City,State,Zip Code"],
        ["Jon Fox,Yes,,,1 Main St,York,,YO1", "Ann Day,No,,,2 Main St,York,,YO1", "Max Ray,Sara Ray,,,3 Oak,York,,YO1"],
        (4, 1, 3),
    ),
    "RSVPify": (
        ["Title,First Name,Last Name,Email Address,Group ID,Additional Guest(s) Allowed (+1's),Tags"],
        ["Mr.,Jon,Fox,,1,1,VIP", "Mrs.,Jane,Fox,,1,0,VIP", "Dr.,Emma,Day,,2,2,"],
        (3, 3, 2),
    ),
    "Minted": (
        ["Name on Envelope,Street Address 1,Street Address 2 (Optional),City,State/Region,Zip/Postal Code,Country"],
        ["Ada Fox,1 Main St,,York,,YO1,UK", "Jon Fox,1 Main St,,York,,YO1,UK"],
        (2, 0, 1),
    ),
    "Eventbrite": (
        ["Order #,Order Date,First Name,Surname,Email,Attendee Status,Are you a consultant?"],
        ["1,2026-05-01,Anna,Berg,a@example.org,Attending,Yes", "2,2026-05-02,Cleo,Carl,c@example.org,Not Attending,"],
        (2, 0, 2),
    ),
    "Luma": (
        ["name,first_name,last_name,email,phone_number,created_at,approval_status,ticket_name"],
        ["Dani Berg,Dani,Berg,d@example.org,+46701740605,2026-04-20T10:00:00Z,approved,Free"],
        (1, 0, 1),
    ),
    "Google Contacts": (
        ["First Name,Middle Name,Last Name,Phone 1 - Label,Phone 1 - Value,Relation 1 - Label,Relation 1 - Value"],
        ["Ada,Augusta,Fox,Mobile,+44 1632 960001 ::: +44 1632 960002,Spouse,Jon Fox", "Bob,,,Home,01632 960003,,"],
        (2, 0, 2),
    ),
    "Outlook": (
        ["First Name,Middle Name,Last Name,E-mail Address,Mobile Phone,Company,Birthday"],
        ["Johan,,Berg,j@example.org,+46 73 174 06 08,Berg AB,1988-07-21"],
        (1, 0, 1),
    ),
    "Meetup": (
        ["Name,User ID,Title,Member ID,Location,Joined Group on,RSVPs"],
        ["Sara Sten,123,Member,456,Stockholm,2024-01-01,12"],
        (1, 0, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXACT)
def test_exports_of_other_programs(name):
    header, lines, expected = EXACT[name]
    data = csv(*header, *lines)
    assert understand(data).format == name
    assert counts(data) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # A partner and children in columns of their own; "Guest" is a seat.
        (["first_name,last_name,partner_first_name,partner_last_name,child_1_first_name,child_1_last_name",
          "Ann,Fox,Sean,Fox,Zoe,Fox", "Jo,Hill,Guest,,,", "Max,Ray,,,,"], (5, 1, 3)),
        # Couples in a row; the column of whole names says both again.
        (["id;full_name;first_guest;second_guest;email", "1;Ann & Bob;Ann;Bob;", "2;Cy & Date;Cy;Date;"], (3, 1, 2)),
        (["Name01,Name02,Email", "Dr. Ann Fox,Mr. Bob Fox,", "Ms. Cy Hill,Guest,", "Di Ray,,"], (4, 1, 3)),
        # German, the surname first; semicolons; a last row without an end.
        (["Haushalt;Nachname;Vorname;Anschrift;E-Mail", 'Familie Weiß;Weiß;Jörg;"Weg 5, 80331 München";'], (1, 0, 1)),
        (["Name;Vorname", "Weiß;Jörg", "Weiß;Änne"], (2, 0, 2)),
        # A household called 0 is one; a role never counts.
        (["group;last_name;first_name;roles", "0;Fox;Ann;admin", "1;Hill;Bob;", "2;Ray;Cy;", "2;Ray;Di;", "3;Oak;Ed;",
          "4;Elm;Flo;"], (6, 0, 5)),
        # Several names in a cell, where the column or the list says that there are.
        (["Invitation name,Guest names", 'Mrs. Lin Wu,"Lin, Barb, and Liz"', "Mr. Abe Orr,Abe"], (4, 0, 2)),
        (["id,familia,personas,nombres", "F1,Familia López,4,Ana López;Luis Martín;Eva López;Leo López"], (4, 0, 1)),
        (["guest_name,unique_invitation_id", "Роман Біда та Оля Біда,x1", "Леся Дуб,x2"], (3, 0, 2)),
        # The list calls households by slugs, ids or names, in any order.
        (["invitation_slug,first_name,last_name", "foxes,Ann,Fox", "hills,Bob,Hill", "foxes,Cy,Fox"], (3, 0, 2)),
        (["LAST NAME,FIRST NAME,ADULT/CHILD,HOUSEHOLD_ID", "Fox,Al,Adult,1", ",Guest,,1", "Fox,Zo,Child,2"], (2, 1, 2)),
        (["name,plusOnesAllowed,groupName,groupId", "Ann Fox,1,Fox Family,f", "Bob Fox,0,Fox Family,f"], (2, 1, 1)),
        (["first name,last name,party", "Mei,Tan,p-1", "Wei,Tan,p-1", "Rui,Ang,"], (3, 0, 2)),
        # Nothing ties rows together: each is a household, however many share a surname.
        (["first_name,last_name", "Ann,Fox", "Bob,Fox", "Cy,"], (3, 0, 3)),
        (["nombre,asistencia", "Mama,confirmado", "Papa,confirmado", "Mama,no confirmado"], (3, 0, 3)),
        # Partners who have rows themselves are not counted twice.
        (["name,partner", "Ann Fox,Bob Hill", "Bob Hill,Ann Fox", "Cy Ray,"], (3, 0, 2)),
        # How the address and the e-mail are written does not matter.
        (["Name,Email,Address", "Ann Fox,Ann <ANN@EXAMPLE.ORG>,1 Mill Lane", "Bo Fox,mailto:b@example.org,1 MILL LANE"],
         (2, 0, 1)),
        (["Name,Email,Email", "Ann Fox,a@example.org,b@example.org"], (1, 0, 1)),
        # What stands in brackets explains the header.
        (["Name (first and last),E-mail (if you have one)", "Ann Fox,"], (1, 0, 1)),
        # A column of names for plus-ones beside a yes or no is one seat, not two.
        (["Name,Plus One,Plus One Name", "Ann Fox,Yes,Bob Hill", "Cy Ray,No,"], (3, 0, 2)),
        (["Timestamp,Email Address,Your full name,Phone", "2026/05/28 7:01 PM GMT+2,x@example.org,Xe Xu,"], (1, 0, 1)),
    ],
)  # fmt: skip
def test_shapes_that_are_read_exactly(rows, expected):
    assert counts(csv(*rows)) == expected


def test_plus_one_in_any_spelling():
    data = csv(
        "name,plus_one",
        "Ann A,TRUE",
        "Bob B,yes",
        "Cy C,1",
        "Di D,x",
        "Ed E,False",
        "Flo F,no",
        "Gus G,0",
        "Hal H,",
        "Ivy I,2",
    )
    assert counts(data) == (9, 6, 9)


def test_titles_totals_and_a_header_of_two_rows_are_no_guests():
    lines = [
        ["Our wedding guest list"],
        ["Party", "Name", None, "Contact", None, "Child?"],
        ["Household", "First", "Last", "Email", "Mobile", None],
        ["Fox", "Ann", "Fox", "ann@example.org", "07700 900001", False],
        [None, "Bob", "Fox", None, None, False],
        [],
        ["Hill", "Dee", "Hill", None, None, True],
        ["TOTAL"],
    ]
    assert counts(xlsx(("Guests", lines), merged=["A4:A5", "A1:F1"])) == (3, 0, 2)


def test_a_row_of_sums_below_the_header_is_no_guest():
    assert counts(csv("#,Group members,Size", ",,5", '1,"Ann, Bob",2', "2,Cy,1", '3,"Di, Ed",2')) == (5, 0, 3)


# --- What must be asked -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (["First Name,Last Name,Group", "Ann,Fox,Oak", "Bob,Hill,Oak"], (None, "Group")),
        (["First Name,Last Name,Email", "Ann,Fox,", ",,c@example.org"], (3, "First Name")),
        (["Name,Count", "Ann Fox,2"], (2, "Count")),
        (["Name,Count", "Ann Fox,two"], (2, "Count")),
        (["Name,Kinder", "Ann Fox,2"], (2, "Kinder")),
        (["Name,RSVP", "Ann Fox,yes - 2"], (2, "RSVP")),
        (["Name,mehndi", "Ann Fox,-1"], (2, "mehndi")),
        (["Name,Email,", "Ann Fox,,extra"], (2, "3")),
        (["Name,Email", "Ann Fox,", "Bob Hill,,EXTRA,CELLS"], (3, "3")),
        (["Name,Email", "Ann Fox,not an address"], (2, "Email")),
        (["Name,Phone", "Ann Fox,ask her mother"], (2, "Phone")),
        (["First Name,Last Name,First Name,Last Name", "Ann,Fox,Bob,Fox"], (None, "First Name")),
        (["Sal,Fname,Lname", "Mr./Mrs.,Ann,Fox"], (2, "Fname")),
        (["Name,Plus One", "Ann Fox,maybe"], (2, "Plus One")),
        (["Name,Plus One", "Ann Fox,Bob"], (2, "Plus One")),
        (["Name,Partner,Plus One", "Ann Fox,Bob Hill,yes"], (2, "Plus One")),
        (["Name,mit dabei?", "Ann Fox,Bob Hill"], (2, "mit dabei?")),
        (["name,partner", "Ann Fox,Bob Hill", "Bob Hill,Cy Ray", "Cy Ray,"], (2, "partner")),
        (["Household,Name", "Fox,Guest"], (2, "Name")),
        (["Household,Name", "Fox,Ann Fox", ",Bob Fox", "Hill,Cy Hill"], (3, "Household")),
        (["Household ID,Household Name,Name", "1,Fox,Ann Fox", "1,Hill,Bob Hill"], (3, "Household Name")),
        (["Party,Name", "2,Ann Fox", "2,Bob Hill"], (None, "Party")),
        (["Household,Name,Email", "Fox,Ann Fox,a@example.org", "Fox,Ann Fox,b@example.org"], (3, "Name")),
        (["Name,Email", "Ann Fox,", "Ann Fox,"], (3, "Name")),
        (["Name,Table", "Ann Fox,1", "Bob Fox,1", "FRIENDS OF ANN", "Cy Ray,2", "Di Ray,2"], (4, "Name")),
        (["Household,Name,Address,Zip", "Fox,Al Fox,1 Mill Lane,YO1 1AA", "Fox,Bo Fox,2 Quay,YO2 2BB"], (3, "Address")),
        (["Name,Street,City,Postcode", "Ann Fox,1 Mill Lane,York,YO1", "Bob Fox,,,"], (3, "Street")),
        (["Name,Street,City,Postcode", "Ann Fox,1 Mill Lane,York,YO1", "Bob Fox,1 Mill Ln,York,YO1"], (3, "Street")),
        (["First Name,Last Name,Name", "Ann,Fox,Ann & Bob Fox"], (2, "Name")),
        (["Name,Partner", "Ann Fox,Bob Fox", "Bob Hill,", "Bob Fox,"], (2, "Partner")),
        (["Name,Plus One", "Ann Fox,Bob Hill", "Bob Hill,"], (2, "Name")),
        (["Household,Name", "Fox,Ann Fox", "Fox,Ann Fox"], (3, "Name")),
        (["Name,Email", "Ann Fox,", "First Name,Phone"], (3, "")),
        (["Name", "Ann &amp; Bob"], (2, "Name")),
        (["Name,Partner", "Ann Fox,Guest", "Fox &", "Cy Ray,"], (3, "Name")),
        (["Ann,Fox", "Bob,Hill"], (1, "")),
        (["First Name,Last Name"], (None, "")),
    ],
)  # fmt: skip
def test_what_is_in_doubt_is_asked_at_its_place(rows, place):
    assert place in stops(csv(*rows))


def test_a_household_of_thirty_is_asked_about():
    rows = [f"Bride,{letter}{other} Fox" for letter in "abcde" for other in "abcdef"]
    assert stops(csv("Household,Name", *rows))[0][0] == 2


def test_several_sheets_are_a_question_with_examples():
    lines = [["First", "Last"], ["Ann", "Fox"], ["Bob", "Hill"]]
    data = xlsx(("Guests", lines), ("Old list", lines))
    with pytest.raises(Exception, match="several sheets") as caught:
        understand(data)
    assert [choice.value for choice in caught.value.choices] == ["Guests", "Old list"]
    assert counts(data, sheets=["Old list"]) == (2, 0, 2)


def test_a_budget_beside_the_guest_list_is_no_question():
    guests = [["First", "Last"], ["Ann", "Fox"], ["Bob", "Hill"]]
    assert counts(xlsx(("Costs", [["Cake", 200]]), ("Guests", guests))) == (2, 0, 2)


def test_a_doubt_that_the_host_has_answered_stops_no_more():
    data = csv("First Name,Last Name,apero", "Ann,Fox,1", "New,Guest,0")
    keys = [one.key for one in understand(data).problems if one.stops]
    assert len(keys) == 2
    assert counts(data, carry_on=keys) == (2, 0, 2)
    with pytest.raises(AssertionError):
        counts(data, carry_on=keys[:1])


# --- What is told ---------------------------------------------------------------------------------------------------


def test_repeats_and_shared_addresses_are_told_and_counted_once():
    data = csv(
        "Household,First Name,Last Name,Email",
        "Smith London,John,Smith,john1@example.org",
        "Smith Leeds,John,Smith,john2@example.org",
        "Smith London,John,Smith,john1@example.org",
        "Smith London,JOHN ,smith,JOHN1@EXAMPLE.ORG",
        "Jones,Dee,Jones,john2@example.org",
    )
    assert counts(data) == (3, 0, 3)
    assert {one.row for one in understand(data).problems} == {4, 5, 6}


def test_row_numbers_are_the_spreadsheets_own():
    found = understand(b'Name,Email,Notes\nAnn Fox,,"two\nlines"\n\nBob & family,,\n')
    assert [(one.row, one.column) for one in found.problems if one.stops] == [(4, "Name")]


def test_why_people_are_together_is_said():
    reasons = {party.name: party.reason for party in understand(SEED.encode()).parties}
    assert reasons["Tom & Ada Okafor"] == "The same full address."
    assert reasons["Alastair Byrne"] == "Nobody else at this address."


def test_doubts_know_what_was_answered():
    doubts = Doubts(frozenset({"3:Name:take it"}))
    assert doubts.stop(3, "Name", "?", "take it")
    assert not doubts.stop(4, "Name", "?", "take it")
    assert not doubts.stop(3, "Name", "?")
    assert [one.stops for one in doubts.problems] == [False, True, True]


def test_more_guests_than_one_list_may_hold_are_refused():
    from handfast.guests.reading.values import Limits

    problem = refused(csv("Name", *(f"Ann{'abcdefghij'[n % 10]} Fox" for n in range(200))), limits=Limits(guests=50))
    assert "50 guests" in problem.message
