"""The words that tell people from everything else in the cells of guest lists, in the languages that lists come in."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("""
    mr mrs ms miss mx dr prof professor rev reverend sir dame lady lord rabbi herr frau mme mlle madame monsieur sr
    sra srta señor señora don doña sig sigra pan pani fr""")
# Alone they name nobody; "M" is a French title, and an English initial when a name follows.
TITLES_ALONE = TITLES | {"m", "mr&mrs"}

SUFFIXES = _words("jr sr ii iii iv md phd esq")

# Somebody will come, nobody knows who.
SEATS = frozenset(
    {
        "guest",
        "a guest",
        "plus one",
        "plus-one",
        "plusone",
        "plus 1",
        "+1",
        "+ 1",
        "+one",
        "date",
        "guest name",
        "unnamed guest",
        "and guest",
        "& guest",
        "invité",
        "invitée",
        "invitado",
        "invitada",
        "acompañante",
        "begleitung",
        "begleitperson",
        "ospite",
        "companion",
        "osoba towarzysząca",
        "guest tbd",
        "guest tbc",
        "tbd guest",
    }
)

# Between two names; they are never a part of one.
JOINERS = _words("and und et og och oraz та és și ve και dhe")
# Between two names, or inside one surname ("Ortega y Gasset"), or somebody's initial.
WEAK_JOINERS = _words("y e i a en o u in ir un і й и да")

# They speak of several people, of nobody yet, or of whoever is paid to be there: never a part of one person's name.
NOT_A_PERSON = _words("""
    family families familie familia famille famiglia familj rodzina fam kids children kinder enfants niños hijos
    bambini couple parents brothers sisters cousins siblings friends amigos freunde amis household guests gäste
    invités invitados tbd tbc tba unknown none total totals subtotal sum summe gesamt anzahl count guest date
    plus dj photographer fotograf videographer band caterer vendor florist officiant n/a baby bebé bebe bambino
    someone anyone groomsmen bridesmaids colleagues coworkers neighbours neighbors relatives table twins others
    the los las les musician makeup hairdresser planner coordinator cake your their my
    our his her please note notes confirm invite
""")
# Headings between sections, and what somebody is to somebody else; each alone in a cell, or beside one another.
HEADINGS = _words("""
    bride groom work school university college church bride's groom's his hers side maybe invited list ceremony
    reception trabajo arbeit friend adults adult child misc other vip reserve wife husband girlfriend boyfriend spouse
    fiance fiancé fiancée ehefrau ehemann freundin esposa esposo pareja conjoint conjointe
""")
# Between two names they say that somebody comes along; alone they may be a name (Con).
COMPANY = _words("with mit avec con or oder ou")
FLAGS = NOT_A_PERSON | JOINERS | WEAK_JOINERS | COMPANY
