"""The words that tell people from everything else in the cells of guest lists, in the languages that lists come in."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.casefold().split("|"))


TITLES = _words("""
    mr mrs ms miss mx dr prof professor rev reverend sir dame lady lord rabbi herr herrn frau mme mlle madame
    monsieur sr sra srta señor señora don doña sig sigra signor signora sig.ra pan pani fr hr fru herra rouva dhr
    mevr mevrouw meneer senhor senhora capt captain col major lt sgt hon honorable honourable ing dipl mag drs
    dr.-ing""")
# Alone they name nobody; "M" is a French title, and an English initial when a name follows.
TITLES_ALONE = TITLES | {"m", "mr&mrs", "mm", "messrs", "mesdames", "heer"}

SUFFIXES = _words("jr sr ii iii iv md phd esq")

# Somebody will come, nobody knows who.
SEATS = _phrases("""
    guest|a guest|plus one|plus-one|plusone|plus 1|+1|+ 1|+one|date|guest name|unnamed guest|and guest|& guest|invité
    |invitée|invitado|invitada|acompañante|begleitung|begleitperson|ospite|companion|osoba towarzysząca
    |os. towarzysząca|guest tbd|guest tbc|tbd guest|unknown guest|accompagnant|accompagnante|accompagnatore
    |accompagnatrice|introducé|acompanhante""")

# Between two names; they are never a part of one.
JOINERS = _words("and und sowie nebst et og och oraz та és și ve və και dhe agus và و और և u. u.a.")
# Between two names, or inside one surname ("Ortega y Gasset"), or somebody's initial.
WEAK_JOINERS = _words("y e i a en o u in ir un n 'n' ’n’ ja si ac eta dan at na aur й и да і र")
# Between two people they say that one comes along with the other; alone they may be a name (Con).
COMPANY = _words("with w/ mit samt avec con or oder ou med z ze met cu dengan с з")
# Whose somebody is, before the word for them.
WHOSE = _words("""
    his her their your a an one the sein seine seinem seiner ihr ihre ihrem ihrer eine einer einem son sa ses un una une
    su sus sua suo seu jego jej zijn haar sin""")

# Who comes along with somebody, one person each, whatever they are called.
COMPANIONS = _words("""
    guest date partner partnerin partenaire spouse wife husband girlfriend boyfriend fiance fiancé fiancée fiancee
    gf bf companion escort plus-one begleitung begleitperson ehefrau ehemann ehepartner ehepartnerin frau mann
    gattin gatte freundin freund verlobte verlobter lebensgefährte lebensgefährtin conjoint conjointe épouse époux
    femme mari compagne compagnon copain copine accompagnant accompagnante invité invitée esposa esposo marido
    mujer pareja novia novio acompañante invitado invitada señora sra moglie marito compagna compagno fidanzata
    fidanzato accompagnatore accompagnatrice ospite żona żoną mąż mężem partnerka partnerką partnerem osoba osobą
    towarzysząca towarzyszącą mrs mme madame fru signora vriend vriendin vrouw echtgenoot echtgenote verloofde kone
    kæreste kjæreste samboer ektefelle ledsager følge hustru sambo flickvän pojkvän respektive puoliso vaimo
    namorada namorado companheira companheiro noiva noivo mulher acompanhante dziewczyną chłopakiem narzeczoną
    narzeczonym manžel manželka manželem manželkou manželom přítel přítelkyně přítelem přítelkyní priateľ priateľka
    priateľom priateľkou doprovod doprovodem supruga suprug suprugom soția soție soțul soț felesége férje neje
    párja barátnője barátja eşi istri isteri suami pasangan жена женой муж мужем супруга супругой супруг супругом
    дружина дружиною чоловік чоловіком other baby bébé bebé bebe bambino toddler infant newborn säugling kleinkind
    child kind enfant niño niña hijo hija dziecko dzieckiem kid son daughter sohn tochter fils fille bambina figlio
    figlia""")
# Several who come along, when a number says how many.
COMPANIES = _words("""
    kids children child kid babies guest gast person adult other guests people persons adults others more toddlers
    sons daughters friends
    kinder kind kindern personen gäste erwachsene weitere
    enfants enfant personnes invités bébés niños niñas hijos hijas niño hijo invitados personas acompañantes
    bambini figli bambino persone ospiti dzieci dziecko dziećmi osoby osób gości filhos crianças pessoas kinderen barn
    børn barna děti dětmi deti deťmi дети детьми ребенком ребёнком діти дітьми""")
_NUMBERS = "one ein eine un una uno", "two zwei deux dos due dwoje dwa", "three drei trois tres"
NUMBERS = {word: number for number, words in enumerate(_NUMBERS, 1) for word in words.split()}

# A family, in front of or behind its name.
FAMILIES = _words("""
    family families familie familia familias família famílias famille famiglia familj familjen familja rodzina
    rodziny rodziną rodina rodinou obitelj porodica porodicom perhe perheineen perheen perekond šeima ģimene család
    családja családjával ailesi familien fam flia gezin gesin keluarga sekeluarga teulu pamilya οικογένεια οικ
    семья семьей семьёй семейство сім'я сім’я родина родиною породица משפחת משפחה عائلة أسرة परिवार सपरिवार""")
