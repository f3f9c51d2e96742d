"""What the shells need on every page: the wedding, where one can go from here, and the way out."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handfast.guests.models import Household
from handfast.invoices.household_pages import bills_of
from handfast.weddings.models import Host, Wedding

Item = dict[str, str | bool]


def navigation(request: HttpRequest) -> dict:
    """Context processor: `wedding`, and for who is signed in `nav` or `host_nav`, `household` and `sign_out_url`."""
    wedding: Wedding | None = getattr(request, "wedding", None)
    context: dict = {"wedding": wedding}
    if wedding is None:
        return context
    if host := getattr(request, "host", None):
        context |= {"host_nav": _for_host(request, wedding, host), "sign_out_url": reverse("account_logout")}
    elif household := getattr(request, "household", None):
        sign_out_url = reverse("guests:sign_out", kwargs={"slug": wedding.slug})
        nav = _for_guest(request, wedding, household)
        context |= {"nav": nav, "household": household, "sign_out_url": sign_out_url}
    return context


def _for_guest(request: HttpRequest, wedding: Wedding, household: Household) -> list[Item]:
    """Bills are spoken of only to those who have some."""
    items = [
        _item(request, wedding, _("Home"), "dashboard:home", "home", exact=True),
        _item(request, wedding, _("Reply"), "rsvps:reply", "reply"),
        _item(request, wedding, _("Gifts"), "registry:gifts", "gift"),
    ]
    if bills_of(household).exists():
        items.append(_item(request, wedding, _("Bills"), "invoices:bills", "sheet"))
    return items


def _for_host(request: HttpRequest, wedding: Wedding, host: Host) -> list[Item]:
    everyone = [
        _item(request, wedding, _("Overview"), "dashboard:overview", "overview", exact=True),
        _item(request, wedding, _("Guests"), "guests:list", "guests"),
    ]
    owners = [
        _item(request, wedding, _("Gifts"), "registry:host_gifts", "gift"),
        _item(request, wedding, _("Money"), "dashboard:money", "money"),
        _item(request, wedding, _("Invoices"), "invoices:list", "sheet"),
        _item(request, wedding, _("Letters"), "dashboard:letters", "letter"),
        _item(request, wedding, _("People"), "weddings:people", "people"),
        _item(request, wedding, _("The site"), "weddings:site", "site"),
        _item(request, wedding, _("Health"), "dashboard:health", "health"),
    ]
    return everyone + owners if host.is_owner else everyone


def _item(request: HttpRequest, wedding: Wedding, label: str, name: str, icon: str, exact: bool = False) -> Item:
    url = reverse(name, kwargs={"slug": wedding.slug})
    current = request.path == url if exact else request.path.startswith(url)
    return {"label": label, "url": url, "icon": icon, "current": current}
