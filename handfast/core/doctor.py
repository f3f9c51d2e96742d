"""Whether the house is well: each app names its examinations in `<app>/doctor.py`; a command and a page run them.

An examination yields a Finding for each thing that is wrong, or one that says all is well. A *vital* one is cheap, asks
nobody outside and says nothing that a stranger may not read: `/health/` runs those as well.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What one look found: the part looked at, whether it is well, what was seen, and the line that mends it."""

    check: str
    ok: bool
    message: str
    fix: str = ""


Examination = Callable[[], Iterable[Finding]]

_examinations: dict[str, Examination] = {}
_vital: dict[str, Examination] = {}


def examination(look: Examination) -> Examination:
    """Marks a function as an examination; it may take seconds and ask Stripe or a mail server."""
    _examinations[f"{look.__module__}.{look.__name__}"] = look
    return look


def vital(look: Examination) -> Examination:
    """Marks a function as a vital examination."""
    _vital[f"{look.__module__}.{look.__name__}"] = look
    return examination(look)


def examine() -> list[Finding]:
    """What all examinations find, by the name of the check."""
    autodiscover_modules("doctor")
    return _run(_examinations)


def examine_vitals() -> list[Finding]:
    """What the vital examinations find."""
    autodiscover_modules("doctor")
    return _run(_vital)


def _run(looks: dict[str, Examination]) -> list[Finding]:
    found: list[Finding] = []
    for name, look in looks.items():
        try:
            found.extend(look())
        except Exception:
            # The reason may hold an address or a password; it belongs into the log, not on a page.
            log.exception("Examination %s failed", name)
            check = name.removeprefix("handfast.").split(".")[0]
            found.append(
                Finding(check, False, f"The examination “{look.__name__}” itself failed.", "Read the site's log.")
            )
    return sorted(found, key=lambda finding: finding.check)
