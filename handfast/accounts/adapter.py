"""How allauth behaves here: hosts only, by invitation, letters sent as written."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: the first owner comes by the first-run page, everyone else by a host's invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
