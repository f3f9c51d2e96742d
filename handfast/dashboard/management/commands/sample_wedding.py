"""`handfast sample_wedding`: makes the demo's wedding unless it is there, and prints its sign-ins as JSON."""

import json

from django.core.management.base import BaseCommand

from handfast.dashboard.demo import sample


class Command(BaseCommand):
    """A step of `handfast demo`: the sandbox must be running."""

    help = "Makes Robin & Sam's sample wedding, once, and prints its address and sign-ins."

    def handle(self, *args: object, **options: object) -> None:
        """Prints one line of JSON."""
        self.stdout.write(json.dumps(sample.sign_ins(sample.find_or_make())))
