"""From bytes to letters. Where a file can be read in two ways, the person is asked: a guess would spoil names for
good."""

import re
import unicodedata

from handfast.guests.reading.values import Choice, Refused

# The single-byte encodings that spreadsheets still write, in the order in which they are offered.
CANDIDATES = {
    "cp1252": "Western European (Windows)",
    "cp1250": "Central European (Windows)",
    "cp1251": "Cyrillic (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
    "cp1255": "Hebrew (Windows)",
    "cp1256": "Arabic (Windows)",
    "cp1257": "Baltic (Windows)",
    "iso8859-2": "Central European (ISO)",
    "iso8859-15": "Western European (ISO)",
    "koi8-r": "Cyrillic (KOI8)",
    "mac-roman": "Western European (older Mac)",
    "mac-cyrillic": "Cyrillic (older Mac)",
    "cp850": "Western European (DOS)",
    "cp852": "Central European (DOS)",
    "cp932": "Japanese (Shift JIS)",
    "gb18030": "Chinese (GB18030)",
    "big5": "Chinese (Big5)",
    "cp949": "Korean (Windows)",
}
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8 with byte-order mark"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
NOT_TEXT = "This is not a table of text. Save the list as CSV or as a spreadsheet (XLSX, XLS or ODS)."
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC")


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of `data` and the name of its encoding, by `encoding` (one of CANDIDATES) if a person chose it.

    Raises Refused: with choices when several readings make sense, without when none does.
    """
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec), label
    if encoding in CANDIDATES:
        return _strictly(data, encoding), CANDIDATES[encoding]
    if codec := _utf_16_without_a_mark(data):
        return _strictly(data, codec), "UTF-16"
    if b"\0" in data:
        raise Refused(NOT_TEXT)
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError:
        return _single_byte(data)


def _strictly(data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise Refused("The letters of this file are damaged. Save it again as “CSV UTF-8” and upload that.") from None
    if "\0" in text:
        raise Refused(NOT_TEXT)
    return text


def _utf_16_without_a_mark(data: bytes) -> str:
    sample = data[:2000]
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(sample) % 2 == 0 and high and high.count(0) > 0.6 * len(high):
            return codec
    return ""


def _single_byte(data: bytes) -> tuple[str, str]:
    """The one reading that makes sense of the bytes beyond ASCII; Refused, with the choices, when there are several."""
    readings: dict[str, tuple[str, list[str]]] = {}
    for codec, _label in CANDIDATES.items():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        words = [word for word in re.findall(r"[^\s,;|\"]+", text) if not word.isascii()]
        if all(_makes_sense(word) for word in words):
            readings.setdefault(text, (codec, words))
    if len(readings) == 1 and all(_is_latin(word) for word in next(iter(readings.values()))[1]):
        text, (codec, _) = next(iter(readings.items()))
        return text, CANDIDATES[codec]
    choices = tuple(Choice(codec, CANDIDATES[codec], words) for codec, words in _telling(list(readings.values())))
    raise Refused(
        "The letters beyond A to Z can be read in more than one way. Choose the reading in which names look right,"
        " or save the list again as “CSV UTF-8”.",
        question="encoding",
        choices=choices,
    )


def _telling(readings: list[tuple[str, list[str]]]) -> list[tuple[str, tuple[str, ...]]]:
    """For each reading three words, those first in which the readings differ."""
    if not readings:
        return []
    if len({len(words) for _, words in readings}) > 1:
        return [(codec, tuple(dict.fromkeys(words))[:3]) for codec, words in readings]
    by_place = list(zip(*(words for _, words in readings), strict=True))
    places = list(dict.fromkeys(by_place))
    places.sort(key=lambda variants: -len(set(variants)))
    return [(codec, tuple(variants[number] for variants in places[:3])) for number, (codec, _) in enumerate(readings)]


def _makes_sense(word: str) -> bool:
    """Whether `word` could have been written by a person: one script, no control or odd characters, no capital after a
    small letter where the file's own ASCII has none."""
    scripts, before = set(), ""
    for letter in word:
        category = unicodedata.category(letter)
        if category in ("Cc", "Cn", "Co"):
            return False
        if category[0] == "M":
            scripts.add(unicodedata.name(letter, "").split(" ")[0].replace("COMBINING", "LATIN"))
        elif category[0] == "L":
            scripts.add(unicodedata.name(letter, "").split(" ")[0])
            if before.islower() and letter.isupper() and not (letter.isascii() or before == "c"):
                return False
        elif not letter.isascii() and before.isalpha() and category[0] in "SN":
            return False
        before = letter
    return len(scripts & set(_SCRIPTS)) <= 1 and not (scripts & set(_SCRIPTS) and scripts - set(_SCRIPTS))


def _is_latin(word: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in word if letter.isalpha())
