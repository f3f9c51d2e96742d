"""Who a cell holds: one person, several, a seat, or a doubt."""

import pytest

from handfast.guests.names import read, read_list, read_surname, split


def names(text):
    return [name.whole for name in read(text).names]


@pytest.mark.parametrize(
    "text",
    [
        "Alastair", "Firstbrook", "Lastman", "Priya Nair", "Mary-Ann van der Berg", "O'Dowd", "Оксана Загʼитузо",
        "花子",
        "和子", "John E Smith", "C. Fieg Novak", "Martin King, Jr.", "Ludwig von und zu Hohenfels", "Shauni (little)",
        "Dan's wife", "Dan's kid no.1",
        "Child 2", "Bob 😀", "<b>Bob</b>", "{{7*7}}", 'Robert "Bob" Smith', "Mama", "Zoë\u200b Fox", "\u202eleoN",
    ],
)  # fmt: skip
def test_one_person_is_kept_whole(text):
    found = read(text)
    assert (len(found.names), found.seats, found.doubt) == (1, 0, "")


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Priya & Omar", ["Priya", "Omar"]),
        ("Ann and Bob Smith", ["Ann Smith", "Bob Smith"]),
        ("Ann Day & Bob Smith", ["Ann Day", "Bob Smith"]),
        ("Ana y Luis", ["Ana", "Luis"]),
        ("Роман Біда та Оксана Біда", ["Роман Біда", "Оксана Біда"]),
        ("Павло і Катруся", ["Павло", "Катруся"]),
    ],
)
def test_two_people_in_a_cell_are_two(text, people):
    assert names(text) == people
    assert not read(text).doubt


@pytest.mark.parametrize(
    "text", ["Guest", "+1", "plus one", "Ty's Guest", "Date", "Begleitung", "guest 2", "TBD Guest"]
)
def test_words_for_somebody_without_a_name_are_a_seat(text):
    assert (read(text).names, read(text).seats) == ((), 1)


@pytest.mark.parametrize(
    ("text", "seats"),
    [("Priya +1", 1), ("Priya plus one", 1), ("Priya and Guest", 1), ("Priya +2", 2), ("Priya (+1)", 1)],
)
def test_a_person_and_a_seat(text, seats):
    assert (names(text), read(text).seats, read(text).doubt) == (["Priya"], seats, "")


@pytest.mark.parametrize(
    "text",
    [
        "Smith, John", "Ann, Bob and Cy", "Mr & Mrs John Smith", "Mr. and Mrs.", "Smith family", "The Starks", "2 kids",
        "Smith x2", "Smith (2)", "Bob?", "TBD", "Total", "Friends", "Bride's side", "DJ", "photographer", "Ann/Bob",
        "Ann \n Bob", "Ann - Bob", "Ann (Bob)", "José Ortega y Gasset", "Irene + baby", "Dan and his wife",
        "Dan and wife", "Dan + husband", "* please tell us by May", "Notes: ask Bob", "- Ann", "1. Ann Day",
        "~~Ann Day~~", "+Bob",
        "רועי ומאיה", "小明和小红", "your +1", "=cmd|'/c calc'!A1", "ann@example.org", "Ann2", "N/A", "a" * 101,
        "New Guest",
    ],
)  # fmt: skip
def test_what_may_be_several_people_or_nobody_is_a_doubt(text):
    assert read(text).doubt


def test_a_list_of_commas_counts_only_if_the_list_says_how_many():
    assert read_list("Manny, Jo", None).doubt
    assert len(read_list("Manny, Jo", 2).names) == 2
    assert len(read_list("Linda, Barbara, and Elizabeth", None).names) == 3
    assert len(read_list("Ana López;Luis Martín;Sofía López", None).names) == 3
    assert read_list("Ana;;Luis", None).doubt


def test_a_surname_of_two_is_one():
    assert not read_surname("Ortega y Gasset").doubt
    assert read_surname("Fox & Hill").names[1:]


def test_titles_and_suffixes_are_told_from_names():
    assert (split("Dr. Martha Neip").title, split("Dr. Martha Neip").first) == ("Dr.", "Martha")
    assert (split("Mrs. Patel").first, split("Mrs. Patel").last) == ("", "Patel")
    assert split("Martin King Jr").last == "King Jr"
