"""`{{ address|breakable }}`: an e-mail address that breaks before its @ where a line is too short for it."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def breakable(address: str) -> SafeString:
    """`address`, escaped, with a place to break before each @. A copy of it holds nothing that the address does not."""
    return format_html_join(mark_safe("<wbr>@"), "{}", ((part,) for part in address.split("@")))
