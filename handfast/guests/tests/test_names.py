"""Who a cell holds: one person, several, a seat, or a doubt."""

import pytest

from handfast.guests.wording.cells import read, read_list, read_parts, read_surname
from handfast.guests.wording.names import split


def names(text):
    return [name.whole for name in read(text).names]


@pytest.mark.parametrize(
    "text",
    [
        "Alastair", "Firstbrook", "Lastman", "Priya Nair", "Mary-Ann van der Berg", "O'Dowd", "Оксана Загʼитузо",
        "花子",
        "和子", "John E Smith", "C. Fieg Novak", "Martin King, Jr.", "Ludwig von und zu Hohenfels", "Shauni (little)",
        "Dan's wife", "Dan's kid no.1",
        "María de los Remedios Vega", "Ramesh S/O Kumaran", "Devi A/P Muthu", "JOHN E SMITH", "John A Smith",
        "Child 2", "Bob 😀", "<b>Bob</b>", "{{Bob}}",
        "Ann (née Fox)", "Father John", "Mona My", 'Robert "Bob" Smith', "Mama", "Zoë\u200b Fox", "\u202eleoN",
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
        ("JUAN VEGA Y ANA SOLER", ["JUAN VEGA", "ANA SOLER"]),
        ("Rosa María y Carmen", ["Rosa María", "Carmen"]),
        ("Budi dan Sri", ["Budi", "Sri"]),
        ("Juma na Zawadi Otieno", ["Juma Otieno", "Zawadi Otieno"]),
        ("Ion si Ilinca Munteanu", ["Ion Munteanu", "Ilinca Munteanu"]),
        ("Seán agus Gráinne Breen", ["Seán Breen", "Gráinne Breen"]),
        ("Lê Văn Minh và Phạm Thị Lan", ["Lê Văn Minh", "Phạm Thị Lan"]),
        ("يوسف و ليلى", ["يوسف", "ليلى"]),
        ("Hans Berg sowie Grete Tal", ["Hans Berg", "Grete Tal"]),
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
    [
        ("Priya +1", 1), ("Priya plus one", 1), ("Priya and Guest", 1), ("Priya +2", 2), ("Priya (+1)", 1),
        ("Priya [+1]", 1), ("Priya, +1", 1), ("Priya (and guest)", 1), ("Priya w/ guest", 1), ("Priya and his wife", 1),
        ("Priya + husband", 1), ("Priya + bebé", 1), ("Priya & baby", 1), ("Priya and 3 children", 3),
        ("Priya + 2 kids", 2), ("Priya und zwei Kinder", 2), ("Priya mit Begleitung", 1), ("Priya und Frau", 1),
        ("Priya et conjoint", 1), ("Priya et son épouse", 1), ("Priya y acompañante", 1), ("Priya y Sra.", 1),
        ("Priya z osobą towarzyszącą", 1), ("Priya e accompagnatore", 1), ("Priya & istri", 1), ("Priya e namorado", 1),
        ("Priya och sambo", 1), ("Priya og kæreste", 1), ("Priya en vriend", 1), ("Priya ve eşi", 1),
        ("Priya nebst Gatte", 1), ("Priya и жена", 1), ("Priya cu soțul", 1),
    ],
)  # fmt: skip
def test_a_person_and_a_seat(text, seats):
    assert (names(text), read(text).seats, read(text).doubt) == (["Priya"], seats, "")


@pytest.mark.parametrize(
    "text",
    [
        "Smith, John", "Ann, Bob and Cy", "Mr & Mrs Fox & family", "Mr. and Mrs.", "Fam. Fox", "Eheleute Fuchs",
        "Die Müllers", "García López, Juan y María", "Ann (and Bob)", "Ann (not coming)", "Ann (maybe)", "{{7*7}}",
        "Ann and kids", "Ann and", "2 guests", "Guest x 2", "Ann Fox 07700 900123", "http://example.org", "see above",
        "To be confirmed", "niemand", "idem", "TRUE", "null", "Fotografin", "catering staff", "Großeltern", "Acme GmbH",
        "李明 王芳", "Ann ❌", "Ann [no]", "Bob + Anhang", "Smith family", "The Starks", "2 kids",
        "Smith x2", "Smith (2)", "Bob?", "TBD", "Total", "Friends", "Bride's side", "DJ", "photographer", "Ann/Bob",
        "Ann \n Bob", "Ann - Bob", "Ann (Bob)", "José Ortega y Gasset",
        "* please tell us by May", "Notes: ask Bob", "- Ann", "1. Ann Day",
        "~~Ann Day~~", "+Bob",
        "רועי ומאיה", "小明和小红", "your +1", "=cmd|'/c calc'!A1", "ann@example.org", "Ann2", "N/A", "a" * 101,
        "New Guest", "Vacant", "John Hay & Co", "PETR A JANA", "Ortega Y Gasset",
        "Flia Ibarra", "Família Rocha", "Casal Rocha", "rodina Dvořákova",
        "manželé Dvořákovi", "Dvořákovi", "Wilkowie", "Смирновы", "Семья Смирновых", "obitelj Kovač", "Keluarga Hadi",
        "Gia đình anh Minh", "Anh chị Lan", "Οικογένεια Βλάχου", "משפחת ברק", "عائلة يوسف", "वर्मा परिवार", "佐藤ご夫妻",
        "佐藤家", "佐藤健・花子", "李伟一家", "李伟夫妇", "박민수 부부", "박민수와 최지은", "ครอบครัววิชัย",
        "Ann (two)", "Ann poss +1",
    ],
)  # fmt: skip
def test_what_may_be_several_people_or_nobody_is_a_doubt(text):
    assert read(text).doubt


@pytest.mark.parametrize(
    ("text", "people", "seats"),
    [
        ("Mr & Mrs John Smith", ["John Smith"], 1), ("Mr. and Mrs. Smith", ["Smith"], 1),
        ("M. et Mme Jean Dupont", ["Jean Dupont"], 1), ("Herr und Frau Dr. Müller", ["Müller"], 1),
        ("Señor y Señora García López", ["García López"], 1), ("De heer en mevrouw Jansen", ["Jansen"], 1),
        ("The Rev. and Mrs. John Smith", ["John Smith"], 1), ("Lord and Lady Grantham", ["Grantham"], 1),
        ("Mr & Mrs John and Jane Smith", ["John Smith", "Jane Smith"], 0),
        ("Mr & Mrs Smith + 2 kids", ["Smith"], 3),
        ("Amy Fox, Ben Fox and Cal Fox", ["Amy Fox", "Ben Fox", "Cal Fox"], 0),
    ],
)  # fmt: skip
def test_a_couple_of_which_one_has_a_name_is_a_person_and_a_seat(text, people, seats):
    assert (names(text), read(text).seats, read(text).doubt) == (people, seats, "")


@pytest.mark.parametrize(
    ("text", "host"),
    [("Guest of Ann Fox", "Ann Fox"), ("Ann's +1", "Ann"), ("Begleitung von Hans", "Hans"),
     ("osoba towarzysząca Jana", "Jana"), ("Guest", ""), ("Guest 2", "")],
)  # fmt: skip
def test_a_seat_may_say_whose_it_is(text, host):
    assert (read(text).seats, read(text).host) == (1, host)


@pytest.mark.parametrize(
    ("first", "last", "people", "seats"),
    [
        ("John & Jane", "Fox", ["John Fox", "Jane Fox"], 0),
        ("John & Jane", "Fox & Hill", ["John Fox", "Jane Hill"], 0),
        ("John", "Fox +1", ["John Fox"], 1), ("John + wife", "Fox", ["John Fox"], 1), ("Mr & Mrs", "Fox", ["Fox"], 1),
        ("Mr", "Fox", ["Fox"], 0), ("Lisa", "Church", ["Lisa Church"], 0), ("Child", "Fox", ["Child Fox"], 0),
        ("Ty's", "Guest", [], 1),
    ],
)  # fmt: skip
def test_a_name_in_two_cells(first, last, people, seats):
    found = read_parts(first, last)
    assert ([name.whole for name in found.names], found.seats, found.doubt) == (people, seats, "")


def test_a_list_of_commas_counts_only_if_the_list_says_how_many():
    assert read_list("Manny, Jo", None).doubt
    assert len(read_list("Manny, Jo", 2).names) == 2
    assert read_list("Manny, Jo and Flo", None).doubt
    assert len(read_list("Amy, Ben and Cal", None).names) == 3
    assert len(read_list("Linda, Barbara, and Elizabeth", None).names) == 3
    assert len(read_list("Ana López;Luis Martín;Sofía López", None).names) == 3
    assert read_list("Ana;;Luis", None).doubt


def test_a_surname_of_two_is_one():
    assert not read_surname("Ortega y Gasset").doubt
    assert not read_surname("Iordanovi").doubt
    assert read_surname("Fox & Hill").names[1:]


def test_titles_and_suffixes_are_told_from_names():
    assert (split("Dr. Martha Neip").title, split("Dr. Martha Neip").first) == ("Dr.", "Martha")
    assert (split("Mrs. Patel").first, split("Mrs. Patel").last) == ("", "Patel")
    assert split("Martin King Jr").last == "King Jr"
