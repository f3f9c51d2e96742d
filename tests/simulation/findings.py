"""What a run found wrong, in four words: lost, doubled, letters_doubled, stuck."""

from dataclasses import dataclass, field

KINDS = ("lost", "doubled", "letters_doubled", "stuck")


@dataclass
class Findings:
    """Each kind of trouble with its words; the same trouble is told once."""

    told: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def add(self, kind: str, words: str) -> None:
        """Remembers that something of `kind` is so."""
        if words not in self.told[kind]:
            self.told[kind].append(words)

    def __bool__(self) -> bool:
        return any(self.told.values())

    def __str__(self) -> str:
        return "\n".join(f"  {kind}: {words}" for kind, all_words in self.told.items() for words in all_words)
