"""How words begin in the names of columns that are not known as a whole: "Will you need a hotel?" speaks of a hotel,
"Who are you bringing along?" of people. Matched at the start of each word, without case and accents."""

import re
import unicodedata


def _starts(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(text.split())})")


# Of others who come, of how many, of who belongs together: such a column is never left out unasked.
_OTHERS = _starts(r"""
    plus partner spous wife wive husband fianc companion escort child kid baby babies infant toddler bring with\b
    people famil allow househ couple member sibling brother sister mother father parent son\b sons\b daughter friend
    boyfriend girlfriend accompan along joint together seat\b seats\b count\b number how\b many headcount heads total
    extra additional another second\b third\b other\b others\b who\b whom\b begleit kind\b kinder ehe ehepartner
    frau\b mann\b mit\b wem\b wer\b wieviel wie\b anzahl haushalt famili paar\b zusatz weitere sohn tochter eltern
    accompagn conjoint epou enfant bebe avec\b combien nombre\b foyer menage qui\b autre supplement acompan pareja
    espos marid hij\w\b nin\w\b ninos ninas bebes con\b cuant quien adicional otr\w hogar accompagnat coniug mogli
    marit figli bambin nucle quant altr\w compagn introduc kinderen aantal huish osob towarzysz dzieck dzieci ilosc
    liczb malzon zona\b maz\b acompanh conjuge filh crianc quantos agregado foljesl sallsk ledsag barn medfolg antal
    seurala doprovod deti pocet kiser gyerek respektive foljer ledsager eslik refakat insotit συνοδ сопровожд спутник
    lapse lapsi lasten puoliso maara henkilo asiento lugar\b lugares cupo pase\b pases boleto følge medf ferj\b feleseg
    hazastars parja csalad letszam fo\b manzel pritel rodin dec[ak] brac sotie sotul copii copil insot namorad mulher
    noiv anak\b istri suami pasang keluarga jumlah orang vrouw gezin samboer ektefelle kone\b kjæreste kæreste
    hustru sambo es\b esi\b cocuk kisi cift
    пара\b плюс супров діти дети сколько кількість מלווה זוג כמות ילד مرافق 同伴 携伴 お連れ 人数 子供
""")
# Of the guest, or of somebody whom the guest brings.
_GUESTS = _starts(r"guest gast\b gaste invite\b invitee invites\b attende person invitad ospit gosc convidad vendeg")
# Of what people eat, where they sleep, what was sent to them: it says nothing of who comes, whatever it holds.
_THINGS = _starts(r"""
    sent\b mailed posted delivered printed status\b link\b diet food meal menu dish dessert starter entree main\b
    course drink alcohol vegan vegetar gluten halal kosher allerg intoler hotel accommod room\b lodg stay airbnb arriv
    depart flight travel shuttle transport bus\b coach\b parking car\b song music playlist danc gender pronoun sex\b
    age\b birth anniv language table gift registry thank card\b address instagram facebook twitter linkedin website
    url\b timestamp created updated modified submitted deadline opened clicked viewed utm referr ip\b browser
    wheelchair accessib mobility dress outfit costume height weight shirt hobby hobbies interest job\b occupation
    profession company employer note\b notes\b comment remark message wish memory photo picture color colour side\b
    relation essen speise trink vorspeise hauptgang nachtisch unverta unterkunft ubernacht zimmer anreise abreise flug
    musik lied geschlecht alter\b geburt sprache tisch geschenk danke bemerk anmerk kommentar hinweis nachricht wunsch
    beziehung regime repas plat\b entree\b boisson hebergement chambre arrivee navette chanson musique sexe\b
    naissance langue cadeau remerci commentaire remarque lien\b dieta comida plato bebida alergia alojam habitacion
    llegada salida vuelo autobus cancion musica sexo\b edad\b idioma mesa\b regalo gracias comentario observaci nota\b
    relacion lado\b cibo pasto bevand alloggio camera\b arrivo canzone sesso\b eta\b lingua tavolo dieet eten kamer
    muziek tafel jedzenie nocleg pokoj piosenka stol prezent uwagi
""")

# What a form that each guest fills in for themselves may still ask of those they bring.
_PLUS_ONE = re.compile(r"\+\s?\d|^\s*\+|\+\s*$")
_COMPANY = _starts(r"guest plus partner spouse child kid bring people")


def speaks_of_company(header: str) -> bool:
    """Whether a question put to one guest is about whom they bring."""
    return _COMPANY.search(_in_words(header)) is not None or _PLUS_ONE.search(header) is not None


def speaks_of_others(header: str) -> bool:
    """Whether the name of a column has a word for others who come, for how many, or for who belongs together."""
    return _OTHERS.search(_in_words(header)) is not None or _PLUS_ONE.search(header) is not None


def speaks_of_people(header: str) -> bool:
    """As `speaks_of_others`, or of the guest: "Guest type" does, and "Guest allowed" would."""
    return speaks_of_others(header) or _GUESTS.search(_in_words(header)) is not None


def is_in_latin_letters(header: str) -> bool:
    """Whether the name of a column is written in the letters of nearly all the words here."""
    return re.search("[a-z]", _in_words(header)) is not None


def speaks_of_things(header: str) -> bool:
    """Whether the name of a column has a word for something that says nothing of who comes, and none that may."""
    return not speaks_of_others(header) and _THINGS.search(_in_words(header)) is not None


def _in_words(header: str) -> str:
    """A header in small letters without accents, its words parted: "plusOne_name" is "plus one name"."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|[\W_]+", " ", header.replace("ł", "l").replace("ß", "ss"))
    plain = unicodedata.normalize("NFKD", apart).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
