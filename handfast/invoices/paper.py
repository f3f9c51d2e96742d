"""An invoice or a credit note as PDF. What was issued comes out the same, byte for byte, while its link is the same.

Typst sets it from data: what people wrote reaches it as strings, which are never markup.
"""

import datetime
import json
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from babel import Locale
from babel.dates import format_date
from django.utils.translation import gettext as _

from handfast.core.glyphs import missing
from handfast.core.money import Money
from handfast.invoices.arithmetic import Sums, line_net
from handfast.invoices.links import url_of
from handfast.invoices.models import Invoice, Line
from handfast.invoices.showing import plain
from handfast.invoices.standing import invoice_sums, note_sums
from handfast.payments.chargeable import step

_TEMPLATE = Path(__file__).parent / "paper.typ"
# Where paper is of another size than A4. https://en.wikipedia.org/wiki/Paper_size#North_American_paper_sizes
_LETTER = {"US", "CA", "MX", "PH", "CL", "CO"}


def pdf(paper: Invoice) -> bytes:
    """The paper as it was issued, or as it would be; a bill that is to be paid names its link, also as QR code.

    System fonts are used only for scripts that typst's own, Libertinus Serif, does not have.
    """
    data = json.dumps(contents(paper))
    return typst.compile(_TEMPLATE, format="pdf", sys_inputs={"paper": data}, timestamp=_moment(paper))


def png(paper: Invoice) -> bytes:
    """Its first page as a picture."""
    found = typst.compile(_TEMPLATE, format="png", ppi=110, sys_inputs={"paper": json.dumps(contents(paper))})
    return found[0] if isinstance(found, list) else found


def unprintable(papers: Iterable[Invoice]) -> str:
    """The signs in these papers that no font here has, with a space between: the PDF would show boxes for them."""
    return " ".join(missing("".join(json.dumps(contents(paper), ensure_ascii=False) for paper in papers)))


def _moment(paper: Invoice) -> int:
    """Seconds since 1970: the PDF's own idea of when it was made is when the paper was."""
    return int((paper.issued_at or paper.made_at).timestamp())


def contents(paper: Invoice) -> dict[str, Any]:
    """All that `paper.typ` sets, as strings in the wedding's locale."""
    wedding = paper.wedding
    found = note_sums(paper) if paper.is_credit_note else invoice_sums(paper)
    kind = _("Credit note") if paper.is_credit_note else _("Invoice")
    locale = Locale.parse(wedding.locale)
    return {
        "lang": locale.language,
        "size": "us-letter" if locale.territory in _LETTER else "a4",
        "title": f"{kind} {paper.label or _('draft')}",
        "names": wedding.title,
        "day": _day(wedding.date, wedding.locale) if wedding.date else "",
        "kind": kind,
        "number": paper.label,
        "stamp": _stamp(paper),
        "words": {"to": _("To"), "from": _("From"), "tax_summary": _("Tax, by rate")},
        "to": [paper.to_name, *paper.to_address.splitlines()],
        "from": paper.sender.splitlines() or [wedding.title],
        "facts": _facts(paper),
        "taxed": any(band.rate for band in found.bands),
        "columns": _columns(found),
        "lines": [_cells(line, found) for line in paper.lines.all()],
        **_sums(paper, found),
        "pay": _how_to_pay(paper),
        "note": paper.words.splitlines(),
        "footer": f"{wedding.title} · {kind} {paper.label}".rstrip(),
    }


def _stamp(paper: Invoice) -> str:
    if not paper.issued_at:
        return _("Draft")
    return _("Void") if hasattr(paper, "voiding") else ""


def _facts(paper: Invoice) -> list[tuple[str, str]]:
    locale = paper.wedding.locale
    found = []
    if paper.issued_on:
        found.append((_("Date"), _day(paper.issued_on, locale)))
    if paper.due_on:
        found.append((_("Due by"), _day(paper.due_on, locale)))
    if paper.corrects:
        found.append((_("To invoice"), paper.corrects.label))
    return found


def _day(day: datetime.date, locale: str) -> str:
    return format_date(day, format="long", locale=locale)


def _columns(found: Sums) -> list[str]:
    taxed = [_("Tax")] if any(band.rate for band in found.bands) else []
    return [_("For"), _("Quantity"), _("Price"), *taxed, _("Amount")]


def _cells(line: Line, found: Sums) -> list[str]:
    """A row of the table. The amount is before tax, as the price is."""
    taxed = [_percent(line.invoice, line.item.tax_rate)] if any(band.rate for band in found.bands) else []
    amount = line_net(line.item, step(line.invoice.currency))
    return [
        line.description,
        plain(line.item.quantity, line.invoice.wedding.locale),
        _money(line.invoice, line.unit_price),
        *taxed,
        _money(line.invoice, amount),
    ]


def _sums(paper: Invoice, found: Sums) -> dict[str, Any]:
    bands = [(_percent(paper, band.rate), _money(paper, band.net), _money(paper, band.tax)) for band in found.bands]
    totals = [(_("Before tax"), _money(paper, found.net)), (_("Tax"), _money(paper, found.tax))]
    word = _("Credited") if paper.is_credit_note else _("To pay")
    return {
        "bands": [(_("Rate"), _("On"), _("Tax")), *bands],
        "totals": totals if any(band.rate for band in found.bands) else [],
        "total": (word, _money(paper, found.gross)),
    }


def _percent(paper: Invoice, rate: Decimal) -> str:
    return f"{plain(rate, paper.wedding.locale)} %"


def _money(paper: Invoice, amount: int) -> str:
    written = Money(amount, paper.currency).format(paper.wedding.locale)
    return f"−{written[1:]}" if written.startswith("-") else written


def _how_to_pay(paper: Invoice) -> dict[str, str] | None:
    """None where nothing is to be paid: a draft has no link yet, a credit note and a voided bill need none."""
    if not paper.issued_at or paper.is_credit_note or hasattr(paper, "voiding"):
        return None
    link = url_of(paper)
    return {
        "heading": _("See and pay it online"),
        "how": _("Point a phone’s camera at the square, or type the address. No sign-in is needed."),
        "link": link,
        "qr": _qr(link),
    }


def _qr(link: str) -> str:
    """The link as SVG that fills its square; nothing but shapes."""
    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="svg", xmldecl=False, omitsize=True, border=0)
    return picture.getvalue().decode()
