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
        ways = [key for key, _words in ways_of(problem)]
        if now := [key for key in ways if key in chosen]:
            keys = (keys - set(ways)) | {now[0]}
    return sorted(keys)


def like(problems: Problems, key: str) -> set[str]:
    """The keys by which all problems of the same column are settled in the way that `key` settles one of them."""
    offered = [(one["column"], words, way) for one in problems for way, words in ways_of(one)]
    same = {(column, words) for column, words, way in offered if way == key}
    return {way for column, words, way in offered if (column, words) in same}


def ways_of(problem: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(key, words) of all ways in which a problem may be settled."""
    ways = [(problem["key"], problem["carry_on"]), *((key, words) for key, words in problem["instead"])]
    return [(key, words) for key, words in ways if key]


def ticked(before: Iterable[str], shown: Iterable[str], now: Iterable[str]) -> list[str]:
    """The keys after a host ticked `now` of the ones who are gone from the list, `shown` being those they saw."""
    seen = set(shown)
    return sorted((set(before) - seen) | (seen & set(now)))
