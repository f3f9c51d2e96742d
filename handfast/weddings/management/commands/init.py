"""`handfast init`: what the setup page does, from the shell; and further weddings on the same site."""

import argparse
import datetime
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.crypto import get_random_string

from handfast.accounts.models import User
from handfast.weddings.choices import CURRENCIES
from handfast.weddings.forms import slug_of, starts_at
from handfast.weddings.founding import found_site, found_wedding, is_owned, setup_code
from handfast.weddings.models import Wedding, validate_time_zone


class Command(BaseCommand):
    """Whoever has the shell has the server, so no setup words are asked for."""

    help = "Makes the first owner and a wedding; on a site that has owners, a further wedding for one who signs in."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The names and the e-mail are needed; the rest can be changed on the site, except slug and currency."""
        parser.add_argument("--code", action="store_true", help="only print the words that the setup page asks for")
        parser.add_argument("--email", help="the owner's e-mail")
        parser.add_argument("--password", help="the owner's password; one is made and printed when left out")
        parser.add_argument("--name", default="", help="the owner's own name")
        parser.add_argument("--names", help='the couple: "Robin & Sam"')
        parser.add_argument("--slug", help="the wedding's address; made of the names when left out")
        parser.add_argument("--date", type=datetime.date.fromisoformat, help="the day, as 2027-06-12")
        parser.add_argument("--time", type=datetime.time.fromisoformat, help="the time there, as 14:00")
        parser.add_argument("--place", default="")
        parser.add_argument("--currency", default="gbp", type=str.lower, choices=CURRENCIES)
        parser.add_argument("--time-zone", default="Europe/London")

    def handle(self, **options: Any) -> None:
        """Raises CommandError when something needed is missing or will not do; then nothing was made."""
        if options["code"]:
            self.stdout.write(setup_code())
            return
        if not options["email"] or not options["names"]:
            raise CommandError('Say at least --email robin@example.org and --names "Robin & Sam".')
        try:
            validate_email(options["email"])
            wedding, password = self._found(options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{settings.SITE_URL}/{wedding.slug}/host/")
        if password:
            self.stdout.write(f"Sign in with {options['email'].lower()} and the password: {password}")

    def _found(self, options: dict) -> tuple[Wedding, str]:
        """The wedding, and the password where one was made up."""
        wedding = _wedding(options)
        if is_owned():
            owner = User.objects.filter(email__iexact=options["email"], card=None).first()
            if owner is None:
                raise CommandError("Nobody signs in with that e-mail. Ask them in by an invitation first.")
            return found_wedding(owner, **wedding), ""
        made_up = "" if options["password"] else get_random_string(20)
        person = {"email": options["email"], "password": options["password"] or made_up, "name": options["name"]}
        return found_site(**person, **wedding), made_up


def _wedding(options: dict) -> dict:
    """What `found_wedding` takes. Raises CommandError when the names are not two; ValidationError for the zone."""
    validate_time_zone(options["time_zone"])
    names = [name.strip() for name in re.split(r"&|\band\b|\+", options["names"])]
    if len(names) != 2 or not all(names):
        raise CommandError('Write both names with "&" between them: --names "Robin & Sam".')
    return {
        "slug": options["slug"] or slug_of(*names),
        "partner_one": names[0],
        "partner_two": names[1],
        "starts_at": starts_at(options["date"], options["time"], options["time_zone"]),
        "place": options["place"],
        "currency": options["currency"],
        "time_zone": options["time_zone"],
    }
