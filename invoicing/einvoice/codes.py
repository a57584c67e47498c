"""Code lists of EN 16931, as far as invoices here need them.

Countries: ISO 3166-1 with XI (Northern Ireland) and 1A (Kosovo); currencies: ISO 4217; units:
UN/ECE Recommendation 20 with the packages of Recommendation 21 (X in front). All as in the code
lists of Factur-X 1.09; the tests compare them.
"""

from __future__ import annotations

_COUNTRIES = """
    1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO
    DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU
    GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW
    KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU
    MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT
    ZA ZM ZW
    """
COUNTRIES = frozenset(_COUNTRIES.split())
_CURRENCIES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
    BZD CAD CDF CHE CHF CHW CLF CLP CNH CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB
    EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD
    JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND
    TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB
    XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
    """
CURRENCIES = frozenset(_CURRENCIES.split())
# "One": for units that nobody but the seller knows.
ONE = "C62"
# What people write in English, Danish, Swedish, German, Polish and Finnish.
UNIT_NAMES = {
    "H87": "pc pcs piece pieces ea each stk st styck stück stueck szt sztuka sztuki kpl kappale",
    "PR": "pair pairs prs par paar para pary pari",
    "SET": "set sets sæt sats satz zestaw sarja",
    "DZN": "dozen doz dz dzn dusin dutzend tuzin tusina",
    "HUR": "h hr hrs hour hours time timer tim timme timmar std stunde stunden godz godzina"
    " godziny tunti tuntia",
    "MIN": "min minute minutes minut minutter minuter minuten minuty minuutti minuuttia",
    "DAY": "d day days dag dage dagar tag tage dzień dni pv päivä päivää",
    "WEE": "week weeks wk uge uger vecka veckor woche wochen tydzień tygodnie viikko viikkoa",
    "MON": "month months mth mo md måned måneder mån månad månader monat monate mies miesiąc"
    " miesiące kk kuukausi kuukautta",
    "ANN": "year years yr år jahr jahre rok lata vuosi vuotta",
    "KGM": "kg kilo kilogram kilograms kilogramm",
    "GRM": "g gram grams gramm gramma",
    "TNE": "t ton tons tonne tonnes tonna tonnia tona",
    "MTR": "m metre metres meter metr metri lm lfm lbm löpmeter jm",
    "CMT": "cm",
    "MMT": "mm",
    "KMT": "km kilometre kilometer kilometers",
    "MTK": "m2 m² qm sqm kvm",
    "MTQ": "m3 m³ cbm kbm",
    "LTR": "l liter litre litres ltr litr litra litraa",
    "MLT": "ml",
    "CLT": "cl",
    "DLT": "dl",
    "KWH": "kwh",
    "XPK": "pk pkg pack packs package pakke pakker paket packung paczka opak pkt paketti",
    "XBX": "box boxes kasse æske låda karton schachtel pudełko laatikko",
    "XCT": "ctn carton cartons kartonger kartons krt",
    "XRO": "roll rolls rulle ruller rullar rolle rollen rolka rulla",
    "XBO": "bottle bottles flaske flasker flaska flaskor flasche flaschen butelka pullo fl",
    "XSA": "sack sacks sæk säck säckar säcke worek säkki",
    "XPX": "pallet pallets palle paller pall pallar palette paletten paleta lava",
}
UNITS = {word: code for code, words in UNIT_NAMES.items() for word in words.split()}


def unit_code(unit: str) -> str:
    """The code of a unit as somebody wrote it; `ONE` where it is not known."""
    return UNITS.get(unit.strip().rstrip(".").casefold(), ONE)
