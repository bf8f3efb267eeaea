"""Price series, the deflator and the expected participants: small text files with a year on each row."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.core.origins import read_origin
from tests.support.deliveries import ROOT
from tests.support.odd_files import findings_in, place_of, read_delivery

PERIOD = "2015-2026"
PRICES = "Serie;År;Verdi;Kilde\nkpi_2015;2022;122,8;SSB\nkpi_2015;2023;129,6*;SSB\nkpi_2015;2025;..;SSB\n"
DEFLATOR = "År;Endring fra året før (%)\n2021;2,8 %\n2022;5,1%\n2023;3,9\n2026;..\n"
UNEMPLOYED = "År;Måned;Helt arbeidsledige\n2023;november;9 812\n2023;desember;..\n"
PARTICIPANTS = "År;Forventede deltakere per måned\n2024;1 700\n"
SHIPPED = ROOT / "data_raw" / "prices" / PERIOD / "priser.csv"


def write(tmp_path: Path, text: str, encoding: str) -> Path:
    file = tmp_path / "f.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_a_marked_price_keeps_its_value_as_an_estimate(tmp_path: Path) -> None:
    readings = read_delivery(write(tmp_path, PRICES, "utf-8"), "prices", PERIOD).readings
    assert [(r.source_year, r.value, r.status, r.lowest) for r in readings] == [
        (2022, Decimal("122.8"), "observed", Decimal("122.8")),
        (2023, Decimal("129.6"), "estimated", Decimal("129.6")),
        (2025, None, "missing", None),
    ]
    assert {(r.area_label, r.codes) for r in readings} == {("Norge", ("kpi_2015",))}


def test_percent_as_text_is_per_cent(tmp_path: Path) -> None:
    readings = read_delivery(write(tmp_path, DEFLATOR, "cp1252"), "municipal_deflator", PERIOD).readings
    assert [(r.source_year, r.value, r.status) for r in readings] == [
        (2021, Decimal("2.8"), "observed"),
        (2022, Decimal("5.1"), "observed"),
        (2023, Decimal("3.9"), "observed"),
        (2026, None, "missing"),
    ]


def test_expected_participants_are_the_citys(tmp_path: Path) -> None:
    [reading] = read_delivery(write(tmp_path, PARTICIPANTS, "utf-8"), "kvp_expected", "2024").readings
    assert (reading.area_label, reading.source_year, reading.value) == ("Oslo", 2024, Decimal(1700))


def test_the_unemployed_have_a_month_and_may_be_uncounted(tmp_path: Path) -> None:
    readings = read_delivery(write(tmp_path, UNEMPLOYED, "utf-8"), "nav_unemployed", "2023-2024").readings
    assert [(r.area_label, r.source_year, r.codes, r.value, r.status) for r in readings] == [
        ("Oslo", 2023, ("11",), Decimal(9812), "observed"),
        ("Oslo", 2023, ("12",), None, "missing"),
    ]


@pytest.mark.parametrize(
    ("source_id", "text", "old", "new", "code", "place"),
    [
        ("prices", PRICES, "kpi_2015;2022", "kpi;2022", "unknown_code", (2, "Serie", "kpi")),
        ("prices", PRICES, "2015;2022", "2015;2014", "wrong_year", (2, "År", "2014")),
        ("prices", PRICES, "129,6*", "*", "missing_value", (3, "Verdi", "*")),
        ("prices", PRICES, "129,6*", "129,6**", "not_a_number", (3, "Verdi", "129,6*")),
        ("prices", PRICES, "122,8", "122.8", "not_a_number", (2, "Verdi", "122.8")),
        (
            *("municipal_deflator", DEFLATOR, "(%)", "(indeks)", "undeclared_column"),
            (1, "Endring fra året før (indeks)", "Endring fra året før (indeks)"),
        ),
        (
            *("municipal_deflator", DEFLATOR, " (%)", " (1000 kr)", "wrong_unit"),
            (1, "Endring fra året før (1000 kr)", "Endring fra året før (1000 kr)"),
        ),
        ("municipal_deflator", DEFLATOR, "2021;", "2027;", "wrong_year", (2, "År", "2027")),
        ("nav_unemployed", UNEMPLOYED, "november", "nov.", "unknown_code", (2, "Måned", "nov.")),
        (
            "nav_unemployed",
            UNEMPLOYED,
            "9 812",
            "9 812,5",
            "decimal_in_count",
            (2, "Helt arbeidsledige", "9 812,5"),
        ),
    ],
)
def test_a_faulty_file_is_named(
    tmp_path: Path, source_id: str, text: str, old: str, new: str, code: str, place: tuple[int, str, str]
) -> None:
    encoding = "cp1252" if source_id == "municipal_deflator" else "utf-8"
    finding = findings_in(write(tmp_path, text.replace(old, new), encoding), source_id, PERIOD)[0]
    assert finding.code == code
    assert (finding.sheet, finding.row, finding.column, finding.found) == (None, *place)


def test_participants_of_another_year_are_refused(tmp_path: Path) -> None:
    [finding] = findings_in(write(tmp_path, PARTICIPANTS, "utf-8"), "kvp_expected", "2025")
    assert (finding.code, *place_of(finding)) == ("wrong_year", None, 2, "År", "2024", "2025")


def test_the_average_amount_follows_from_the_two_of_its_year() -> None:
    """NAV: four months of the old amount and eight of the new, rounded; a slip in copying would show."""
    with SHIPPED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    amounts = {
        (row["Serie"], int(row["År"])): int(row["Verdi"].replace(" ", ""))
        for row in rows
        if row["Serie"].startswith("g_")
    }
    for year in range(2016, 2027):
        old, new = amounts["g_1_may", year - 1], amounts["g_1_may", year]
        assert abs(amounts["g_average", year] - (old * 4 + new * 8) / 12) < 1, year


def test_the_unconfirmed_index_is_marked_and_said_in_the_sidecar() -> None:
    rows = SHIPPED.read_text(encoding="utf-8").splitlines()
    assert [row.split(";")[1] for row in rows if "*" in row] == ["2023"]
    note = read_origin(SHIPPED.with_name("priser.csv.origin.yml")).note or ""
    assert "2023 is unverified" in note
