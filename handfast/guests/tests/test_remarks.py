"""Which remarks may speak of somebody whom the list does not name."""

import pytest

from handfast.guests.remarks import brings_somebody


@pytest.mark.parametrize(
    "remark",
    [
        *(
            "+1",
            "+ Ben",
            "+kids",
            "Plus one",
            "PLUS ONE TBC",
            "plus baby",
            "and wife",
            "with her husband Ben",
            "& kids",
        ),
        *(
            "brings 2 kids",
            "Bringing Ben",
            "bringing a friend",
            "vegan, 3 kids",
            "son Tim (4) comes too",
            "and wife Ida",
        ),
        *(
            "with partner",
            "with family",
            "mit Begleitung",
            "avec conjoint",
            "mit Frau und Kind",
            "Kind kommt mit",
            "avec ses enfants",
            "y esposa",
            "con su pareja",
            "e moglie",
        ),
    ],
)
def test_a_remark_that_may_bring_somebody(remark):
    assert brings_somebody(remark)


@pytest.mark.parametrize(
    "remark",
    [
        *(
            "vegan",
            "table with a view",
            "Plus one of Grace Hay",
            "friend of the bride",
            "brings cake",
            "2 nights",
            "Kid",
        ),
        *("+44 20 7946 0018 is old", "sister of Ben", "needs a quiet seat and a fan", "high chair and child's menu"),
        *(
            "wheelchair and child seat",
            "coming from Leeds",
            "C+ blood, and allergic",
            "mit dem Zug",
            "with friends from school",
        ),
    ],
)
def test_a_remark_of_other_things(remark):
    assert not brings_somebody(remark)
