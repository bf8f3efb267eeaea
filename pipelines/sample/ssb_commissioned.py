"""`ssb_commissioned`: tables SSB makes to order, one workbook a year, with city row and rest groups."""

from collections.abc import Iterator

from pipelines.sample import product_criterion
from pipelines.sample.books import SYNTHETIC_LINE, Cell, table_book
from pipelines.sample.drift import drifted
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS
from pipelines.sample.targets import counts

HEADER = ("Bydel", "År", "Tabell", "Antall")
NO_UPPER_SECONDARY, FIRST_GENERATION = "no_upper_secondary_22_35", "first_generation_non_western_18_67"
TEXTS = {
    FIRST_GENERATION: "Førstegenerasjon ikke-vestlig 18-67 år",
    NO_UPPER_SECONDARY: "22-35 år uten fullført videregående",
    "unmarried": "Ikke gift 20-49 år",
    "low_education": "Lav utdanning 20-49 år",
    "education_base": "Befolkning 20-49 år (utdanning)",
    "out_migrants": "Utflyttede i året 20-49 år",
    "migration_base": "Middelfolkemengde 20-49 år",
}
YEARS = (2021, 2022, 2023, 2024)
_BASE_YEAR = {NO_UPPER_SECONDARY: 2021, FIRST_GENERATION: 2022}
_REST = {NO_UPPER_SECONDARY: (24, 2, 88), FIRST_GENERATION: (141, 11, 203)}
"""Sentrum, Marka and those without a district."""


def make_files() -> Iterator[SampleFile]:
    """One workbook a year; 2021 holds one table."""
    for year in YEARS:
        titles = (f"Tabelloppdrag til bydelenes fordelingssystem, {year}", SYNTHETIC_LINE)
        footnotes = (
            "Kilde: oppdiktet; formen er SSBs tabelloppdrag",
            "Merknad: «:» er under 3 og ikke oppgitt; cellene er med i Oslo i alt",
        )
        yield SampleFile(
            "ssb_commissioned",
            str(year),
            f"tabelloppdrag_{year}.xlsx",
            table_book("Tabell", titles, HEADER, list(_rows(year)), footnotes),
        )


def _rows(year: int) -> Iterator[tuple[Cell, ...]]:
    places = [place.name for place in DISTRICTS] + ["Sentrum", "Marka", "Uoppgitt", "Oslo i alt"]
    for name, numbers in _tables(year):
        for place, number in zip(places, numbers, strict=True):
            shown: Cell = ":" if place in {"Sentrum", "Marka"} and number < 3 else number
            yield (place, year, TEXTS[name], shown)


def _tables(year: int) -> Iterator[tuple[str, list[int]]]:
    for name, base_year in _BASE_YEAR.items():
        if name == FIRST_GENERATION and year < base_year:
            continue
        target = counts(name)
        found = [drifted(target[place.number], base_year, year, name, place.number) for place in DISTRICTS]
        numbers = found + list(_REST[name])
        yield name, [*numbers, sum(numbers)]
    if year >= product_criterion.FITTED_YEAR:
        districts, unknown, city = product_criterion.parts(year)
        rest = (product_criterion.SENTRUM, product_criterion.MARKA, unknown)
        for name in list(TEXTS)[2:]:
            yield name, [getattr(found, name) for found in (*districts, *rest, city)]
