"""What axe objects to on a page, its frames included."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = Path(axe_playwright_python.__file__).parent / "axe.min.js"


def violations(page: Page) -> list[Any]:
    """The broken rules with their places; axe is evaluated, since no page's policy allows a script tag of ours."""
    for frame in page.frames:
        frame.evaluate(SOURCE.read_text("utf-8"))
        frame.evaluate("axe.configure({allowedOrigins: ['<unsafe_all_origins>']})")
    results = page.evaluate("axe.run()")
    seen = {len(node["target"]) for rule in results["passes"] for node in rule["nodes"]}
    assert len(page.frames) == 1 or max(seen) > 1, "axe did not see into the frames"
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in results["violations"]]
