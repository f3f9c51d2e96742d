"""`{% money amount currency %}` and `{% figure number %}`: both written for the wedding's locale."""

from decimal import Decimal

from django import template
from django.template import Context

from handfast.core import decimals
from handfast.core.money import Money

register = template.Library()


@register.simple_tag(takes_context=True)
def money(context: Context, amount: int | None, currency: str) -> str:
    """`amount` minor units of `currency` in the wedding's locale; a dash where nothing is known yet."""
    if amount is None:
        return "–"
    return Money(amount, currency).format(_locale(context))


@register.simple_tag(takes_context=True)
def figure(context: Context, number: Decimal) -> str:
    """A decimal without idle zeros: "20", "5.5", in German "5,5"."""
    return decimals.typed(number.normalize(), _locale(context))


def _locale(context: Context) -> str:
    wedding = context.get("wedding")
    return wedding.locale if wedding else "en_GB"
