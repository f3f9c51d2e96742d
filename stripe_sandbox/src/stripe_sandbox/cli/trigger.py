"""`trigger`: makes an event happen by doing what makes it happen."""

import argparse
import re
import sys
from copy import deepcopy
from dataclasses import replace
from typing import Any

from stripe_sandbox.cli import client
from stripe_sandbox.cli.scenarios import SCENARIOS, Step

EDIT = re.compile(r"^(?P<step>[a-z_]+):(?P<path>[^=]+)(?:=(?P<value>.*))?$", re.DOTALL)


class BadEdit(Exception):
    """An --override, --add or --remove that names nothing."""


def add_to(commands: Any) -> None:
    """The command's grammar."""
    parser = commands.add_parser("trigger", help="make an event happen")
    parser.add_argument("event", nargs="?", help="its type; without one, all that can be triggered are listed")
    for name, words in (("override", "change"), ("add", "add"), ("remove", "leave out")):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar="NAME:PATH[=VALUE]",
            help=f"{words} a parameter of the step NAME, as payment_intent:shipping.name=Priya",
        )
    client.add_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Plays the event's scenario against the running sandbox."""
    if options.event not in SCENARIOS:
        if options.event:
            print(f"The event {options.event} cannot be triggered. These can:", file=sys.stderr)
        print("\n".join(SCENARIOS), file=sys.stderr if options.event else sys.stdout)
        return 1 if options.event else 0
    server = client.Client(options)
    try:
        steps = edited(SCENARIOS[options.event], options.override + options.add, options.remove)
    except BadEdit as error:
        print(error, file=sys.stderr)
        return 1
    for step, status, answer in play(server, steps):
        print(f"Setting up fixture for: {step.name}\nRunning fixture for: {step.name}")
        refusal = answer.get("error", {})
        if refusal.get("type") != step.refused:
            words = refusal.get("message", "no error")
            print(f"Trigger failed: {step.path} answered {status}: {words}", file=sys.stderr)
            return 1
    print("Trigger succeeded! Check dashboard for event details.")
    return 0


def edited(steps: tuple[Step, ...], put: list[str], remove: list[str]) -> list[Step]:
    """The steps with parameters set or left out; raises BadEdit for a step or form that there is not."""
    changed = {step.name: replace(step, params=deepcopy(step.params)) for step in steps}
    for text in [*put, *remove]:
        match = EDIT.match(text)
        if not match or match["step"] not in changed or (text in put and match["value"] is None):
            raise BadEdit(f"{text} fits no step; there are: {', '.join(changed)}. The form is NAME:PATH.TO.PARAM=VALUE")
        _edit(changed[match["step"]].params, match["path"], match["value"] if text in put else None, text)
    return list(changed.values())


def _edit(params: dict[str, Any], path: str, value: str | None, text: str) -> None:
    """Sets the parameter at the path, or leaves it out when there is no value. A list is edited by its numbers."""
    *parents, last = path.split(".")
    node: Any = params
    for key in parents:
        if isinstance(node.get(key), list):
            node[key] = {str(index): each for index, each in enumerate(node[key])}
        node = node.setdefault(key, {})
        if not isinstance(node, dict):
            raise BadEdit(f"{text} leads through {key}, which holds a value of its own.")
    if value is None:
        node.pop(last, None)
    else:
        node[last] = value


def play(server: client.Client, steps: list[Step]) -> Any:
    """Makes the calls in turn; yields step, status and answer. References are filled in from earlier answers."""
    seen: dict[str, Any] = {}
    for step in steps:
        status, answer = server.call(step.method, _filled(step.path, seen), _filled(step.params, seen))
        seen[step.name] = answer.get("error", {}).get("payment_intent", answer)
        yield step, status, answer


def _filled(value: Any, seen: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner, seen) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(item, seen) for item in value]
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+):([\w.]+)\}", lambda match: str(_at(seen[match[1]], match[2])), value)
    return value


def _at(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value
