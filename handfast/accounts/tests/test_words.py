"""The list of words that cards are made of."""

import math
import re
from itertools import combinations, pairwise

from handfast.accounts.cards import WORDS_ON_A_CARD, word_list

WORDS = word_list()


def nearly_the_same(one: str, other: str) -> bool:
    """Whether a single slip (a letter more, less, other, or two swapped) makes one word of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) == len(other):
        differing = [place for place in range(len(one)) if one[place] != other[place]]
        swapped = (
            len(differing) == 2
            and one[differing[0]] == other[differing[1]]
            and one[differing[1]] == other[differing[0]]
        )
        return len(differing) == 1 or (swapped and differing[1] == differing[0] + 1)
    return len(other) == len(one) + 1 and any(other[:place] + other[place + 1 :] == one for place in range(len(other)))


def test_there_are_1296_different_words():
    assert len(WORDS) == len(set(WORDS)) == 1296


def test_four_of_them_are_at_least_41_bits():
    assert WORDS_ON_A_CARD * math.log2(len(WORDS)) >= 41


def test_words_are_short_and_of_plain_letters():
    assert [word for word in WORDS if not re.fullmatch(r"[a-z]{3,8}", word)] == []


def test_no_word_begins_another_so_that_spaces_can_be_forgotten():
    # In alphabetical order a word stands right before the first that it begins.
    ordered = sorted(WORDS)
    assert [pair for pair in pairwise(ordered) if pair[1].startswith(pair[0])] == []


def test_no_slip_of_one_letter_makes_another_word():
    by_length = sorted(WORDS, key=len)
    close = [pair for pair in combinations(by_length, 2) if len(pair[1]) - len(pair[0]) < 2 and nearly_the_same(*pair)]
    assert close == []
