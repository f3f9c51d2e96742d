"""`{% money amount currency %}`: an amount in minor units, written for the wedding's locale."""

from django import template
from django.template import Context

from handfast.core.money import Money

register = template.Library()


@register.simple_tag(takes_context=True)
def money(context: Context, amount: int | None, currency: str) -> str:
    """`amount` minor units of `currency` in the wedding's locale; a dash where nothing is known yet."""
    if amount is None:
        return "–"
    wedding = context.get("wedding")
    return Money(amount, currency).format(wedding.locale if wedding else "en_GB")
