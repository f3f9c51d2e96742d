"""What a host says on the preview about the doubts of a list, put together with what they said before. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

Problems = Iterable[Mapping[str, Any]]


def answered(before: Iterable[str], problems: Problems, chosen: Collection[str], forget: str = "") -> list[str]:
    """The keys that hold now: those of `before` and the `chosen` ones, of which only those count that the problems (as
    the plan keeps them) offer. Of the ways to settle one problem the one chosen now replaces another; `forget` takes an
    answer back."""
    keys = set(before) - {forget}
    for problem in problems:
        ways = keys_of(problem)
        if now := [key for key in ways if key in chosen]:
            keys = (keys - set(ways)) | {now[0]}
    return sorted(keys)


def keys_of(problem: Mapping[str, Any]) -> list[str]:
    """The keys of all ways in which a problem may be settled."""
    return [key for key in (problem["key"], *(key for key, _words in problem["instead"])) if key]


def like(problems: Problems, key: str) -> set[str]:
    """The keys of all problems of the same column that offer the same way as the problem with this key does."""
    same = {(one["column"], one["carry_on"]) for one in problems if one["key"] == key and key}
    return {one["key"] for one in problems if (one["column"], one["carry_on"]) in same}


def ticked(before: Iterable[str], shown: Iterable[str], now: Iterable[str]) -> list[str]:
    """The keys after a host ticked `now` of the ones who are gone from the list, `shown` being those they saw."""
    seen = {key for key in shown if key.startswith("gone:")}
    return sorted((set(before) - seen) | (seen & set(now)))
