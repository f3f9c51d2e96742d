"""Robin & Sam's wedding, with invented guests, made once by the code that real weddings are made by, then found."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from handfast.accounts import cards
from handfast.accounts.models import User
from handfast.dashboard.demo import bills, gift_list, stripe_account, transfers
from handfast.guests.models import Guest, Household
from handfast.guests.planning.apply import apply
from handfast.guests.uploading import imports
from handfast.payments import pay
from handfast.payments.models import Checkout
from handfast.registry.funds import main_fund
from handfast.registry.giving import Filled, give
from handfast.registry.sharing import share
from handfast.rsvps.replying import Answer, record
from handfast.weddings import founding
from handfast.weddings.models import Host, Wedding

SLUG = "robin-and-sam"
ROBIN, SAM = "robin@example.org", "sam@example.org"
GUEST = "Priya"  # whose card is printed for trying things out; their household has not replied yet
_LIST = Path(__file__).parent / "guest_list.csv"
# Who has replied: one of the household's first names, for each guest in order whether they come, and their words.
_REPLIES = (
    ("Ada", (True, True, True), "We have already booked the train. Nneka asks whether there will be dancing."),
    ("Margaret", (True, True), ""),
    ("Élise", (False, False), "Benoît’s sister marries on the same day. We raise a glass to you from Nantes."),
    ("Hannah", (True, True, True, False), "Max stays with his grandmother that night."),
    ("Ines", (True,), "With all my heart."),
)
_GIFT = ("Ada", 7_500, "For the first breakfasts of many.")


def find_or_make() -> Wedding:
    """The sample wedding. Raises CommandError when the database holds another site's weddings."""
    found = Wedding.objects.filter(slug=SLUG).first()
    if found:
        return found
    if founding.is_owned():
        raise CommandError(
            "This database holds a real site. Name another HANDFAST_DATA (or DATABASE_URL) for the demo."
        )
    wedding = _found()
    _invite(wedding)
    _reply(wedding)
    gift_list.write(wedding)
    gift_list.promise(wedding, _household(wedding, "Margaret"), _household(wedding, "Hannah"))
    _give(wedding)
    _share(wedding)
    transfers.send(wedding, _household(wedding, "Ines"))
    bills.send(wedding, to_pay=_household(wedding, GUEST), late=_household(wedding, "Hannah"))
    return wedding


def host_password() -> str:
    """Robin's and Sam's password, the same each time that it is asked for."""
    return cards.words_for("handfast demo host")


def sign_ins(wedding: Wedding) -> dict:
    """`{"wedding", "host": {"email", "password"}, "guest": {"code", "passphrase", "link"}}`; wedding is its slug."""
    card = cards.read(_household(wedding, GUEST).user.card)
    link = reverse("guests:enter", kwargs={"slug": wedding.slug, "code": card.code, "link": card.link})
    return {
        "wedding": wedding.slug,
        "host": {"email": ROBIN, "password": host_password()},
        "guest": {"code": card.code, "passphrase": card.words, "link": settings.SITE_URL + link},
    }


def _found() -> Wedding:
    day = _a_saturday_after(date.today() + timedelta(days=180))
    wedding = founding.found_site(
        email=ROBIN,
        password=host_password(),
        name="Robin",
        slug=SLUG,
        partner_one="Robin",
        partner_two="Sam",
        starts_at=datetime(day.year, day.month, day.day, 14, 0, tzinfo=ZoneInfo("Europe/London")),
        place="Fernhill Barn, near Ludlow",
    )
    wedding.welcome = (
        "We are getting married, and it would not be the same without you. Come for the ceremony, stay for supper "
        "under the old beams, and dance until the last lantern is out."
    )
    wedding.reply_by = day - timedelta(days=42)
    wedding.save()
    sam = founding.new_host_user(email=SAM, password=host_password(), name="Sam")
    Host.objects.create(wedding=wedding, user=sam, role=Host.Role.OWNER)
    return wedding


def _a_saturday_after(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)


def _invite(wedding: Wedding) -> None:
    robin = User.objects.get(email=ROBIN)
    kept = imports.upload(wedding, robin, _LIST.name, _LIST.read_bytes())
    apply(kept, kept.digest, robin)


def _household(wedding: Wedding, first_name: str) -> Household:
    return Household.objects.select_related("user__card").get(
        wedding=wedding, pk__in=Guest.objects.filter(first_name=first_name).values("household")
    )


def _reply(wedding: Wedding) -> None:
    for first_name, coming, words in _REPLIES:
        household = _household(wedding, first_name)
        guests = household.guests.order_by("position", "pk")
        answers = [Answer(guest.pk, comes) for guest, comes in zip(guests, coming, strict=True)]
        record(household, answers, words, household.user)


def _give(wedding: Wedding) -> None:
    first_name, amount, words = _GIFT
    household = _household(wedding, first_name)
    giver = household.guests.get(first_name=first_name)
    gift = Filled(amount=amount, names=household.name, message=words, email=giver.email)
    contribution, _made = give(household, main_fund(wedding), gift, form_token="sample")  # noqa: S106 (no secret)
    _pay(contribution.checkout, wedding)


def _share(wedding: Wedding) -> None:
    """One household gives a part of the dearest thing."""
    household = _household(wedding, "Élise")
    filled = Filled(amount=12_000, names=household.name, message="Pour le pain du dimanche.", email="")
    oven = wedding.gifts.get(is_shared=True)
    contribution, _made = share(household, oven, filled, form_token="sample share")  # noqa: S106 (no secret)
    _pay(contribution.checkout, wedding)


def _pay(checkout: Checkout, wedding: Wedding) -> None:
    stripe_account.pay(pay.ready_intent(checkout).id, f"{settings.SITE_URL}/{wedding.slug}/")
    pay.look(checkout)
