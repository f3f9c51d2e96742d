"""Identifiers that look like Stripe's, drawn from a seed when one is given."""

import random
import string

ALPHABET = string.ascii_letters + string.digits
FOR_BYTE = "".join(ALPHABET[byte % len(ALPHABET)] for byte in range(256)).encode()
LENGTHS = {"evt": 24, "req": 14, "whsec": 32, "cus": 14}


class Ids:
    """Draws identifiers; the same seed draws the same ones, which makes a failing run repeatable."""

    def __init__(self, seed: int | str | None = None) -> None:
        self._random = random.Random(seed)

    def draw(self, prefix: str) -> str:
        """A fresh identifier such as `pi_3Mtw…`; 24 characters after the prefix unless Stripe uses another length."""
        return f"{prefix}_{self.text(LENGTHS.get(prefix, 24))}"

    def text(self, length: int) -> str:
        """`length` letters and digits, as in the random part of a client secret."""
        return self._random.randbytes(length).translate(FOR_BYTE).decode()
