"""What a host wrote into the cells of their list on the page, put over what the file says. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from handfast.guests.reading.values import Limits, Sheet

Cells = Mapping[str, Mapping[str, str]]


def mended(sheet: Sheet, cells: Cells) -> Sheet:
    """The sheet with other texts in some of its cells: `cells` holds them by row (as the spreadsheet numbers it) and
    place in the row, from 0, both as text. A row without any text left is left out."""
    if not cells:
        return sheet
    rows = []
    for number, texts in sheet.rows:
        now = _row(texts, cells.get(f"{number:d}", {}))
        if any(text.strip() for text in now):
            rows.append((number, now))
    return replace(sheet, rows=rows)


def _row(texts: list[str], changed: Mapping[str, str]) -> list[str]:
    if not changed:
        return texts
    width = max(len(texts), *(int(place) + 1 for place in changed))
    return [changed.get(str(place), texts[place] if place < len(texts) else "") for place in range(width)]


def with_row(cells: Cells, number: int, was: list[str], now: list[str]) -> dict[str, dict[str, str]]:
    """`cells` after a host wrote `now` over the row `number` of the file, which says `was`; only what differs is
    kept, cut to what a cell may hold, without the character 0, which no database keeps."""
    longest = Limits().cell_characters
    now = [text.replace("\0", "") for text in now]
    before = [*was, *[""] * (len(now) - len(was))]
    differs = {str(place): text[:longest] for place, text in enumerate(now) if text.strip() != before[place].strip()}
    kept = {row: dict(texts) for row, texts in cells.items() if row != str(number)}
    return {**kept, str(number): differs} if differs else kept
