"""The one signal of the codebase."""

from django.dispatch import Signal

# Sent inside the settlement's transaction when entries were written, with `entries`: only the new ones, of one checkout
# or several. Receivers only write rows (a letter): an error of theirs undoes the settlement, and no network may be
# reached here.
posted = Signal()
