"""Which sheets of a file are the guest list: those that the host chose, or a guess with its reason. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from handfast.guests.folding import plain
from handfast.guests.reading.values import Choice, Refused, Sheet, Workbook
from handfast.guests.table.headers import has_header, header_of
from handfast.guests.table.joining import join, shape_of

_MOSTLY = 0.5
# What a sheet is called that has been done with, or whose people are not invited (yet).
_NOT_NOW = re.compile(
    r"\b(?:old|former|copy|backup|archived?|draft|unused|not? |maybe|reserve|waiting|b[- ]list|declined|cancell?ed|test"
    r"|alte?|kopie|archiv|entwurf|nicht|vielleicht|warteliste|abgesagt|anciens?|ancienne|copie|archives|brouillon|pas"
    r"|peut-être|attente|annulés?|antigu[ao]|viej[ao]|copia|archivo|borrador|quizás|espera|cancelad[ao]s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Chosen:
    """The sheet that is read, or several as one; the names of those `read`, of all there are, and of those that the
    spreadsheet hides; and why it is these (empty where there is only one)."""

    sheet: Sheet
    read: list[str]
    names: list[str]
    hidden: list[str]
    reason: str


def choose(book: Workbook, wanted: Collection[str]) -> Chosen:
    """The guest list: the sheets of the names `wanted`, as far as there are any.

    Raises Refused when there is none, and with a question, its likeliest answer first, when several could be it, or
    those that are wanted cannot be read as one.
    """
    if not book.sheets:
        hidden = ", ".join(f"“{name}”" for name in book.hidden)
        raise Refused(f"All that this file holds is hidden: {hidden}." if hidden else "This file is empty.")
    if chosen := [sheet for sheet in book.sheets if sheet.name in wanted]:
        return _of(book, chosen, "You chose it." if len(chosen) == 1 else "You chose them.")
    likely = sorted(book.sheets, key=_weight, reverse=True)
    first, others = likely[0], likely[1:]
    if not others:
        return _of(book, [first], "")
    if any(has_header(sheet) or len(sheet.rows) >= len(first.rows) for sheet in others):
        names = ", ".join(sheet.name for sheet in book.sheets)
        raise _question(f"This file has several sheets: {names}. Tick the guest list.", likely)
    return _of(book, [first], f"Of its sheets it looks like the guest list: {_why(first)}.")


def _weight(sheet: Sheet) -> tuple[bool, bool, int]:
    """How much speaks for a sheet, to compare."""
    return has_header(sheet), not _NOT_NOW.search(sheet.name), len(sheet.rows)


def _of(book: Workbook, chosen: list[Sheet], reason: str) -> Chosen:
    names, all_of_them = [sheet.name for sheet in chosen], [sheet.name for sheet in book.sheets]
    if len(chosen) == 1:
        return Chosen(chosen[0], names, all_of_them, book.hidden, reason)
    shapes = {shape_of(sheet) for sheet in chosen}
    if len(shapes) > 1 or frozenset() in shapes:
        message = f"{_listed(names)} cannot be read as one list, for they do not name the same columns. Tick one now,"
        others = [sheet for sheet in book.sheets if sheet not in chosen]
        raise _question(f"{message} and read the other once it is in.", [*chosen, *others])
    return Chosen(join(chosen), names, all_of_them, book.hidden, reason)


def _question(message: str, likely: list[Sheet]) -> Refused:
    """The question which sheets are meant. Those of the first one's shape are ticked, but for what repeats others."""
    ticked: list[Sheet] = []
    choices = []
    for sheet in likely:
        repeated = next((one for one in ticked if _repeats(sheet, one)), None)
        alike = not ticked or (shape_of(sheet) != frozenset() and shape_of(sheet) == shape_of(ticked[0]))
        if alike and not repeated and not (ticked and _NOT_NOW.search(sheet.name)):
            ticked.append(sheet)
        why = f"{sheet.name}: {_why(sheet)}"
        if repeated:
            why += f"; most of it also stands in “{repeated.name}”"
        elif alike and sheet not in ticked:
            why += "; not ticked because of its name"
        choices.append(Choice(sheet.name, why, _examples(sheet), sheet in ticked))
    if len(ticked) > 1:
        message += f" {_listed([sheet.name for sheet in ticked])} have the same columns, and are read as one list."
    elif any(shape_of(sheet) != shape_of(likely[0]) for sheet in likely):
        message += " Sheets with other columns are read one after the other."
    return Refused(message, question="sheets", choices=tuple(choices))


def _listed(names: Sequence[str]) -> str:
    *most, last = (f"“{name}”" for name in names)
    return f"{', '.join(most)} and {last}" if most else last


def _repeats(sheet: Sheet, other: Sheet) -> bool:
    """Whether most rows of a sheet begin as rows of another do, as those of an older version would."""
    mine, theirs = _beginnings(sheet), _beginnings(other)
    return len(mine & theirs) > _MOSTLY * len(mine)


def _beginnings(sheet: Sheet) -> set[str]:
    header = header_of(sheet)
    return {plain(" ".join(cells[:3])) for number, cells in sheet.rows if header is None or number > header[0]}


def _why(sheet: Sheet) -> str:
    """What speaks for a sheet, or against it."""
    rows = f"{len(sheet.rows):,} row{'s' if len(sheet.rows) > 1 else ''}"
    if (found := header_of(sheet)) is None:
        return f"{rows}, and none that names columns we know"
    known = [cell for cell in found[1] if cell.strip()]
    return f"{rows}, with columns such as {', '.join(f'“{name[:30]}”' for name in known[:3])}"


def _examples(sheet: Sheet) -> tuple[str, ...]:
    header = header_of(sheet) or sheet.rows[0]
    below = [cells for number, cells in sheet.rows if number > header[0]]
    return tuple(" ".join(filter(None, cells[:3])) for cells in below[:3])
