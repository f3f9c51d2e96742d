"""What banks call the columns of their statements, in the languages of Europe and beyond. Pure."""

import re
import unicodedata

DATE, AMOUNT, CREDIT, DEBIT, SIGN, PAYER, TEXT, CURRENCY, IDENTITY = (
    "date", "amount", "credit", "debit", "sign", "payer", "text", "currency", "identity",
)  # fmt: skip

# Of several columns of one kind the first in these lists counts; all texts are joined.
_NAMES = {
    DATE: "booking date|posting date|transaction date|date posted|completed date|date completed|date|"
    "buchungstag|buchungsdatum|buchung|datum|date operation|date de comptabilisation|"
    "date comptable|fecha|fecha operacion|fecha contable|data|data contabile|data operazione|data mov|data movimento|"
    "boekdatum|transactiedatum|bokforingsdag|bokforingsdatum|transaktionsdag|dato|bokfort|bokforingsdato|"
    "kirjauspaiva|maksupaiva|data operacji|data ksiegowania|datum zauctovani|datum provedeni|konyveles datuma|"
    "value date|valutadatum|wertstellung|date de valeur|date valeur|fecha valor|data valuta|rentedatum|valuta",
    AMOUNT: "amount|value|transaction amount|betrag|umsatz|betrag in eur|montant|importe|importo|bedrag|bedrag eur|"
    "transactiebedrag|belopp|belob|belop|maara|maara euroa|kwota|kwota operacji|castka|osszeg|valor|montante|suma",
    CREDIT: "credit|credit amount|paid in|money in|deposits|haben|gutschrift|credit euros|entrate|avere|accrediti|"
    "accredito|abono|abonos|haber|ingreso|ingresos|inn pa konto|inn|belop inn|credito|uznania|bij|insattning|indsat",
    DEBIT: "debit|debit amount|paid out|money out|withdrawals|soll|lastschrift|belastung|debit euros|uscite|dare|"
    "addebiti|addebito|cargo|cargos|debe|gasto|gastos|ut fra konto|ut|belop ut|debito|obciazenia|af|uttag|haevet",
    SIGN: "soll haben|s h|credit debit|cr dr|debit credit indicator|credit debit indicator|af bij|dc|d c|"
    "soll haben kennzeichen|type montant|sens",
    PAYER: "name|payer|payee|counterparty|counter party|counterparty name|payer name|sender|remitter|other party|"
    "beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|name zahlungsbeteiligter|zahlungsbeteiligter|"
    "auftraggeber empfanger|auftraggeber beguenstigter|zahlungspflichtige r|zahlungspflichtiger|auftraggeber|"
    "partnername|empfanger|nom|emetteur|tiers|nom du tiers|ordenante|beneficiario|ordinante|"
    "controparte|naam|naam tegenpartij|tegenpartij|naam omschrijving|avsandare|avsender|afsender|saaja maksaja|"
    "maksaja|nadawca|nadawca odbiorca|"
    "nazwa kontrahenta|nazev protiuctu|remetente|partner",
    TEXT: "reference|payment reference|description|details|narrative|memo|transaction description|particulars|code|"
    "notes|message|remittance information|verwendungszweck|buchungstext|kundenreferenz|kundenreferenz end to end|"
    "zahlungsreferenz|libelle|libelle operation|libelle simplifie|informations complementaires|motif|communication|"
    "concepto|observaciones|descrizione|causale|descrizione operazione|omschrijving|mededelingen|omschrijving 1|"
    "mededeling|betalingskenmerk|text|tekst|beskrivning|meddelande|referens|beskrivelse|forklaring|melding|viesti|viite|"
    "selitys|tytul|opis|opis operacji|tytul operacji|zprava pro prijemce|variabilni symbol|kozlemeny|descricao|"
    "descritivo",
    CURRENCY: "currency|wahrung|waehrung|devise|divisa|valuta|munt|muntsoort|waluta|mena|moeda|deviza|valutakod",
    IDENTITY: "transaction id|fitid|id|transactionid|unique id|bank reference|transaction reference|archivkennung",
}  # fmt: skip


def plain(header: str) -> str:
    """A column's name without accents, signs, case, and what stands in brackets: "Betrag (EUR)" is "betrag"."""
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", header)
    letters = unicodedata.normalize("NFKD", bare.casefold().replace("ø", "o").replace("æ", "ae").replace("ł", "l"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))


_PLACES = {kind: {name: place for place, name in enumerate(names.split("|"))} for kind, names in _NAMES.items()}


def known(headers: list[str]) -> dict[str, list[int]]:
    """For each kind the places of its columns, the best first. "Valuta" alone is a day, beside one it is a currency."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, header in enumerate(headers):
        for kind, names in _PLACES.items():
            if plain(header) in names:
                found.setdefault(kind, []).append((names[plain(header)], place))
    return {kind: [place for _rank, place in sorted(places)] for kind, places in found.items()}


def is_statement(places: dict[str, list[int]]) -> bool:
    """Whether a row of headers names what a statement needs: a day and an amount."""
    return DATE in places and bool({AMOUNT, CREDIT} & places.keys())
