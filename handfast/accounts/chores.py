"""What the worker keeps tidy for sign-ins."""

from django.contrib.sessions.backends.db import SessionStore

from handfast.accounts import limits
from handfast.core.chores import chore


@chore(every=3600)
def forget_attempts() -> int:
    """Forgets failed sign-ins of more than a day ago, and sessions that have run out."""
    SessionStore.clear_expired()
    limits.sweep()
    return 0
