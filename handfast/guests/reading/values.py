"""What reading a file yields: sheets of text, or the reason why not. Plain values that travel between processes as
JSON."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """How large a guest list may be. `memory` (bytes) and `seconds` (of processor time) bind the process that reads
    it."""

    file_bytes: int = 10_000_000
    guests: int = 20_000
    columns: int = 200
    cell_characters: int = 5_000
    archive_entries: int = 1_000
    archive_bytes: int = 200_000_000
    archive_ratio: int = 300
    memory: int = 700_000_000
    seconds: int = 20


@dataclass(frozen=True)
class Choice:
    """One way to read a file that can be read in several: what to call it, what some of its cells would say, and
    whether it is the likeliest."""

    value: str
    label: str
    examples: tuple[str, ...] = ()
    likely: bool = False


class Refused(Exception):
    """The file cannot be read as it is. Says where (row as the spreadsheet numbers it, column by name) and what to do.

    With `choices` it is a question instead: `question` names the answer that is wanted ("encoding").
    """

    def __init__(
        self,
        message: str,
        row: int | None = None,
        column: str = "",
        question: str = "",
        choices: tuple[Choice, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message, self.row, self.column = message, row, column
        self.question, self.choices = question, choices


@dataclass(frozen=True)
class Sheet:
    """Cells as text. `rows` holds (number, cells): the number that the person sees in their spreadsheet, from 1;
    blank rows are left out, and so are blank cells at a row's end. `hidden` are the numbers of rows that the
    spreadsheet does not show, `hidden_columns` the places of columns, from 0, `merged` (place, first row, last row) of
    cells that stand for several rows."""

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Workbook:
    """A file as read: its kind ("CSV", "XLSX" …), how its letters were encoded (for text), its visible sheets, and the
    names of those that the spreadsheet hides."""

    kind: str
    encoding: str
    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)
