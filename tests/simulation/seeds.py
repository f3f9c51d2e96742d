"""Which seed finds which planted bug, as long as it tells the same story."""

import json
from pathlib import Path

TABLE = Path(__file__).with_name("seeds.json")


def kept() -> dict[str, int]:
    """The seed of each bug, by the bug's name."""
    return json.loads(TABLE.read_text())


def keep(found: dict[str, int]) -> None:
    """Writes the table anew."""
    TABLE.write_text(json.dumps(found, indent=4, sort_keys=True) + "\n")
