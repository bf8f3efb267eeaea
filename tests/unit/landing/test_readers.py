"""Each source's shipped deliveries, read and compared with figures of the document they are from."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.core.origins import read_origin
from pipelines.core.readings import Reading, ReadResult
from pipelines.sources import SOURCES, load_reader, load_source
from tests.support.deliveries import (
    OSLO_NET,
    OSLO_POPULATION,
    ROOT,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
)

PUBLISHED = {
    "klass_districts",
    "kvp_expected",
    "oslo_net_social_assistance",
    "oslo_population_18plus",
    "prices",
    "trondheim_criterion_counts",
}
"""Sources whose shipped figures stand in a document; all others are invented."""


def read(delivery_id: str) -> ReadResult:
    file = ROOT / "data_raw" / delivery_id
    source_id = delivery_id.split("/", maxsplit=1)[0]
    result = load_reader(source_id)(file, read_origin(Path(f"{file}.origin.yml")), load_source(source_id))
    assert result.findings == ()
    assert result.rows_delivered == result.rows_landed + result.rows_not_data
    return result


def by_area(readings: tuple[Reading, ...], measure: str, year: int) -> dict[str, Decimal | None]:
    return {r.area_label: r.value for r in readings if (r.measure, r.source_year) == (measure, year)}


def test_every_source_says_what_it_is_in_both_languages() -> None:
    assert SOURCES == (
        "boligbygg_dwellings",
        "budget_frames",
        "central_budget",
        "fasit_household",
        "fasit_income",
        "fasit_kvp",
        "fasit_payments",
        "fasit_persons",
        "helsedata_tsb",
        "husbanken_housing_allowance",
        "klass_districts",
        "kostra_11cf",
        "kostra_11f",
        "kostra_accounts",
        "kvp_expected",
        "microdata_tables",
        "municipal_deflator",
        "nav_unemployed",
        "oslo_low_income",
        "oslo_net_social_assistance",
        "oslo_population_18plus",
        "prices",
        "socio_intro",
        "socio_persons",
        "ssb_accounts",
        "ssb_commissioned",
        "ssb_population",
        "stp_households",
        "trondheim_criterion_counts",
        "unit4_ledger",
    )
    for source_id in SOURCES:
        source = load_source(source_id)
        assert source.source_id == source_id
        assert all((source.title_nb, source.title_en, source.description_nb, source.description_en))


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(LookupError, match="known: boligbygg_dwellings"):
        load_source("bergen")


def test_trondheim_2011_is_table_v2_1() -> None:
    """Fafo 2014, Table V2.1; Heimdal's 0-21 is printed with Østbyen's count."""
    result = read(TRONDHEIM_2011)
    assert result.rows_landed == 35
    assert by_area(result.readings, "0-21 år", 2011) == {
        "Midtbyen": 12320,
        "Østbyen": 11978,
        "Lerkendal": 13365,
        "Heimdal": 11978,
        "Trondheim": 49641,
    }
    assert {r.table_year for r in result.readings} == {2011}
    assert result.readings[0].file_column == "Antall"


def test_trondheim_2012_has_a_renamed_column_and_old_benefit_counts() -> None:
    """Fafo 2014, Table V2.2: "Tall for 2010, levert av Trondheim kommune"."""
    result = read(TRONDHEIM_2012)
    assert by_area(result.readings, "Grunn- og hjelpestønad 0-17 år", 2010)["Trondheim"] == 1341
    assert by_area(result.readings, "Lav utdanning 17-54 år", 2012)["Heimdal"] == 4763
    assert result.readings[0].file_column == "Antall personer"


def test_net_assistance_is_table_3_1() -> None:
    """Velferdsetaten, annual report 2024, Table 3.1, million NOK."""
    result = read(OSLO_NET)
    for year, total in ((2022, "1413.5"), (2023, "1857.9"), (2024, "2268.1")):
        amounts = by_area(result.readings, "net_social_assistance_mnok", year)
        assert amounts.pop("Oslo totalt") == Decimal(total)
        assert len(amounts) == 15
    assert by_area(result.readings, "net_social_assistance_mnok", 2022)["Østensjø"] == Decimal("73.5")
    assert {r.precision for r in result.readings} == {"rounded"}
    assert result.rows_not_data == 1
    assert result.readings[0].sheet == "Tabell 3.1"


def test_population_is_table_4_with_4544_outside_the_districts() -> None:
    """Oslo, working-group report on FO4, Table 4."""
    people = by_area(read(OSLO_POPULATION).readings, "population_18plus", 2022)
    assert people["Alna"] == 38708
    city = people.pop("Oslo i alt")
    assert city == 564200
    assert sum(number for number in people.values() if number) + 4544 == city


def test_invented_figures_say_so_in_both_languages() -> None:
    for sidecar in sorted((ROOT / "data_raw").rglob("*.origin.yml")):
        origin = read_origin(sidecar)
        assert origin.synthetic is (origin.source_id not in PUBLISHED), sidecar
        for text in (origin.title, origin.note or ""):
            assert ("SYNTETISK" in text, "SYNTHETIC" in text) == (origin.synthetic, origin.synthetic), sidecar


@pytest.mark.parametrize("delivery_id", [TRONDHEIM_2011, TRONDHEIM_2012, OSLO_NET, OSLO_POPULATION])
def test_published_figures_name_their_table(delivery_id: str) -> None:
    origin = read_origin(ROOT / "data_raw" / f"{delivery_id}.origin.yml")
    assert not origin.synthetic
    assert "Tabell" in origin.title
    assert "Table" in origin.title
