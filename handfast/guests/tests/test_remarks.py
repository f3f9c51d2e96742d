"""Which remarks may speak of somebody whom the list does not name."""

import pytest

from handfast.guests.wording.remarks import brings_somebody


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
        *("bringing kids", "partner: Ben", "Wife Ida", "with Ida", "viene con Ida", "for 2", "2 pax", "family of 3"),
        *("zu zweit", "en famille", "con la moglie", "com esposa", "com filhos", "met partner", "med sambo", "og kone"),
        *("z żoną", "z osobą towarzyszącą", "s manželkou", "с женой", "eşi ile", "dengan istri", "puolison kanssa"),
        *("accompagnée de Paul", "más uno", "bringt jemanden mit", "may bring someone", "samt Familie"),
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
        *("mit Liebe", "with love", "family friend", "Family Friends", "no children", "sits with Ida", "Ida's partner"),
        *("esposa de Luis", "coming alone", "kids", "married", "friend from work and school", "loves wine and cheese"),
    ],
)
def test_a_remark_of_other_things(remark):
    assert not brings_somebody(remark)
