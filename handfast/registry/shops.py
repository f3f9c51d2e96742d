"""Addresses of shops. Imports nothing of Django."""

from urllib.parse import urlsplit

MOST = 10  # for one thing
_LONGEST = 2_000


def is_web_address(text: str) -> bool:
    """Whether `text` is an address that a browser can open and nothing else: http or https, a host, no spaces."""
    if len(text) > _LONGEST or any(letter.isspace() or letter in '<>"\\' for letter in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".") and parts.port != 0
    except ValueError:
        return False
