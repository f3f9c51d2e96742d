"""The funds of a wedding."""

from django.utils.translation import gettext as _

from handfast.registry.models import Fund
from handfast.weddings.models import Wedding


def main_fund(wedding: Wedding) -> Fund:
    """The first fund on the wedding's list; made now if there is none yet. Asked by two at once, one is made."""
    fund, _made = Fund.objects.get_or_create(
        wedding=wedding,
        position=0,
        defaults={
            "name": _("A gift for the two of us"),
            "words": _("Having you there is the present. If you would like to do more, this helps us begin."),
        },
    )
    return fund
