"""The mail that the worker carries."""

from handfast.core.chores import chore
from handfast.mail.outbox import send_waiting


@chore(every=1)
def send_letters() -> int:
    """Sends what waits in the outbox."""
    return send_waiting()
