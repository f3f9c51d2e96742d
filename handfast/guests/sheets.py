"""Which sheet of a file is the guest list: the one that the host chose, or a guess with its reason. Pure."""

from dataclasses import dataclass

from handfast.guests.headers import has_header, header_of
from handfast.guests.reading.values import Choice, Refused, Sheet, Workbook


@dataclass(frozen=True)
class Chosen:
    """A sheet, the names of all there are, and why it is this one (empty where it is the only one)."""

    sheet: Sheet
    names: list[str]
    reason: str


def choose(book: Workbook, wanted: str) -> Chosen:
    """The sheet with the guest list, `wanted` if there is one of that name.

    Raises Refused when there is none, and with a question, its likeliest answer first, when several could be it.
    """
    if not book.sheets:
        raise Refused("This file is empty.")
    names = [sheet.name for sheet in book.sheets]
    if chosen := [sheet for sheet in book.sheets if sheet.name == wanted and wanted]:
        return Chosen(chosen[0], names, "You chose it.")
    likely = sorted(book.sheets, key=lambda sheet: (has_header(sheet), len(sheet.rows)), reverse=True)
    first, others = likely[0], likely[1:]
    if not others:
        return Chosen(first, names, "")
    if any(has_header(sheet) or len(sheet.rows) >= len(first.rows) for sheet in others):
        choices = tuple(Choice(sheet.name, f"{sheet.name}: {_why(sheet)}", _examples(sheet)) for sheet in likely)
        raise Refused(
            f"This file has several sheets: {', '.join(names)}. Choose the guest list, or delete the others.",
            question="sheet",
            choices=choices,
        )
    return Chosen(first, names, f"Of its sheets it looks like the guest list: {_why(first)}.")


def _why(sheet: Sheet) -> str:
    """What speaks for a sheet, or against it."""
    rows = f"{len(sheet.rows):,} row{'s' if len(sheet.rows) > 1 else ''}"
    if (found := header_of(sheet)) is None:
        return f"{rows}, and none that names columns we know"
    known = [cell for cell in found[1] if cell.strip()]
    return f"{rows}, with columns such as {', '.join(f'“{name[:30]}”' for name in known[:3])}"


def _examples(sheet: Sheet) -> tuple[str, ...]:
    return tuple(" ".join(filter(None, cells[:3])) for _, cells in sheet.rows[1:4])
