"""Statements as banks in several countries write them, and files that are none."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handfast.core.money import exponent
from handfast.payments.bank.figures import Figures
from handfast.payments.bank.reading import Unreadable, read

BRITISH = """Date,Description,Paid out,Paid in,Balance
12/06/2027,NAIR P HF 7K3 M9PX,,80.00,1080.00
13/06/2027,CARD PAYMENT TO BAKERY,12.40,,1067.60
14/06/2027,AZIZ O,,"1,250.50",2318.10
"""
GERMAN = """Umsätze Girokonto;;;;;
Kontoinhaber:;Robin und Sam;;;;

Buchungstag;Valutadatum;Name Zahlungsbeteiligter;Verwendungszweck;Betrag;Waehrung
12.06.2027;12.06.2027;Priya Nair;HF 7K3 M9PX;80,00;EUR
13.06.2027;13.06.2027;Bäckerei;Torte;-12,40;EUR
14.06.2027;14.06.2027;Omar Aziz;Alles Gute;1.250,50;EUR
"""
FRENCH = """Date opération;Libellé;Débit euros;Crédit euros
12/06/2027;VIR SEPA NAIR HF7K3M9PX;;80,00
13/06/2027;CB BOULANGERIE;12,40;
14/06/2027;VIR AZIZ;;1 250,50
"""
DUTCH = """"Datum","Naam / Omschrijving","Af Bij","Bedrag (EUR)","Mededelingen"
"20270612","P Nair","Bij","80,00","HF-7K3-M9PX"
"20270613","Bakkerij","Af","12,40","Taart"
"20270614","O Aziz","Bij","1250,50","Gefeliciteerd"
"""
SAVINGS = """Auftragskonto;Buchungstag;Beguenstigter/Zahlungspflichtiger;Verwendungszweck;Soll/Haben;Umsatz
DE1;12.06.27;Priya Nair;HF 7K3 M9PX;H;80,00
DE1;13.06.27;Bäckerei;Torte;S;12,40
DE1;14.06.27;Omar Aziz;Alles Gute;H;1.250,50
"""
SWEDISH = "Bokföringsdag;Avsändare;Meddelande;Belopp;Valuta\n" + "".join(
    f"{line}\n"
    for line in (
        "2027-06-12;Priya Nair;HF 7K3 M9PX;80,00;EUR",
        "2027-06-13;Bageri;Tårta;−12,40;EUR",
        "2027-06-14;Omar Aziz;Grattis;1 250,50;EUR",
    )
)
SPANISH = """Fecha operación;Fecha valor;Concepto;Importe;Divisa
12/06/2027;12/06/2027;Transferencia NAIR HF 7K3 M9PX;80,00;EUR
13/06/2027;13/06/2027;Panadería;-12,40;EUR
14/06/2027;14/06/2027;Transferencia AZIZ;1.250,50;EUR
"""
ITALIAN = """Data contabile;Data valuta;Descrizione;Dare;Avere
12/06/2027;12/06/2027;BONIFICO NAIR HF 7K3 M9PX;;80,00
13/06/2027;13/06/2027;FORNO;12,40;
14/06/2027;14/06/2027;BONIFICO AZIZ;;1.250,50
"""
POLISH = """Data operacji;Nadawca;Tytuł;Kwota;Waluta
2027-06-12;PRIYA NAIR;HF 7K3 M9PX;80,00;PLN
2027-06-13;PIEKARNIA;TORT;-12,40;PLN
2027-06-14;OMAR AZIZ;Gratulacje;1 250,50;PLN
"""
NORWEGIAN = """Dato;Forklaring;Ut fra konto;Inn på konto
12.06.2027;Overføring Nair HF 7K3 M9PX;;80,00
13.06.2027;Bakeri;12,40;
14.06.2027;Overføring Aziz;;1 250,50
"""


@pytest.mark.parametrize(
    ("text", "currency", "encoding"),
    [
        (BRITISH, "gbp", "utf-8"),
        (GERMAN, "eur", "cp1252"),
        (FRENCH, "eur", "utf-8-sig"),
        (DUTCH, "eur", "utf-8"),
        (SAVINGS, "eur", "utf-16"),
        (SWEDISH, "eur", "utf-8"),
        (SPANISH, "eur", "cp1252"),
        (ITALIAN, "eur", "utf-8"),
        (POLISH, "pln", "utf-8-sig"),
        (NORWEGIAN, "nok", "cp1252"),
    ],
    ids=["GB", "DE", "FR", "NL", "savings bank", "SE", "ES", "IT", "PL", "NO"],
)
def test_what_came_in_is_read_and_what_went_out_is_counted(text, currency, encoding):
    found = read(text.encode(encoding), currency)
    assert [(line.booked_on, line.amount) for line in found.lines] == [
        (date(2027, 6, 12), 8000),
        (date(2027, 6, 14), 125050),
    ]
    assert (found.outgoing, found.foreign) == (1, 0)
    assert "7K3" in found.lines[0].text


def test_months_first_where_dollars_are_kept_and_wherever_nothing_else_fits():
    assert read(b"Date,Amount\n06/12/2027,80.00\n", "usd").lines[0].booked_on == date(2027, 6, 12)
    assert read(b"Date,Amount\n06/12/2027,80.00\n", "gbp").lines[0].booked_on == date(2027, 12, 6)
    assert read(b"Date,Amount\n06/22/2027,80.00\n", "gbp").lines[0].booked_on == date(2027, 6, 22)


def test_the_same_line_has_the_same_key_and_two_equal_gifts_have_two():
    twice = BRITISH + "12/06/2027,NAIR P HF 7K3 M9PX,,80.00,1160.00\n"
    first, second = read(BRITISH.encode(), "gbp"), read(twice.encode(), "gbp")
    assert [line.key for line in second.lines][:2] == [line.key for line in first.lines]
    assert len({line.key for line in second.lines}) == 3


def test_lines_of_another_currency_are_told_and_left():
    found = read(b"Date,Amount,Currency\n2027-06-12,80.00,USD\n2027-06-12,80.00,GBP\n", "gbp")
    assert (len(found.lines), found.foreign) == (1, 1)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no text"),
        (b"\0\1\2", "holds no text"),
        (b"PK\x03\x04 and so on", "not a CSV"),
        (b"%PDF-1.7", "not a CSV"),
        (b"Name,Telephone\nPriya,1\n", "names a date and an amount"),
        (b"Date,Amount\n12/06/2027,eighty\n", "Row 2: “eighty” is not an amount in GBP"),
        (b"Date,Amount\n12/06/2027," + b"9" * 60, "Row 2: “" + "9" * 40 + "” is not an amount in GBP"),
        (b"Date,Amount\n12/06/2027,80.005\n", "Row 2"),
        (b"Date,Amount\n12/06/2027,80\nsoon,80\n", "is not a day"),
        (b"Date,Amount\n" + b"12/06/2027,80\n" * 5_001, "5,001 lines"),
        (b"Date,Amount\n" + b" " * 2_000_000, "larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_statement_says_why(data, words):
    with pytest.raises(Unreadable, match=words):
        read(data, "gbp")


@given(st.binary(max_size=300))
def test_no_file_breaks_it(data):
    with suppress(Unreadable):
        read(b"Date,Amount\n" + data, "gbp")


AMOUNTS = st.integers(1, 99_999_999)


@given(AMOUNTS, st.sampled_from(["gbp", "jpy", "kwd"]), st.booleans(), st.booleans())
def test_amounts_are_read_as_they_were_written(amount, currency, comma, grouped):
    places = exponent(currency)
    whole, rest = divmod(amount, 10**places)
    point, group = (",", ".") if comma else (".", ",")
    written = f"{whole:,}".replace(",", group) if grouped else str(whole)
    written += f"{point}{rest:0{places}}" if places else ""
    # Beside an amount of many thousands, a statement of a file has no second reading.
    witness = f"1{group}000{group}000" + (f"{point}{'0' * places}" if places else "")
    figures = Figures(currency, [witness, written])
    assert figures.minor(written) == amount
