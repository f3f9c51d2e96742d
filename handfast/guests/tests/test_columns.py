"""Columns whose names do not say what they are: left out where they cannot matter, asked about where they may."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handfast.guests.tests.lists import asked, beside, counts, read
from handfast.guests.wording.columns import field_of
from handfast.guests.wording.stems import speaks_of_things


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Etternavn", "last"), ("Prénoms", "first"), ("Nom complet", "full"), ("Nombre y apellidos", "full"),
        ("Imię i nazwisko", "full"), ("Имя", "first"), ("שם משפחה", "last"), ("お名前", "full"), ("Navn", "full"),
        ("Segundo apellido", "last2"), ("E-Mail-Adresse", "email"), ("Mobiele nummer", ""), ("Handy-Nr.", "phone"),
        ("Code postal", "postcode"), ("CAP", "postcode"), ("Straße und Hausnummer", "address_line_1"),
        ("Begleitperson frei", ""), ("Plus one invited", "plus_one"), ("+1", "plus_one"), ("Nb. personnes", "size"),
        ("# of guests", "size"), ("Vorname Begleitung", "partner:first"), ("Nom du conjoint", "partner:full"),
        ("Nombre de la pareja", "partner:full"), ("Guest 1 First Name", "first"), ("Guest 2 Name", "guest2:full"),
        ("First Name 2", "guest2:first"), ("Child 3 Name", "child3:full"), ("Partner e-mail", "note"),
        ("What's your name?", "full"), ("Name - First Name", "first"), ("RSVP: Ceremony", "status"),
        ("RSVP guests", ""), ("Nama tamu", "full"), ("Họ và tên", "full"), ("이름", "full"), ("الاسم", "full"),
        ("Ονοματεπώνυμο", "full"), ("Ad Soyad", "full"), ("Soyadı", "last"), ("Počet osob", "size"),
        ("Kişi sayısı", "size"),
        ("Nº de acompanhantes", "plus_one"), ("Følge", "plus_one"), ("Stůl", "note"), ("桌号", "note"),
        ("Cep telefonu", "phone"),
        ("Tussenvoegsel", "last0"), ("pair_id", "party"),
        ("Number of plus one", ""), ("Wedding Day - RSVP", "status"), ("Accommodation", "note"),
    ],
)  # fmt: skip
def test_names_of_columns_in_many_languages(header, field):
    assert field_of(header) == field


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("Hochzeitstanz?", ["ja", "nein"]),
        ("Which hotel?", ["Hilton", "Ritz"]),
        ("Favourite song", ["Dancing Queen", "Hey Jude"]),
        ("Handed over", ["2026-05-01", "1.6.2026"]),
        ("Other mail", ["ann@example.org", "bob@example.org"]),
        ("Spent", ["£50", "£20.50"]),
        ("Badge", ["B-1", "B-2", "B-3"]),
        ("Anything", ["arrives late on friday evening", ""]),
        ("Farbe", ["Rot", "Blau"] * 5),
        ("Talks about", ["tennis|wine", "football", "chess", "poetry"]),
        ("Hen", ["a", "", "a"]),
        ("Bringing children?", ["no", "no"]),
    ],
)
def test_what_cannot_say_who_comes_is_left_out_and_told(header, texts):
    found = beside(header, *texts)
    assert counts(found) == (len(texts), 0, len(texts))
    told = [one for one in found.problems if one.kind == "column"]
    assert [one.column for one in told] == [header]
    assert told[0].message.startswith("Left out: ")


@pytest.mark.parametrize(
    ("header", "texts"),
    [
        ("Zusammen", ["Una Moss", ""]),
        ("Guest", ["yes", "no"]),
        ("Lapset", ["yes", "no"]),
        ("Seurue", ["puoliso", ""]),
        ("Eş", ["yes", "no"]),
        ("Household", ["2", "1", "4", "1", "2", "1", "3", "1", "1", "2"]),
        ("Party", ["Couple", "Single", "Couple"]),
        ("Household", ["2 adults", "1 adult", "2 adults and 1 child"]),
        ("Seuralainen", ["kyllä", "ei"]),
        ("Bringing someone?", ["yes", "no"]),
        ("mehndi", ["-1", "0", "1", "4"]),
        ("Ceremony", ["2", "1"]),
        ("Vegetarian meals", ["2", "1"]),
        ("xyz", ["2.0", "1.0"]),
        ("Anything", ["will bring her two children along", "arrives late on friday"]),
        ("Message", ["See you! Bringing Una", "Cannot wait"]),
        ("Notes", ["+1", ""]),
        ("Notes", ["plus 2 kids", ""]),
        ("Notes", ["Ben Moss", ""]),
        ("Guest?", ["yes", "no"]),
        ("Guest", ["yes", "no", "no"] * 4),
        ("Dinner RSVP", ["2", "1"]),
        ("Clan", ["Mill Lane", "Mill Lane", "Oak House", "Oak House", "Elm", "Elm", "Ash Court", "Ash Court"]),
        ("Guest allowed", ["yes", "no"]),
        ("", ["yes", "no"]),
        ("פלוס", ["yes", "no"]),
    ],
)
def test_what_may_be_about_people_is_asked(header, texts):
    assert asked(beside(header, *texts)) == [header or "2"]


def test_a_second_column_of_answers_may_say_how_many_come():
    assert asked(read("Name,RSVP,Dinner RSVP", "Ann Fox,yes,2", "Bob Hill,no,")) == ["Dinner RSVP"]


def test_a_list_of_things_is_not_taken_for_guests():
    found = read("name,description,price", "Plates,a set of four,108", "Bowls,a set of six,60")
    assert "price" in asked(found)


UNKNOWN = st.text(st.sampled_from("aeioukstmnlr -_?"), min_size=3, max_size=12).filter(
    lambda header: not field_of(header) and not speaks_of_things(header)
)
PEOPLE = st.builds("{} {}".format, st.sampled_from(["Una", "Max", "Lena"]), st.sampled_from(["Moss", "Reed", "Gray"]))


@settings(max_examples=100, deadline=None)
@given(UNKNOWN, st.lists(PEOPLE | st.just(""), min_size=1, max_size=7).filter(any))
def test_people_under_any_name_are_never_left_out(header, texts):
    assert beside(header, *texts).stops


def test_first_names_in_small_letters_are_not_taken_for_remarks():
    assert asked(beside("Quux", "tom", "zoe", "", "kim", "", "ben")) == ["Quux"]
    assert asked(beside("Quux", "blue", "green", "", "red", "", "pink")) == []


@settings(max_examples=100, deadline=None)
@given(UNKNOWN, st.lists(st.sampled_from(["0", "1", "2", "3", "-1", ""]), min_size=1, max_size=10))
def test_small_numbers_under_any_name_are_never_left_out(header, texts):
    counts = [int(text) for text in texts if text]
    numbered = len(counts) > 2 and counts == sorted(set(counts))
    assert beside(header, *texts).stops or not any(counts) or numbered


# --- Numbers ----------------------------------------------------------------------------------------------------------


def test_a_number_that_comes_back_may_be_the_household_or_how_many_they_are():
    rows = "ID,Name", "1,Ann Fox", "1,Bob Fox", "2,Cy Orr"
    question = next(one for one in read(*rows).problems if one.stops)
    assert (question.column, question.carry_on) == ("ID", "each value is one household")
    assert counts(read(*rows, answered=frozenset({question.key}))) == (3, 0, 2)


def test_a_number_in_each_row_is_no_question():
    assert counts(read("No.,Name", "1,Ann Fox", "2,Bob Fox", "3,Cy Orr")) == (3, 0, 3)


def test_adults_and_children_together_are_the_size():
    found = read("Name,Adults,Children", "Ann Fox,2,1", "Bob Hill,1,0")
    assert counts(found) == (2, 2, 2)
    assert [(one.row, one.kind) for one in found.problems] == [(2, "reading")]


def test_a_size_counts_whom_the_row_names_where_the_column_says_so():
    rows = "Name,Party size", "Ann Fox,3", "Bob Hill,1"
    found = read(*rows)
    assert counts(found) == (2, 2, 2)
    key = found.problems[0].instead[0][0]
    assert counts(read(*rows, answered=frozenset({key}))) == (2, 0, 2)


@pytest.mark.parametrize("rows", [["Ann Fox,2"], ["Ann Fox,2", "Bob Hill,1"], ["Ann Fox,0", "Bob Hill,1"]])
def test_a_number_of_guests_that_may_be_beside_them_is_asked(rows):
    assert "Number of guests" in asked(read("Name,Number of guests", *rows))


# --- Who belongs together ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "households"),
    [
        (["Family", "Friends", "Family", "Work"], 4),
        (["Fox family", "The Hills", "Orr family", "The Orms"], 4),
        (["Bride’s friends"] * 4, 4),
        (["Import"] * 4, 4),
        (["Familie Braut", "Freunde Bräutigam", "Familie Braut", "Arbeit"], 4),
    ],
)
def test_a_group_is_told_to_be_a_word_or_a_household(groups, households):
    found = beside("Group", *groups)
    assert counts(found) == (len(groups), 0, households)
    assert [one.column for one in found.problems if one.kind == "column"] == ["Group"] or "Fox family" in groups


def test_a_group_of_relatives_is_a_household():
    found = read("Name,Group", "Ann Fox,Oak", "Bob Fox,Oak", "Cy Orr,Elm", "Di Orr,Elm")
    assert counts(found) == (4, 0, 2)


def test_a_group_that_may_be_either_is_asked():
    rows = "Name,Group", "Ann Fox,Lions", "Bob Hill,Lions", "Cy Orr,Bears", "Di Ray,Bears"
    question = next(one for one in read(*rows).problems if one.stops)
    assert question.column == "Group"
    assert counts(read(*rows, answered=frozenset({question.key}))) == (4, 0, 2)
    assert counts(read(*rows, answered=frozenset({question.instead[0][0]}))) == (4, 0, 4)


def test_a_party_of_the_bride_is_no_household():
    assert counts(beside("Party", "Bride", "Bride", "Groom", "Groom")) == (4, 0, 4)


@pytest.mark.parametrize("numbers", [["4", "2"], ["2", "2", "4"]])
def test_a_household_of_numbers_may_be_its_size(numbers):
    assert asked(beside("Household", *numbers)) == ["Household"]


@pytest.mark.parametrize("numbers", [["1", "1", "2"], ["104", "104", "207"]])
@pytest.mark.parametrize("header", ["Household", "Invitation #"])
def test_numbers_that_count_up_or_are_large_name_households(header, numbers):
    assert counts(beside(header, *numbers)) == (3, 0, 2)


def test_blanks_below_a_household_are_alone_or_belong_to_it_as_the_host_says():
    rows = "Household,Name", "Fox,Ann Fox", ",Bo Fox", ",Tim Fox", "Orr,Cy Orr"
    question = next(one for one in read(*rows).problems if one.stops)
    assert (question.row, question.column) == (3, "Household")
    assert counts(read(*rows, answered=frozenset({question.key}))) == (4, 0, 4)
    assert counts(read(*rows, answered=frozenset({question.instead[0][0]}))) == (4, 0, 2)


def test_a_column_that_repeats_another_is_no_question():
    assert counts(read("Name,Display name", "Ann Fox,Ann Fox", "Bob Hill,Bob Hill")) == (2, 0, 2)


def test_a_telephone_number_that_lost_its_digits_is_asked():
    assert asked(beside("Phone", "4.47911E+11", "01584 496001")) == ["Phone"]


def test_how_they_are_invited_puts_nobody_together_unasked():
    assert asked(beside("Invitation", "Paper", "E-mail", "Paper", "E-mail")) == ["Invitation"]


def test_a_plus_one_is_answered_in_many_languages():
    for yes, no in [("Sì", "No"), ("Tak", "Nie"), ("Sim", "Não"), ("Evet", "Hayır"), ("はい", "いいえ"), ("да", "нет")]:
        assert counts(beside("Plus one", yes, no)) == (2, 1, 2)


def test_a_surname_keeps_what_stands_before_it_in_a_column_of_its_own():
    found = read("Voornaam,Tussenvoegsel,Achternaam", "Jan,van der,Linden", "Anna,,Smit")
    assert [party.people[0].name.whole for party in found.parties] == ["Jan van der Linden", "Anna Smit"]


def test_given_names_beside_surnames_are_one_person():
    found = read("Nombre(s),Apellido paterno,Apellido materno", "Juan Carlos,Vega,Soler")
    assert found.parties[0].people[0].name.whole == "Juan Carlos Vega Soler"


def test_a_family_name_beside_surnames_says_who_belongs_together():
    rows = "First name,Last name,Family name", "Ann,Fox,Fox1", "Bob,Orr,Fox1", "Cy,Fox,Fox2"
    assert asked(read(*rows)) == ["Family name"]
    assert counts(read(*rows, answered=frozenset({":Family name:each value is one household"}))) == (3, 0, 2)
    assert counts(read("Família,Nome", "Família Ana,Ana", "Família Ana,Rui", "Família Eva,Eva")) == (3, 0, 2)
