"""Which signs of a text no font at hand has, so that a paper never shows an empty box that nobody was told of.

Typst, which sets our papers, falls back through its own fonts and those of the machine, and draws the same empty box
for whatever none of them has. So it is asked: signs are set one on a page each, beside one that no font can have.
"""

import json
import re
import unicodedata
from collections.abc import Iterable

import typst

# The last code of all is assigned to nothing.
_NOBODYS = "\U0010ffff"
_PAGES = b"""#set page(width: 40pt, height: 40pt, margin: 0pt)
#for sign in json(bytes(sys.inputs.signs)) { page(sign) }"""

# What was asked before, by sign; what fonts there are does not change while a process runs.
_known: dict[str, bool] = {}


def missing(text: str) -> str:
    """The signs of `text` that no font has, each once, in their order; marks and spaces are not looked at."""
    signs = [sign for sign in dict.fromkeys(text) if _is_drawn(sign)]
    asked = [sign for sign in signs if sign not in _known]
    if asked:
        _known.update(_drawn(asked))
    return "".join(sign for sign in signs if not _known[sign])


def _is_drawn(sign: str) -> bool:
    """Whether a shape of its own is drawn for it, and not by every font: no mark, space or control beyond ASCII."""
    category = unicodedata.category(sign)
    return not sign.isascii() and (category[0] in "LNPS" or category in ("Co", "Cn"))


def _drawn(signs: Iterable[str]) -> dict[str, bool]:
    """For each sign whether a font has it."""
    wanted = [_NOBODYS, *signs]
    pages = typst.compile(_PAGES, format="svg", sys_inputs={"signs": json.dumps(wanted)})
    box, *shapes = [_shapes(page) for page in (pages if isinstance(pages, list) else [pages])]
    return {sign: shape != box for sign, shape in zip(wanted[1:], shapes, strict=True)}


def _shapes(page: bytes) -> list[bytes]:
    """What is drawn on a page: each shape by the name that typst gives it, equal ones the same."""
    return re.findall(rb'xlink:href="#([^"]+)"', page)