# They speak of several people, of nobody yet, of somebody who is not to come, or of whoever is paid to be there: never
# a part of one person's name.
NOT_A_PERSON = FAMILIES | _words("""
    manželé manželia małżeństwo małżonkowie házaspár ektepar ekteparet ægtepar ægteparret echtpaar pariskunta
    супруги чета подружжя זוג ζεύγος दंपति clan gang boys girls kids children kinder enfants niños hijos bambini
    dzieci couple ehepaar eheleute brautpaar parents eltern padres genitori rodzice grandparents großeltern
    grands-parents abuelos nonni dziadkowie brothers sisters siblings geschwister hermanos cousins cousinen primos
    cugini friends amigos freunde amis amici friend's amies freundinnen znajomi household neighbors neighbours
    nachbarn voisins vecinos vicini colleagues coworkers kollegen collègues compañeros colleghi guests gäste
    invités invitados filhos irmãos avós børn barna dětmi deťmi djeca çocukları дети діти groomsmen bridesmaids
    trauzeugen trauzeuginnen brautjungfern témoins testigos ushers relatives verwandte twins zwillinge others the
    die sons los las les gli messrs mesdames eheleuten tbd tbc tba poss possible possibly perhaps probably optional
    evtl eventuell vllt incl including inkl unknown none guest date plus n/a someone somebody anyone unsure
    undecided total totals subtotal sub-total sum summe gesamt insgesamt somme totale suma anzahl count cancelled
    canceled declined deceased verstorben abgesagt décédé fallecido confirmed attending absent not coming ask need
    see-above above below about whether same oben siehe ci-dessus please note notes confirm invite invited? dj
    photographer photographers fotograf fotografin fotografen fotógrafo fotógrafa fotografo photographe
    videographer videograf vidéaste kamerzysta caterer caterers catering traiteur vendor vendors proveedor
    proveedores prestataire prestataires dienstleister florist floristin fleuriste florista officiant musician
    musicians musiker musiciens músicos band quartet quartett orchestra orchester orchestre orquesta zespół choir
    chor makeup hairdresser hairstylist stylist planner coordinator cake toastmaster babysitter ltd llc gmbh inc
    sarl baby bébé bebé bebe bambino table państwo anhang begl. begl significant seat seats meal meals chair team
    crew hotel roommates flatmates housemates classmates teammates""")
# In small letters they speak of somebody's own; "Mona My" is a name.
OWN = _words("your their my our his her")
# Headings between sections, what somebody is to somebody else, answers, and marks for nothing; each alone in a cell, or
# beside one another. Beside a name they may be a surname: "Driver", "Church", "Priest".
HEADINGS = _words("""
    bride groom work school university college church bride's groom's his hers side maybe invited list ceremony
    reception trabajo arbeit friend adults adult child misc other vip reserve wife husband girlfriend boyfriend
    spouse fiance fiancé fiancée ehefrau ehemann freundin esposa esposo pareja conjoint conjointe partner companion
    braut bräutigam mariée marié mariés sposi staff crew venue driver priest pfarrer celebrant minister registrar
    standesbeamter trauredner nanny mc host waiter photo video security abroad local evening bridal party extra
    extras vicar pastor a b c d bus co co. vacant open frei libre libero spare reserved reserviert réservé empty
    blank leer vide vacío null nil nan undefined test name nobody no-one niemand personne nadie nessuno nikt ditto
    dito idem same x xx xxx yes no true false ja nein oui non si sí wahr n.a k.a n.n falsch to be confirmed
    announced decided determined""")
# A cell with any of them is looked at more closely.
FLAGS = NOT_A_PERSON | OWN | JOINERS | WEAK_JOINERS | COMPANY | _words(" ".join(SEATS))
# In brackets they say who somebody is, or was: one person still.
BORN = _words("née née: nee née. geb geb. geborene born nacida nata dite dit aka alias z.d. known")
# Answers to whether somebody comes along.
YES = _words("""
    true yes y ja oui si sí sì x ✓ ✔ t wahr vrai verdadero vero tak ano áno sim da kyllä igen evet так да כן نعم 是 有
    はい 예 네""")
NO = _words("""
    false no n nein non f - – — falsch faux falso none n/a n.a. na nil nie ne nei nej nee não nao nem hayır yok нет нема
    ні не לא لا 否 无 無 いいえ 아니요""") | {""}
