"""What the columns of guest lists are called. Matched by name, never by place; case, accents and punctuation do not matter."""

import re
import unicodedata
from functools import lru_cache

# Each word is a header without its spaces and punctuation, "+" spelt as "plus". English, German, French, Spanish, and the
# commonest of their neighbours.
_WORDS = {
    "first": """firstname first givenname given forename fname vorname rufname prenom primernombre nombredepila imie voornaam
        fornamn firstnames givennames""",
    "last": """lastname last surname familyname lname nachname familienname zuname nomdefamille apellido apellidos cognome
        nazwisko achternaam efternamn secondlastname""",
    "full": """name fullname guestname namn naam nomcomplet nombrecompleto nombreyapellidos nom nombre nome displayname
        yourfullname yourname guest invitee invite invitado gast gastname vollername vollstandigername fullnameofguest
        firstguest name01 name1 guest1 guest1name nameline1 firstandlastname nomecognome eingeladen""",
    "names": "names guestnames groupmembers members namen nombres noms nomi householdmembers partymembers guests people",
    "envelope": """nameonenvelope envelopename envelope addressedto mailingname invitationname nameoninvitation salutationline
        formalname addressee""",
    "title": "title nameprefix prefix salutation anrede civilite tratamiento titel honorific sal",
    "party": """party partyname partyid household householdid householdname haushalt haushaltid haushaltsname invitation
        invitationid inviteid invitationslug uniqueinvitationid invitationgroup invitationnumber groupid groupname
        groupnumber familyid foyer idfoyer hogar idhogar householdnumber householdkey gruppenid groupe""",
    "group": "group gruppe grupo",
    "family": "family familie familia famille famiglia",
    "email": """email emailaddress mail primaryemail email1value emailoptional correo correoelectronico courriel epost
        emailadresse adressemail adresseemail mailadresse emailadress email1address emailid""",
    "phone": """phone phonenumber telephone telephonenumber mobile mobilephone mobilenumber cell cellphone tel telefon
        telefonnummer telefono handy mobil movil portable phone1value phoneoptional homephone telefonnr""",
    "address_line_1": """addressline1 address1 streetaddress streetaddress1 street street1 homestreet homeaddress1
        homeaddress address1street strasse rue calle strasseundhausnummer strassehausnummer""",
    "address_line_2": """addressline2 address2 streetaddress2 street2 homeaddress2 address1extendedaddress streetaddress2optional
        apartment apt adresszusatz""",
    "city": "city town homecity address1city ort stadt ville ciudad posttown wohnort",
    "county": "county state region province stateregion stateprovince homestate address1region bundesland provincia",
    "country": "country homecountry homecountryregion address1country land pays pais countryregion",
    "postcode": """postcode postalcode zip zipcode zippostalcode homepostalcode homezipcode homezip address1postalcode plz
        postleitzahl codepostal codigopostal cp""",
    "address": "address mailingaddress anschrift adresse direccion address1formatted fulladdress postaladdress adres",
    "plus_one": """plusone plusones plus1 plus1s plusonesallowed plusoneallowed extraseats extraseat additionalguests
        additionalguestsallowed additionalguestsallowedplus1s plusoneyesno allowedplusone hasplusone begleitung
        acompanante acompanantes accompagnant allowplusone""",
    "size": """count size partysize groupsize householdsize headcount guestcount guestscount numberofguests numberofpeople
        nrofguests totalguests personas personen anzahl anzahlpersonen nombredepersonnes seats noofguests pax plazas
        maxinvitati numguests""",
    "children": "children kids kinder enfants ninos hijos numberofchildren bambini babies adults adultos erwachsene",
    "status": """rsvp rsvpstatus status attending attendance attendeestatus approvalstatus response confirmed confermato
        asistencia zusage""",
    "note": """notes note mynotes comments comment anmerkung anmerkungen notizen notas remarques bemerkung tags tag labels
        category categories kategorie categorie categoria type partytype tipo typ side relationship relation
        relationshiptocouple role roles age alter agerange interests partneragerange partnerinterests gender language
        meal mealchoice mealpreference dietary dietaryrestrictions dietaryrequirements diet dietarychoices allergies allergy
        food menu table tablenumber tablename tisch tavolo mesa stol seat company organization organisation
        organizationname organizationtitle organizationdepartment organization1name jobtitle job website birthday
        anniversary photo nickname middlename middle additionalname suffix namesuffix fileas phoneticfirstname
        phoneticmiddlename phoneticlastname ischild adultchild childoradult isprimarycontact isinvited invitenow
        invitesent invited thankyousent giftreceived id guestid userid memberid number no nr createdat timestamp
        submittedat date rsvpdate checkedin checkedinat checkintime joinedgroupon lastvisitedgroupon location rsvps order
        orderdate ordertype tickettype ticketname eventname transport shuttle song songrequest hotel accommodation
        sendanotetothecouple anythingweshouldknow updatedat lastupdated ceremony invitationsent savethedatesent
        address1label address1pobox""",
}
# Whose second, third … person a column names, and which part of the name.
_PERSON = re.compile(
    r"(?P<who>partner|spouse|secondguest|guest[2-9]|name0?[2-9]|nameline2|additionalguest\d+|child\d+|kid\d+|plusone|guest"
    r"|thirdguest)(?P<part>firstname|lastname|fullname|name|)"
)
_ALONE = {"guest", "plusone"}  # by themselves they are the guest, and a yes or no
_NOTE = re.compile(
    r".*(rsvp|rsvpstatus|thankyousent|giftreceived|mealchoice|dietaryrestrictions|notes|allergies)|birth(day|date)"
    r"|(email|phone|address|event|relation|website|customfield|im|organization)\d+(label|type|value|title|department)"
)
_FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split()}


@lru_cache(maxsize=10_000)
def normal(header: str) -> str:
    """A header without case, accents, spaces and punctuation: "E-mail 1 - Value" is "email1value"."""
    text = unicodedata.normalize("NFKD", header.replace("ł", "l").replace("ß", "ss")).casefold()
    text = re.sub(r"\(optional\)|\(s\)", lambda found: "s" if found[0] == "(s)" else "", text).replace("+", "plus")
    return "".join(letter for letter in text if letter.isalnum())


def field_of(header: str) -> str:
    """The field that a header names, "" if it is not known.

    Further people are "partner:first", "child1:full" and so on; "note" and "status" hold no people.
    """
    word = normal(header)
    if word in _FIELD_OF:
        return _FIELD_OF[word]
    if (found := _PERSON.fullmatch(word)) and (found["part"] or found["who"] not in _ALONE):
        return f"{found['who']}:{ {'firstname': 'first', 'lastname': 'last'}.get(found['part'], 'full') }"
    return "note" if _NOTE.fullmatch(word) else ""


def is_known(header: str) -> bool:
    """Whether a cell is the name of a column that we know."""
    return len(header) <= 80 and bool(field_of(header))
