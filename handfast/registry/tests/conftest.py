"""Things on Robin and Sam's list."""

import pytest

from handfast.payments.tests.conftest import guest  # noqa: F401 - a fixture
from handfast.registry.models import Gift
from handfast.weddings.models import Wedding


@pytest.fixture
def glasses(robin_and_sams: Wedding) -> Gift:
    """Six glasses, each to be bought in a shop."""
    shops = ["https://www.example.com/glasses", "https://shop.example.org/glasses?ref=list"]
    return Gift.objects.create(
        wedding=robin_and_sams, name="Wine glasses", price=1250, quantity=6, shops=shops, position=1
    )


@pytest.fixture
def oven(robin_and_sams: Wedding) -> Gift:
    """An oven of £400, for several to give together."""
    return Gift.objects.create(wedding=robin_and_sams, name="A bread oven", price=40_000, is_shared=True, position=2)
