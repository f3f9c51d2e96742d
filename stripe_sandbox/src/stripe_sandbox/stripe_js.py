"""Joins the sandbox's Stripe.js from its modules.

Pages load Stripe.js by a classic script tag and call ``Stripe(key)`` on the next line, so it must be one script; its
source is readable ES modules, some of which the element's frame uses as well. The modules keep to what this file
understands: every import on one line, names unique across modules, no default exports.
"""

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"
ENTRY = STATIC / "stripe_js" / "stripe.js"

IMPORT = re.compile(r"^import \{[^}]*\} from '(?P<path>\.[^']+)';\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(async )?(function|class|const|let)\b)", re.MULTILINE)


def bundle(entry: Path = ENTRY) -> str:
    """The classic script that defines ``window.Stripe``: each module once, after all that it imports."""
    parts = [EXPORT.sub("", IMPORT.sub("", path.read_text("utf-8"))) for path in in_order(entry)]
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "})();\n"


def in_order(entry: Path) -> list[Path]:
    """The module and all it imports, directly or not, each after those it needs."""
    found: dict[Path, None] = {}

    def visit(path: Path) -> None:
        if path in found:
            return
        for match in IMPORT.finditer(path.read_text("utf-8")):
            visit((path.parent / match["path"]).resolve())
        found[path] = None

    visit(entry.resolve())
    return list(found)
