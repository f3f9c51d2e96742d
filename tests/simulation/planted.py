"""`python -m tests.simulation.planted [--seeds N] [--json]`: in how many of N seeds is each planted bug found?

With `--first`, the seeds of a bug end with the first that finds it: that answers whether each is found at all.
"""

import argparse
import json
import sys

from tests.simulation import stage


def main() -> int:
    """A line for each bug on stderr, if asked `{bug: {"seeds", "found", "first"}}`; exit 1 if one was not found."""
    arguments = argparse.ArgumentParser(prog="python -m tests.simulation.planted")
    arguments.add_argument("--seeds", type=int, default=40)
    arguments.add_argument("--first", action="store_true")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--only", default="", help="bugs whose name holds these words")
    asked = arguments.parse_args()
    stage.build()
    from tests.simulation.bugs import BUGS

    told = {}
    for each in BUGS:
        if asked.only in each.name:
            told[each.name] = hunt(each, range(asked.seeds), asked.first)
            print(_line(each.name, told[each.name]), file=sys.stderr, flush=True)  # noqa: T201
    if asked.json:
        print(json.dumps(told))  # noqa: T201
    return int(not all(found["found"] for found in told.values()))


def hunt(bug, seeds: range, only_the_first: bool) -> dict:
    """Plays seeds with `bug` planted: how many were played, how many found it, and which was the first that did."""
    from tests.simulation.bugs import planted
    from tests.simulation.play import play

    played, found = 0, []
    with planted(bug):
        for seed in seeds:
            played += 1
            if play(seed).findings:
                found.append(seed)
                if only_the_first:
                    break
    return {"seeds": played, "found": len(found), "first": found[0] if found else None}


def _line(name: str, told: dict) -> str:
    return f"{told['found']:>4} of {told['seeds']:<4} first {told['first']!s:<5} {name}"


if __name__ == "__main__":
    sys.exit(main())
