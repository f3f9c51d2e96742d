"""What a statement would do: by reference of itself, by amount and name only if a host says so."""

from datetime import date

from handfast.payments.bank.plan import KNOWN, LEAVE, MATCH, PROPOSE, Wanted, make
from handfast.payments.bank.reading import Read
from handfast.payments.bank.references import check_of

PRIYAS = "HF7K3M9P" + check_of("7K3M9P")
OKAFORS = "HFAACCEE" + check_of("AACCEE")
WANTED = [
    Wanted("priyas", PRIYAS, "Priya Nair & Omar Aziz", 8000),
    Wanted("okafors", OKAFORS, "The Okafors", 8000, is_sent=True),
]


def line(amount=8000, payer="", text="", key="a"):
    return Read(2, key, date(2027, 6, 12), amount, payer, text)


def judged(*lines, wanted=WANTED, counted=frozenset()):
    return make(lines, wanted, counted).found


def test_a_reference_matches_whatever_the_name_and_the_amount():
    [found] = judged(line(5000, "Somebody else", f"gift {PRIYAS.lower()[:4]} {PRIYAS[4:]}"))
    assert (found.action, found.token, found.difference) == (MATCH, "priyas", -3000)


def test_two_parts_of_one_gift_are_added_up():
    first, second = judged(line(5000, text=PRIYAS), line(4000, text=PRIYAS, key="b"))
    assert (first.difference, second.difference) == (-3000, 1000)


def test_without_a_reference_it_is_only_proposed():
    [found] = judged(line(payer="MR O AZIZ"), wanted=[Wanted("priyas", PRIYAS, "Omar Aziz", 8000)])
    assert (found.action, found.token, found.proposed) == (PROPOSE, "", ("priyas",))


def test_a_gift_that_was_said_to_be_sent_is_proposed_whoever_sent_it():
    [found] = judged(line(payer="B Stranger"))
    assert found.proposed == ("okafors",)


def test_nothing_is_proposed_for_another_amount():
    [found] = judged(line(8100, "The Okafors"))
    assert (found.action, found.reason) == (LEAVE, "none")


def test_two_references_in_one_line_are_left_to_a_host():
    [found] = judged(line(16000, text=f"{PRIYAS} {OKAFORS}"))
    assert (found.action, found.reason, set(found.proposed)) == (PROPOSE, "several", {"priyas", "okafors"})


def test_a_line_that_counts_already_is_known_and_counted_once():
    [found] = judged(line(text=PRIYAS, key="k"), counted=frozenset({"k"}))
    assert found.action == KNOWN


def test_what_a_host_wrote_down_by_hand_is_not_counted_again_unasked():
    wanted = [Wanted("priyas", PRIYAS, "Priya", 0, by_hand=((1, 8000), (2, 500)))]
    [found] = judged(line(text=PRIYAS), wanted=wanted)
    assert (found.action, found.reason, found.same) == (PROPOSE, "by hand", (1,))


def test_a_line_for_several_may_be_what_was_written_down_for_several():
    wanted = [
        Wanted("priyas", PRIYAS, "Priya", 0, by_hand=((1, 16_000),)),
        Wanted("okafors", OKAFORS, "Ada", 0, by_hand=((1, 16_000),)),
    ]
    [found] = judged(line(16_000, text=f"{PRIYAS} {OKAFORS}"), wanted=wanted)
    assert (found.reason, found.same) == ("several", (1,))


def test_a_reference_of_our_kind_that_is_not_this_books_is_named_so():
    strange = "HF234567" + check_of("234567")
    [found] = judged(line(text=strange))
    assert (found.action, found.reason) == (LEAVE, "other")


def test_the_digest_names_exactly_what_was_read():
    same = [make([line(text=PRIYAS)], WANTED, frozenset()).digest for _ in range(2)]
    paid = make([line(text=PRIYAS)], [Wanted("priyas", PRIYAS, "Priya", 0)], frozenset()).digest
    assert same[0] == same[1] != paid
