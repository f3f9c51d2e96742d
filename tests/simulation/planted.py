"""`python -m tests.simulation.planted [--seeds N] [--first] [--json]`: how many of N seeds find each planted bug?

With `--first` the seeds of a bug begin with the one that is known to find it, go on with those that suit it, and end
with the first that does: that answers whether each is found at all, at the cost of little more than a seed each. A seed
tells another story whenever the site or the actors change; then others are searched, and `--keep` writes down which
find what now. `--share 1/2` and `--share 2/2` can be run beside each other.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING

from tests.simulation import seeds, stage

if TYPE_CHECKING:
    from tests.simulation.bugs import Bug


def main() -> int:
    """A line for each bug on stderr, if asked `{bug: {"seeds", "found", "first"}}`; exit 1 if one was not found."""
    arguments = argparse.ArgumentParser(prog="python -m tests.simulation.planted")
    arguments.add_argument("--seeds", type=int, default=40)
    arguments.add_argument("--first", action="store_true")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--only", default="", help="bugs whose name holds these words")
    arguments.add_argument("--share", type=_share, default=(1, 1), metavar="I/N", help="every N-th, from the I-th")
    arguments.add_argument("--keep", action="store_true", help="keep which seed finds each, and none where none did")
    asked = arguments.parse_args()
    stage.build()
    from tests.simulation.bugs import BUGS
    from tests.simulation.payable_bugs import PAYABLES

    told, known = {}, seeds.kept()
    nth, of = asked.share
    for each in (*BUGS, *PAYABLES)[nth - 1 :: of]:
        if asked.only in each.name:
            order = _likeliest(each, known.get(each.name), asked.seeds) if asked.first else range(asked.seeds)
            told[each.name] = hunt(each, order, asked.first)
            print(_line(each.name, told[each.name]), file=sys.stderr, flush=True)  # noqa: T201
    if asked.keep:
        others = {name: seed for name, seed in known.items() if name not in told}
        seeds.keep(others | {name: hunted["first"] for name, hunted in told.items() if hunted["found"]})
    if asked.json:
        print(json.dumps(told))  # noqa: T201
    return int(not all(found["found"] for found in told.values()))


def hunt(bug: "Bug", order: Iterable[int], only_the_first: bool) -> dict:
    """Plays seeds with `bug` planted: how many were played, how many found it, and which was the first that did."""
    from tests.simulation.bugs import planted
    from tests.simulation.play import finds

    played, found = 0, []
    with planted(bug):
        for seed in order:
            played += 1
            if finds(seed):
                found.append(seed)
                if only_the_first:
                    break
    return {"seeds": played, "found": len(found), "first": found[0] if found else None}


def _likeliest(bug: "Bug", known: int | None, count: int) -> Iterable[int]:
    """The seed that is known to find it, if one is, and so many that suit it."""
    from tests.simulation.suiting import suited

    # As they are wanted, for some suit so rarely that to look for them takes longer than to play one.
    others = (seed for seed in suited(bug.suits) if seed != known)
    return chain([] if known is None else [known], islice(others, count))


def _share(words: str) -> tuple[int, int]:
    """Which of how many shares: "1/2"."""
    nth, of = map(int, words.split("/"))
    if not 0 < nth <= of:
        raise ValueError(words)
    return nth, of


def _line(name: str, told: dict) -> str:
    return f"{told['found']:>4} of {told['seeds']:<4} first {told['first']!s:<5} {name}"


if __name__ == "__main__":
    sys.exit(main())
