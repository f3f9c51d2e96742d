"""`handfast.env` in the data folder: what an install remembers of its own environment, one NAME=value on a line."""

import os
from pathlib import Path


def read(path: Path) -> dict[str, str]:
    """The names and values in the file; none where there is no file."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def remember(path: Path, values: dict[str, str]) -> None:
    """Sets `values` in the file and keeps the others. Nobody else may read it; a crash leaves it old or new."""
    kept = {**read(path), **values}
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in kept.items())
    draft.replace(path)
