"""Rows of a list in words."""

_MOST_NAMED = 5


def in_words(rows: list[int]) -> str:
    """ "row 3", "rows 3 and 7", "rows 3, 7, 8, 9, 12 and 4 more"."""
    if len(rows) == 1:
        return f"row {rows[0]}"
    named, more = [str(row) for row in rows[:_MOST_NAMED]], len(rows) - _MOST_NAMED
    last = f"{more} more" if more > 0 else named.pop()
    return f"rows {', '.join(named)} and {last}"
