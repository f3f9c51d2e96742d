"""`./run simulate --seeds N [--from S] [--json]`: exit 1 if anything was lost, doubled or stuck in any of N seeds."""

import argparse
import json
import sys
import time
from collections import Counter

from tests.simulation import exercised, stage
from tests.simulation.findings import KINDS


def main() -> int:
    """Plays the seeds; prints one line of JSON, or what a person would read. What was found is told on stderr."""
    arguments = argparse.ArgumentParser(prog="./run simulate")
    arguments.add_argument("--seeds", type=int, default=300, help="how many")
    arguments.add_argument("--from", type=int, default=0, dest="first", help="the first")
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--trace", action="store_true", help="tell each seed's digest on stderr")
    arguments.add_argument("--doubt", action="store_true", help="hold remembered SQL against what Django writes")
    asked = arguments.parse_args()
    stage.build()
    from tests.simulation.remembered import SQLCompiler

    SQLCompiler.doubts = asked.doubt
    result = simulate(range(asked.first, asked.first + asked.seeds), asked.trace)
    print(json.dumps(result) if asked.json else _in_words(result))  # noqa: T201
    return int(any(result[kind] for kind in KINDS))


def simulate(seeds: range, trace: bool = False) -> dict:
    """The outcome of all seeds, in the form that `--json` prints."""
    from tests.simulation.play import play

    began, found, counts, payments = time.monotonic(), Counter(), Counter(), 0
    for seed in seeds:
        played = play(seed)
        payments += played.payments
        counts += played.counts
        for kind in KINDS:
            found[kind] += len(played.findings.told[kind])
        if played.findings:
            print(f"seed {seed}:\n{played.findings}", file=sys.stderr)  # noqa: T201
        if trace:
            print(f"seed {seed}: {played.trace}", file=sys.stderr)  # noqa: T201
    return {
        "seeds": len(seeds),
        **{kind: found[kind] for kind in KINDS},
        "payments": payments,
        "faults": exercised.with_gaps(counts),
        "seconds": round(time.monotonic() - began, 1),
    }


def _in_words(result: dict) -> str:
    happened = [f"  {times or 'never':>8}  {what}" for what, times in result["faults"].items()]
    found = ", ".join(f"{kind.replace('_', ' ')}: {result[kind]}" for kind in KINDS)
    return "\n".join(
        [*happened, f"{result['seeds']} seeds, {result['payments']} payments in {result['seconds']} s: {found}"]
    )


if __name__ == "__main__":
    sys.exit(main())
