"""`stp_households`: the remote-access extract of household cells, one workbook an income year."""

from collections.abc import Iterator

from pipelines.sample.books import SYNTHETIC_LINE, Cell, table_book
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS, MARKA, SENTRUM, UNREGISTERED, Place
from pipelines.sample.stp_blocks import ALONE, COUPLE, OTHER, cells_of

YEARS = (2020, 2021, 2022, 2023)
HEADER = (
    "Bydelsnr",
    "Bydel",
    "Inntektsår",
    "Husholdningstype",
    "Aldersgruppe",
    "Kjønn",
    "EU-60",
    "Finanskapital under 1 G",
    "Utdanning",
    "Utdanning hovedinntektstaker",
    "Landbakgrunn",
    "Innvandringskategori",
    "Arbeidsstyrkestatus",
    "Antall personer",
    "Antall husholdninger",
)
MOVED_FROM = 2022
"""From this year the low-income column has another name and stands after the employment status."""

_LOW_INCOME = HEADER.index("EU-60")
_EMPLOYMENT = HEADER.index("Arbeidsstyrkestatus")

_REST_CELLS = (
    (ALONE, "20-29 år", "Mann", "Ja", "Ja", "Ungdomsskole", "Asia/Innvandrer", "Arbeidsledig"),
    (ALONE, "30-49 år", "Mann", "Ja", "Nei", "Videregående", "Norge/Ikke innvandrer", "Sysselsatt"),
    (ALONE, "50-66 år", "Kvinne", "Nei", "Nei", "Høyere", "Norge/Ikke innvandrer", "Sysselsatt"),
    (COUPLE, "30-49 år", "Kvinne", "Ja", "Ja", "Barneskole", "Afrika/Innvandrer", "Utenfor arbeidsstyrken"),
    (COUPLE, "30-49 år", "Mann", "Nei", "Nei", "Høyere", "Norge/Ikke innvandrer", "Sysselsatt"),
    (OTHER, "20-29 år", "Kvinne", "Nei", "Nei", "Videregående", "Vesten/Innvandrer", "Sysselsatt"),
)
_REST_COUNTS: dict[Place, tuple[tuple[Cell, Cell], ...]] = {
    SENTRUM: ((":", ":"), (14, 14), (61, 61), (":", ":"), (38, 19), (120, 66)),
    MARKA: ((":", ":"), (5, 5), (44, 44), (4, ":"), (210, 104), (33, 18)),
    UNREGISTERED: ((64, 64), (37, 37), (25, 25), (8, 4), (6, 3), (52, 30)),
}


def make_files() -> Iterator[SampleFile]:
    """One workbook per income year."""
    for year in YEARS:
        titles = (f"Personer og husholdninger i bydelene, inntektsår {year}", SYNTHETIC_LINE)
        footnotes = (
            "Kilde: oppdiktet; formen er uttrekket fra SSBs fjerntilgang",
            "Merknad: husholdninger telles i cellen til hovedinntektstakeren; «:» er under 3 og ikke oppgitt",
        )
        header = [str(cell) for cell in _arranged(HEADER, year)]
        rows = [_arranged(row, year) for row in _rows(year)]
        yield SampleFile(
            "stp_households",
            str(year),
            f"stp_husholdninger_{year}.xlsx",
            table_book("Celler", titles, header, rows, footnotes),
        )


def _rows(year: int) -> Iterator[tuple[Cell, ...]]:
    for place in DISTRICTS:
        for codes, persons, households in cells_of(place, year):
            yield (place.number, place.name, year, *codes, persons, households)
    for place, counts in _REST_COUNTS.items():
        for cell, measures in zip(_REST_CELLS, counts, strict=True):
            kind, age, sex, income, capital, education, origin, work = cell
            codes = (kind, age, sex, income, capital, education, education, *origin.split("/"), work)
            yield (place.number, place.name, year, *codes, *measures)


def _arranged(cells: tuple[Cell, ...], year: int) -> tuple[Cell, ...]:
    if year < MOVED_FROM:
        return cells
    moved = "Lavinntekt (EU-60)" if cells == HEADER else cells[_LOW_INCOME]
    before, between = cells[:_LOW_INCOME], cells[_LOW_INCOME + 1 : _EMPLOYMENT + 1]
    return (*before, *between, moved, *cells[_EMPLOYMENT + 1 :])
