"""What may never stand in a log, whoever writes the line and at whatever level."""

import logging
import re

# Keys, webhook secrets and client secrets, by their marks. https://docs.stripe.com/keys
_SECRET = re.compile(r"\b([sr]k_(?:test|live)_|whsec_|[a-z]+_[A-Za-z0-9]+_secret_)\w+")


def discreet(text: str) -> str:
    """`text` with "…" in place of every secret of Stripe's; what kind it was stays readable."""
    return _SECRET.sub(r"\1…", text)


class Discreet(logging.Formatter):
    """Formats a line as any other and takes the secrets out last, so out of arguments and tracebacks as well.

    Libraries log whole requests and answers at DEBUG: whoever turns that on looks for a mistake, not for a key.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, discreet."""
        return discreet(super().format(record))
