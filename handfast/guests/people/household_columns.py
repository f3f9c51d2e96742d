"""Reading the columns that say who belongs together, and noticing those that only seem to."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from handfast.guests.folding import plain
from handfast.guests.guestlist import Doubts, Line
from handfast.guests.people.couples import says_how_many
from handfast.guests.people.groupings import what_they_share
from handfast.guests.table.joining import sheet_of
from handfast.guests.table.layout import Layout, is_yes_or_no
from handfast.guests.table.sections import speaks_of_a_group
from handfast.guests.wording.columns import normal

_HOUSEHOLDS, _NOT_HOUSEHOLDS = "each value is one household", "left out, and nobody is put together by it"
_ONE_FOR_ALL, _ONE_ON_EACH = "it is one household", "it is another household on each sheet"
_ALONE, _AS_ABOVE = "each row without one is a household alone", "a blank means the household above it"
_MOST_PEOPLE = 12  # a larger number is no size of a household
_AN_ID = re.compile(r".*(id|slug|key|number|no|nr)")
_A_FAMILY = re.compile(r"(the .+s|.*(fam[ií]l|household|party|haushalt|hogar|foyer).*)", re.IGNORECASE)


def read_parties(layout: Layout, lines: list[Line], doubts: Doubts) -> bool:
    """Gives each line its household as the list names it. False if the list does not say who belongs together."""
    places = _places(layout, lines, doubts)
    if not places:
        return False
    places.sort(key=lambda place: not _AN_ID.fullmatch(normal(layout.headers[place])))
    cells_of = dict(layout.rows)

    def cell(line: Line, place: int) -> str:
        cells = cells_of[line.row]
        return cells[place].strip() if place < len(cells) else ""

    for line in lines:
        texts = [text for place in places if (text := cell(line, place))]
        line.party = texts[0] if texts else ""
        line.party_name = next((text for text in reversed(texts) if _is_a_name(text)), "")
    _part_by_sheets(lines, layout.headers[places[0]], doubts)
    for place in places[1:]:
        _check_agreement(lines, [cell(line, place) for line in lines], layout.headers[place], doubts)
    _check_blanks(lines, layout.headers[places[0]], doubts)
    return True


def _part_by_sheets(lines: list[Line], header: str, doubts: Doubts) -> None:
    """Asks whether what comes on several sheets is one household: each sheet may count from 1 anew."""
    sheets: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.party:
            sheets[plain(line.party)].add(sheet_of(line.row))
    common = [line for line in lines if len(sheets[plain(line.party)]) > 1]
    if not common:
        return
    message = f"“{common[0].party[:60]}” stands on several sheets: is that one household, or one on each of them?"
    if doubts.choose(common[0].row, header, message, _ONE_FOR_ALL, _ONE_ON_EACH) == _ONE_ON_EACH:
        for line in common:
            line.party = f"{line.party} ({sheet_of(line.row)})"


def _is_a_name(text: str) -> bool:
    """Whether a household's value in the list is fit to be called so: "The Starks", not "12" or "smith-family"."""
    return re.search(r"[^\W\d_]", text) is not None and not re.search(r"\d|_|\w-\w.*-|^[a-z]+(-[a-z]+)*$", text)


def _places(layout: Layout, lines: list[Line], doubts: Doubts) -> list[int]:
    """The columns that name households: those called so, else one called "group" or "family" whose values look it."""
    found: list[int] = []
    for name in ("party", "group", "family"):
        for place in layout.fields.get(name, []) if not found or name == "party" else []:
            rows = {line.row: line for line in lines}
            named = [
                (rows[row], text)
                for row, cells in layout.rows
                if row in rows and place < len(cells) and (text := cells[place].strip())
            ]
            if named and _names_households(name, named, layout.headers[place], doubts):
                found.append(place)
    return found


def _names_households(name: str, named: list[tuple[Line, str]], header: str, doubts: Doubts) -> bool:
    """Whether a column called `name` says who belongs together. `named` are the lines in which it says anything."""
    values = [text for _, text in named]
    if is_yes_or_no(values) and set(values) != {"1"}:
        return not doubts.stop(
            None, header, "This column answers yes or no; it does not say who belongs together.", "leave it out"
        )
    if name == "party" and not _may_be_other(header, values):
        return True
    sizes = Counter(map(plain, values))
    few_in_each = len(sizes) >= 5 and max(sizes.values()) <= 6 and len(values) <= 2 * len(sizes)
    if name == "group" and few_in_each and all(value.isdecimal() for value in values):
        return True
    reason, household = what_they_share(named)
    if reason and (household or not _may_count(name, header, values)):
        read_as = _HOUSEHOLDS if household else _NOT_HOUSEHOLDS
        doubts.tell(None, header, f"{reason}: {read_as}.", kind="column")
        return household
    if name == "family" and all(_A_FAMILY.fullmatch(value) for value in values):
        return True
    message = f"It is not clear what “{header}” means. Is each of its values one household?"
    return doubts.choose(None, header, message, _HOUSEHOLDS, _NOT_HOUSEHOLDS) != _NOT_HOUSEHOLDS


def _may_be_other(header: str, values: list[str]) -> bool:
    """Whether a column called "Party" or "Household" may say how many they are, or whose side they are on."""
    if not all(value.isdecimal() for value in values):
        return all(map(says_how_many, values)) or (normal(header) == "party" and all(map(speaks_of_a_group, values)))
    if _AN_ID.fullmatch(normal(header)) or "#" in header:
        return False
    numbers = list(map(int, values))
    counted = sorted(numbers) == numbers and set(numbers) == set(range(numbers[0], numbers[-1] + 1)) and numbers[0] < 2
    are_ids = max(numbers) > _MOST_PEOPLE or (counted and len(set(numbers)) != len(numbers))
    return normal(header) == "party" or not (are_ids or len(set(numbers)) == len(numbers) > 3)


def _may_count(name: str, header: str, values: list[str]) -> bool:
    """Whether a column called "Party", "Household" or "Family" may say how many they are: "4", "couple"."""
    small = all(value.isdecimal() and int(value) <= _MOST_PEOPLE for value in values)
    return name != "group" and (all(map(says_how_many, values)) or (small and not _AN_ID.fullmatch(normal(header))))


def _check_agreement(lines: list[Line], others: list[str], header: str, doubts: Doubts) -> None:
    """Two columns that both name households must draw the same lines between them."""
    by_party: dict[str, str] = {}
    by_other: dict[str, str] = {}
    for line, other in zip(lines, others, strict=True):
        mine, other = plain(line.party), plain(other)
        if mine and other and (by_party.setdefault(mine, other) != other or by_other.setdefault(other, mine) != mine):
            message = f"“{line.party}” and this column do not agree on who belongs together."
            doubts.stop(line.row, header, message, "go by the first of the two columns")
            return


def _check_blanks(lines: list[Line], header: str, doubts: Doubts) -> None:
    """A blank means "by themselves" where the list repeats each household's name, and may mean "as above" where it
    never does."""
    repeated = any(line.party and plain(above.party) == plain(line.party) for above, line in pairwise(lines))
    for above, line in pairwise(lines):
        same_surname = above.people and line.people and above.people[0].name.last == line.people[0].name.last != ""
        if not line.party and above.party and (same_surname or not repeated):
            message = f"No household in this row: is it the same as in row {above.row}?"
            if doubts.choose(line.row, header, message, _ALONE, _AS_ABOVE) == _AS_ABOVE:
                _fill_down(lines)
            return


def _fill_down(lines: list[Line]) -> None:
    for above, line in pairwise(lines):
        if not line.party:
            line.party, line.party_name = above.party, above.party_name
