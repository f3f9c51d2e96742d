"""Whether what is installed is what was pinned and tested."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from packaging.requirements import InvalidRequirement, Requirement

from handfast.core.doctor import Finding, examination

FIX = "pip install --require-hashes -r requirements.txt"


@examination
def packages_are_the_pins() -> Iterator[Finding]:
    """Every package that requirements.txt pins for this machine is there in just that version."""
    file = settings.BASE_DIR / "requirements.txt"
    if not file.exists():
        yield Finding("packages", True, "There are no pins beside this install to compare with.")
        return
    odd = [words for pin in pins(file) if (words := _differs(pin))]
    if odd:
        yield Finding("packages", False, f"Installed otherwise than pinned: {'; '.join(odd)}.", FIX)
    else:
        yield Finding("packages", True, "What is installed is what was pinned and tested.")


def pins(file: Path) -> Iterator[Requirement]:
    """The pins of a requirements file that apply to this machine; its hashes and comments are passed over."""
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            pin = Requirement(line.rstrip("\\ "))
        except InvalidRequirement:
            continue
        if pin.marker is None or pin.marker.evaluate():
            yield pin


def _differs(pin: Requirement) -> str:
    try:
        found = version(pin.name)
    except PackageNotFoundError:
        return f"{pin.name} is missing"
    return "" if pin.specifier.contains(found, prereleases=True) else f"{pin.name} is {found}, pinned {pin.specifier}"
