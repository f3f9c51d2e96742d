"""What docs/guest-lists.md promises is what the import does."""

import re
from pathlib import Path

from handfast.guests import listing
from handfast.guests.planning import plan
from handfast.guests.reading.values import Limits

DOC = Path(__file__).parents[3] / "docs" / "guest-lists.md"


def test_the_limits_it_names_are_the_limits():
    said = dict(re.findall(r"^\| (file|guests|columns) \| at most ([\d,]+)(?: MB)? \|$", DOC.read_text(), re.M))
    limits = Limits()
    assert said == {
        "file": f"{limits.file_bytes // 1_000_000}",
        "guests": f"{limits.guests:,}",
        "columns": f"{limits.columns}",
    }


def test_its_example_reads_as_it_says():
    [example] = re.findall(r"```csv\n(.*?)```", DOC.read_text(), re.S)
    found = plan.make(listing.understand(example.encode()), [], frozenset())
    assert not found.problems
    assert (len(found.households), found.guests, found.extra_seats) == (2, 3, 1)
