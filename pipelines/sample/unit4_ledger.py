"""`unit4_ledger`: the districts' postings, as the flat export of the accounting system."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.sample.accounts import FUNCTIONS, INTERNAL, YEARS, arts
from pipelines.sample.books import grouped, text_table
from pipelines.sample.drift import between, unit
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS, Place
from pipelines.sample.spread import spread

HEADER = (
    *("Firma", "Bilagsart", "Bilagsnr", "Bilagsdato", "Periode", "Konto", "Konto(T)"),
    *("Koststed", "Koststed(T)", "Funksjon", "Prosjekt", "Tjeneste", "Motpart", "Beløp", "Tekst"),
)

OFFICES = {
    "100": "NAV {}, sosialtjeneste",
    "200": "NAV {}, arbeid og kvalifisering",
    "300": "Bydel {}, bolig og forebygging",
}
"""Last digits of a district's cost centre: its name."""
OFFICE_OF = {"213": "200", "242": "100", "243": "300", "265": "300", "273": "200", "276": "200"} | {
    "281": "100",
    "283": "300",
}
"""Function: the office (last digits of the cost centre) that has it."""
SHARED = {
    "116100": ("04", "NAV St. Hanshaugen, sosialtjeneste for Sentrum", "281"),
    "117100": ("08", "Bydel Nordre Aker, tjenester i Marka", "242"),
}
"""Cost centres of Sentrum and Marka: the district that runs them, name, function."""

CLOSING, OPENING = 13, 0
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_ACCOUNT_TEXTS = {
    "010": "Fastlønn",
    "020": "Lønn til vikarer",
    "030": "Lønn til ekstrahjelp",
    "089": "Kvalifiseringsstønad",
    "090": "Pensjonsinnskudd",
    "099": "Arbeidsgiveravgift",
    "105": "Undervisningsmateriell",
    "120": "Forbruksmateriell og tjenester",
    "150": "Opplæring og kurs",
    "180": "Strøm",
    "190": "Leie av lokaler",
    "230": "Vedlikehold",
    "240": "Driftsavtaler og vaktmestertjenester",
    "298": "Internt kjøp",
    "370": "Kjøp fra andre",
    "429": "Merverdiavgift",
    "470": "Overføring til andre",
    "620": "Annet salg",
    "630": "Husleieinntekter",
    "700": "Refusjon fra staten",
    "729": "Kompensasjon for merverdiavgift",
    "798": "Internt salg",
}
_PAY = ("010", "020", "030", "089", "090", "099")


@dataclass(frozen=True)
class Posting:
    """One line of the ledger; amounts in øre, income negative."""

    place: Place
    function: str
    art: str
    period: int
    ore: int
    text: str
    cost_centre: str


def make_files() -> Iterator[SampleFile]:
    """One file per accounting year, closed by a line with the sum."""
    for year in YEARS:
        postings = sorted(make_postings(year), key=lambda one: (one.period, one.place.number))
        lines = [_line(number, one, year) for number, one in enumerate(postings, start=1)]
        control = ["Sum", *[""] * 12, amount_text(sum(one.ore for one in postings)), ""]
        content = text_table([HEADER, *lines, control], "cp1252")
        yield SampleFile("unit4_ledger", str(year), f"hovedbok_{year}.csv", content)


def make_postings(year: int) -> Iterator[Posting]:
    """Every posting of a year, district by district."""
    for place in DISTRICTS:
        opening = _cost_centre(place, "281")
        yield Posting(place, "281", "470", OPENING, 0, "Åpningspost", opening)
        for function in FUNCTIONS:
            for art, ore in arts(place.number, function, year).items():
                yield from _postings(place, function, art, ore, year)
        yield from _reposting(place, year)


def _postings(place: Place, function: str, art: str, ore: int, year: int) -> Iterator[Posting]:
    periods = _periods(function, art, year, place.number)
    key = (place.number, function, art, year)
    weights = [0.7 + 0.6 * unit("posting", *key, period) for period in periods]
    shared = [code for code, (number, _, has) in SHARED.items() if (number, has) == (place.number, function)]
    for period, part in zip(periods, spread(ore, weights), strict=True):
        centre = _cost_centre(place, function)
        if shared and period % 6 == 0:
            centre = shared[0]
        yield Posting(place, function, art, period, part, _text(art, period), centre)


def _periods(function: str, art: str, year: int, number: str) -> tuple[int, ...]:
    if art in INTERNAL:
        return (6, 12)
    if (function, art) == ("281", "470"):
        return (*range(1, 13), CLOSING)
    first = between(1, 3, "period", number, function, art)
    closing = (CLOSING,) if unit("closing", number, function, art, year) < 0.35 else ()
    return (first, first + 3, first + 6, first + 9, *closing)


def _reposting(place: Place, year: int) -> Iterator[Posting]:
    """An expense moved to another office of the district in the closing: two lines that cancel."""
    ore = between(1_000_000, 25_000_000, "reposting", place.number, year)
    for sign, office in ((-1, "100"), (1, "200")):
        centre = f"1{place.number}{office}"
        yield Posting(place, "242", "120", CLOSING, sign * ore, "Omposteringer, årsavslutning", centre)


def _cost_centre(place: Place, function: str) -> str:
    return f"1{place.number}{OFFICE_OF[function]}"


def _text(art: str, period: int) -> str:
    if period == CLOSING:
        return "Periodisering, årsavslutning"
    if art in INTERNAL:
        return "Internfakturering mellom enheter"
    return "Lønnskjøring" if art in _PAY else "Løpende drift"


def _line(number: int, one: Posting, year: int) -> tuple[str, ...]:
    kind = "LØ" if one.art in _PAY else "IB" if one.period == OPENING else "HB"
    month = min(max(one.period, 1), 12)
    day = 1 if one.period == OPENING else _LAST_DAYS[month - 1]
    return (
        "10",
        kind,
        str(year % 100 * 1_000_000 + number),
        f"{day:02d}.{month:02d}.{year}",
        f"{year}{one.period:02d}",
        account_text(one.art, f"{one.place.number}{one.function}"),
        _ACCOUNT_TEXTS[one.art],
        one.cost_centre,
        _centre_text(one),
        function_text(one.function, one.place.number),
        "P4100" if one.art == "370" else "",
        f"S{one.function}",
        "KOMM" if one.art in INTERNAL else "",
        amount_text(one.ore, one.place.number),
        one.text,
    )


def _centre_text(one: Posting) -> str:
    if one.cost_centre in SHARED:
        return SHARED[one.cost_centre][1]
    return OFFICES[one.cost_centre[3:]].format(one.place.name)


def account_text(art: str, key: str) -> str:
    """Six digits, the art first; some districts' exports lose the leading zero."""
    account = f"{art}{between(0, 3, 'account', art) * 10:03d}"
    return account[1:] if account.startswith("0") and unit("zero", key) < 0.2 else account


def function_text(function: str, number: str) -> str:
    """The KOSTRA function followed by up to two digits of the district's own."""
    return function + ("", "0", "10")[between(0, 2, "function", function, number)]


def amount_text(ore: int, number: str = "01") -> str:
    """Kroner with decimal comma, space or no-break space between thousands, minus behind."""
    kroner, rest = divmod(abs(ore), 100)
    mark = "\xa0" if unit("space", number) < 0.5 else " "
    return f"{grouped(kroner, mark)},{rest:02d}{'-' if ore < 0 else ''}"
