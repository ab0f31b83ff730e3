"""Names of countries (ISO 3166-1) and languages (ISO 639), as a question says them.

States that are gone keep the code they had. Two small tables: a library with every locale's data would cost more than
the rest of quizzer, in megabytes and at start-up. The thousands of languages that few films speak come from a library
that is loaded when one of them is met.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from quizzer.grading import fold
from quizzer.grading.wordlists import read_table


class Language(NamedTuple):
    """A language by its shortest code and its English name."""

    code: str
    name: str


def country_name(code: str) -> str:
    """The name that fits behind "in": "the United States" for US. An unknown code comes back as it is."""
    return COUNTRIES.get(code.upper(), code)


def language_name(code: str) -> str:
    """The English name of a language: "Ukrainian" for uk. An unknown code comes back as it is."""
    found = find_language(code)
    return found.name if found else code


@lru_cache(maxsize=1024)
def find_language(code: str) -> Language | None:
    """The language that a code of ISO 639-1, 639-2 or 639-3 stands for, in capitals or not; None if there is none.

    Groups of languages that are spoken of as one have a name too; what else is a group ("Germanic languages") has none.
    """
    code = code.lower()
    if name := LANGUAGES.get(code) or _SPOKEN_OF_AS_ONE.get(code):
        return Language(code, name)
    if not (len(code) == 3 and code.isascii() and code.isalpha()):
        return None
    import iso639

    for find in (iso639.Language.from_part3, iso639.Language.from_part2b):
        try:
            found = find(code)
        except iso639.LanguageNotFoundError:
            continue
        # "Several languages" and "no language" have codes too; others were given up.
        if found.scope != "S" and found.status != "R":
            return Language(found.part1 or found.part3, LANGUAGES.get(found.part1 or "", found.name))
    return None


def country_code(name: str) -> str | None:
    """The code of a country by its name, whatever its case and with or without "the"; None if there is none."""
    return _find(name, COUNTRIES, _OTHER_COUNTRY_NAMES)


def language_code(name: str) -> str | None:
    """The code of a language by its English name, whatever its case; None if there is none."""
    return _find(name, {**LANGUAGES, **_SPOKEN_OF_AS_ONE}, {})


def _find(name: str, table: dict[str, str], others: dict[str, str]) -> str | None:
    wanted = _plain(name)
    if wanted in others:
        return others[wanted]
    return next((code for code, known in table.items() if _plain(known) == wanted), None)


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return fold(name).removeprefix("the ")


def _table(rows: str) -> dict[str, str]:
    return {code.strip(): name.strip() for code, _, name in (row.partition("=") for row in rows.split(";"))}


_OTHER_COUNTRY_NAMES = _table("""
usa=US; uk=GB; great britain=GB; england=GB; scotland=GB; wales=GB; turkey=TR; czech republic=CZ; ivory coast=CI;
macao=MO; viet nam=VN; russian federation=RU; republic of korea=KR; burma=MM; swaziland=SZ; cape verde=CV;
hong kong sar china=HK; ussr=SU; west germany=DE; federal republic of germany=DE; german democratic republic=DD;
gdr=DD; ddr=DD; federal republic of yugoslavia=YU; korea=KR; north vietnam=VN; zaire=CD; siam=TH; holland=NL;
cape verde islands=CV; reunion island=RE; palestine state of=PS; occupied palestinian territory=PS; congo=CG;
brunei darussalam=BN; lao peoples democratic republic=LA; libyan arab jamahiriya=LY; syrian arab republic=SY;
republic of north macedonia=MK; macedonia=MK; federated states of micronesia=FM; east timor=TL
""")

COUNTRIES = _table("""
AD=Andorra; AE=the United Arab Emirates; AF=Afghanistan; AG=Antigua and Barbuda; AI=Anguilla; AL=Albania;
AM=Armenia; AO=Angola; AQ=Antarctica; AR=Argentina; AS=American Samoa; AT=Austria; AU=Australia; AW=Aruba;
AX=Åland Islands; AZ=Azerbaijan; BA=Bosnia and Herzegovina; BB=Barbados; BD=Bangladesh; BE=Belgium; BF=Burkina Faso;
BG=Bulgaria; BH=Bahrain; BI=Burundi; BJ=Benin; BL=Saint Barthélemy; BM=Bermuda; BN=Brunei; BO=Bolivia;
BQ=Caribbean Netherlands; BR=Brazil; BS=the Bahamas; BT=Bhutan; BV=Bouvet Island; BW=Botswana; BY=Belarus;
BZ=Belize; CA=Canada; CC=the Cocos (Keeling) Islands; CD=the Democratic Republic of the Congo;
CF=the Central African Republic; CG=the Republic of the Congo; CH=Switzerland; CI=Côte d'Ivoire;
CK=the Cook Islands; CL=Chile; CM=Cameroon; CN=China; CO=Colombia; CR=Costa Rica; CS=Czechoslovakia; CU=Cuba;
CV=Cape Verde; CW=Curaçao; CX=Christmas Island; CY=Cyprus; CZ=Czechia; DD=East Germany; DE=Germany; DJ=Djibouti;
DK=Denmark; DM=Dominica; DO=the Dominican Republic; DZ=Algeria; EC=Ecuador; EE=Estonia; EG=Egypt; EH=Western Sahara;
ER=Eritrea; ES=Spain; ET=Ethiopia; FI=Finland; FJ=Fiji; FK=the Falkland Islands; FM=Micronesia;
FO=the Faroe Islands; FR=France; GA=Gabon; GB=the United Kingdom; GD=Grenada; GE=Georgia; GF=French Guiana;
GG=Guernsey; GH=Ghana; GI=Gibraltar; GL=Greenland; GM=the Gambia; GN=Guinea; GP=Guadeloupe; GQ=Equatorial Guinea;
GR=Greece; GS=South Georgia; GT=Guatemala; GU=Guam; GW=Guinea-Bissau; GY=Guyana; HK=Hong Kong;
HM=Heard and McDonald Islands; HN=Honduras; HR=Croatia; HT=Haiti; HU=Hungary; ID=Indonesia; IE=Ireland; IL=Israel;
IM=the Isle of Man; IN=India; IO=the British Indian Ocean Territory; IQ=Iraq; IR=Iran; IS=Iceland; IT=Italy;
JE=Jersey; JM=Jamaica; JO=Jordan; JP=Japan; KE=Kenya; KG=Kyrgyzstan; KH=Cambodia; KI=Kiribati; KM=the Comoros;
KN=Saint Kitts and Nevis; KP=North Korea; KR=South Korea; KW=Kuwait; KY=the Cayman Islands; KZ=Kazakhstan; LA=Laos;
LB=Lebanon; LC=Saint Lucia; LI=Liechtenstein; LK=Sri Lanka; LR=Liberia; LS=Lesotho; LT=Lithuania; LU=Luxembourg;
LV=Latvia; LY=Libya; MA=Morocco; MC=Monaco; MD=Moldova; ME=Montenegro; MF=Saint Martin; MG=Madagascar;
MH=the Marshall Islands; MK=North Macedonia; ML=Mali; MM=Myanmar; MN=Mongolia; MO=Macau;
MP=the Northern Mariana Islands; MQ=Martinique; MR=Mauritania; MS=Montserrat; MT=Malta; MU=Mauritius;
MV=the Maldives; MW=Malawi; MX=Mexico; MY=Malaysia; MZ=Mozambique; NA=Namibia; NC=New Caledonia; NE=Niger;
NF=Norfolk Island; NG=Nigeria; NI=Nicaragua; NL=the Netherlands; NO=Norway; NP=Nepal; NR=Nauru; NU=Niue;
NZ=New Zealand; OM=Oman; PA=Panama; PE=Peru; PF=French Polynesia; PG=Papua New Guinea; PH=the Philippines;
PK=Pakistan; PL=Poland; PM=Saint Pierre and Miquelon; PN=Pitcairn Islands; PR=Puerto Rico; PS=Palestine;
PT=Portugal; PW=Palau; PY=Paraguay; QA=Qatar; RE=Réunion; RO=Romania; RS=Serbia; RU=Russia; RW=Rwanda;
SA=Saudi Arabia; SB=the Solomon Islands; SC=the Seychelles; SD=Sudan; SE=Sweden; SG=Singapore; SH=Saint Helena;
SI=Slovenia; SJ=Svalbard and Jan Mayen; SK=Slovakia; SL=Sierra Leone; SM=San Marino; SN=Senegal; SO=Somalia;
SR=Suriname; SS=South Sudan; ST=São Tomé and Príncipe; SU=the Soviet Union; SV=El Salvador; SX=Sint Maarten;
SY=Syria; SZ=Eswatini; TC=the Turks and Caicos Islands; TD=Chad; TF=the French Southern Territories; TG=Togo;
TH=Thailand; TJ=Tajikistan; TK=Tokelau; TL=Timor-Leste; TM=Turkmenistan; TN=Tunisia; TO=Tonga; TR=Türkiye;
TT=Trinidad and Tobago; TV=Tuvalu; TW=Taiwan; TZ=Tanzania; UA=Ukraine; UG=Uganda; UM=the U.S. Outlying Islands;
US=the United States; UY=Uruguay; UZ=Uzbekistan; VA=Vatican City; VC=Saint Vincent and the Grenadines; VE=Venezuela;
VG=the British Virgin Islands; VI=the U.S. Virgin Islands; VN=Vietnam; VU=Vanuatu; WF=Wallis and Futuna; WS=Samoa;
XK=Kosovo; YE=Yemen; YT=Mayotte; YU=Yugoslavia; ZA=South Africa; ZM=Zambia; ZW=Zimbabwe
""")

LANGUAGES = _table("""
aa=Afar; ab=Abkhazian; ae=Avestan; af=Afrikaans; ak=Akan; am=Amharic; an=Aragonese; ar=Arabic; as=Assamese;
av=Avaric; ay=Aymara; az=Azerbaijani; ba=Bashkir; be=Belarusian; bg=Bulgarian; bi=Bislama; bm=Bambara; bn=Bangla;
bo=Tibetan; br=Breton; bs=Bosnian; ca=Catalan; ce=Chechen; ch=Chamorro; cmn=Mandarin; co=Corsican; cr=Cree;
cs=Czech; cu=Church Slavic; cv=Chuvash; cy=Welsh; da=Danish; de=German; dv=Divehi; dz=Dzongkha; ee=Ewe; el=Greek;
en=English; eo=Esperanto; es=Spanish; et=Estonian; eu=Basque; fa=Persian; ff=Fula; fi=Finnish; fil=Filipino;
fj=Fijian; fo=Faroese; fr=French; fy=Western Frisian; ga=Irish; gd=Scottish Gaelic; gl=Galician; gn=Guarani;
gsw=Swiss German; gu=Gujarati; gv=Manx; ha=Hausa; he=Hebrew; hi=Hindi; ho=Hiri Motu; hr=Croatian; ht=Haitian Creole;
hu=Hungarian; hy=Armenian; hz=Herero; ia=Interlingua; id=Indonesian; ie=Interlingue; ig=Igbo; ii=Sichuan Yi;
ik=Inupiaq; io=Ido; is=Icelandic; it=Italian; iu=Inuktitut; ja=Japanese; jv=Javanese; ka=Georgian; kg=Kongo;
ki=Kikuyu; kj=Kuanyama; kk=Kazakh; kl=Kalaallisut; km=Khmer; kn=Kannada; ko=Korean; kr=Kanuri; ks=Kashmiri;
ku=Kurdish; kv=Komi; kw=Cornish; ky=Kyrgyz; la=Latin; lb=Luxembourgish; lg=Ganda; li=Limburgish; ln=Lingala; lo=Lao;
lt=Lithuanian; lu=Luba-Katanga; lv=Latvian; mg=Malagasy; mh=Marshallese; mi=Māori; mk=Macedonian; ml=Malayalam;
mn=Mongolian; mr=Marathi; ms=Malay; mt=Maltese; my=Burmese; na=Nauru; nb=Norwegian Bokmål; nd=North Ndebele;
ne=Nepali; ng=Ndonga; nl=Dutch; nn=Norwegian Nynorsk; no=Norwegian; nr=South Ndebele; nv=Navajo; ny=Nyanja;
oc=Occitan; oj=Ojibwa; om=Oromo; or=Odia; os=Ossetic; pa=Punjabi; pi=Pali; pl=Polish; ps=Pashto; pt=Portuguese;
qu=Quechua; rm=Romansh; rn=Rundi; ro=Romanian; ru=Russian; rw=Kinyarwanda; sa=Sanskrit; sc=Sardinian; sd=Sindhi;
se=Northern Sami; sg=Sango; sh=Serbo-Croatian; si=Sinhala; sk=Slovak; sl=Slovenian; sm=Samoan; sn=Shona;
so=Somali; sq=Albanian;
sr=Serbian; ss=Swati; st=Southern Sotho; su=Sundanese; sv=Swedish; sw=Swahili; ta=Tamil; te=Telugu; tg=Tajik;
th=Thai; ti=Tigrinya; tk=Turkmen; tl=Tagalog; tn=Tswana; to=Tongan; tr=Turkish; ts=Tsonga; tt=Tatar; tw=Twi;
ty=Tahitian; ug=Uyghur; uk=Ukrainian; ur=Urdu; uz=Uzbek; ve=Venda; vi=Vietnamese; vo=Volapük; wa=Walloon; wo=Wolof;
xh=Xhosa; yi=Yiddish; yo=Yoruba; yue=Cantonese; za=Zhuang; zh=Chinese; zu=Zulu
""")

# Collective codes of ISO 639-2, where titles and plots name a group and not which of its languages.
_SPOKEN_OF_AS_ONE = _table("""
apa=Apache; ath=Athabaskan; ber=Berber; btk=Batak; kar=Karen; kro=Kru; mno=Manobo; mun=Munda; myn=Mayan;
nah=Nahuatl; oto=Otomi; sgn=sign language; sio=Siouan; smi=Sami; son=Songhay; wen=Sorbian; ypk=Yupik
""")


def country_of(place: str) -> str | None:
    """The code of the country that a city, a region or an island is in; None if that is not known here."""
    return _countries_of_places().get(place.casefold())


@cache
def _countries_of_places() -> dict[str, str]:
    listed = read_table("places", beside=__file__)
    return {place.replace("_", " ").casefold(): country for country, places in listed.items() for place in places}
