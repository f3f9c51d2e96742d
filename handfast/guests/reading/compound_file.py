"""Streams in a compound file, which an XLS is: a small file system of sectors, chained by a table of what follows what.

After [MS-CFB]. What cannot be followed is an empty stream; nothing is read twice, so that no chain is endless.
"""

import struct

_DIRECTORY_ENTRY = 128
_ENTRIES_IN_HEADER = 109
_LAST = 0xFFFFFFFA  # this number and those above it stand for no sector


def stream_of(data: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream of one of these names; b"" if there is none, or the file is damaged."""
    try:
        return _stream_of(data, names)
    except struct.error:
        return b""


def _stream_of(data: bytes, names: tuple[str, ...]) -> bytes:
    size, small_size = 1 << _word(data, 30), 1 << _word(data, 32)
    directory_at, smallest, small_table_at = _long(data, 48), _long(data, 56), _long(data, 60)
    body = data[size:]
    table = _numbers(b"".join(body[one * size : (one + 1) * size] for one in _table_sectors(data, body, size)))
    directory = _chain(body, size, table, directory_at)
    entries = [directory[at : at + _DIRECTORY_ENTRY] for at in range(0, len(directory), _DIRECTORY_ENTRY)]
    for entry in entries:
        if entry[: max(0, _word(entry, 64) - 2)].decode("utf-16-le", "replace") in names:
            start, length = _long(entry, 116), _long(entry, 120)
            if length >= smallest:
                return _chain(body, size, table, start)[:length]
            small = _chain(body, size, table, _long(entries[0], 116))
            small_table = _numbers(_chain(body, size, table, small_table_at))
            return _chain(small, small_size, small_table, start)[:length]
    return b""


def _table_sectors(data: bytes, body: bytes, size: int) -> list[int]:
    """The sectors that hold the table: the first of them named in the header, the others in a chain of their own."""
    sectors = list(_numbers(data[76 : 76 + 4 * _ENTRIES_IN_HEADER]))
    more, seen = _long(data, 68), set[int]()
    while more < _LAST and more not in seen and len(body) >= (more + 1) * size:
        seen.add(more)
        *some, following = _numbers(body[more * size : (more + 1) * size])
        sectors += some
        more = following
    return [one for one in sectors if one < _LAST]


def _chain(body: bytes, size: int, table: tuple[int, ...], start: int) -> bytes:
    parts, seen, at = [], set[int](), start
    while at < len(table) and at not in seen:
        seen.add(at)
        parts.append(body[at * size : (at + 1) * size])
        at = table[at]
    return b"".join(parts)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _word(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _long(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])
