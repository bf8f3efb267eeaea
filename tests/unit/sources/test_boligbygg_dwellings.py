from pathlib import Path

import pytest

from pipelines.core.errors import Finding
from pipelines.sources import load_source
from pipelines.sources.boligbygg_dwellings.read import four_digits
from tests.support.odd_files import Cell, findings_in, place_of, read_delivery, whole, write_workbook

SOURCE = "boligbygg_dwellings"
HEADER = ["år", "Bydelsnr", "Bydel", "Delbydelsnr", "Delbydel", "Antall boliger"]
ROWS: list[list[Cell]] = [
    [2022, "01", "Bydel Gamle Oslo", "011", "Lodalen", 54],
    [2022, 1, "Bydel Gamle Oslo", 102, "Grønland", "1 043"],
    [2022, "02", "Bydel Grünerløkka", "0207", "Hasle-Løren", 12],
    [2022, "04", "Bydel St.Hanshaugen", "0401", "Hammersborg", 7],
    [2022, "16", "Sentrum", "1601", "Sentrum", 31],
    [2022, "17", "Marka", "1701", "Marka, Maridalen", 3],
    [2022, "17", "Marka", "1701", "Marka, Østmarka", 2],
]


def book(tmp_path: Path, rows: list[list[Cell]], header: list[str] | None = None) -> Path:
    return write_workbook(tmp_path / "boliger.xlsx", {"Boliger": [header or HEADER, *rows]})


def changed(tmp_path: Path, place: int, value: Cell) -> Finding:
    rows = [list(row) for row in ROWS]
    rows[2][place] = value
    [finding] = findings_in(book(tmp_path, rows), SOURCE, "2022")
    return finding


@pytest.mark.parametrize("year", ["År", "år", "aar"])
def test_retired_and_short_numbers_land_with_four_digits(tmp_path: Path, year: str) -> None:
    result = read_delivery(book(tmp_path, ROWS, [year, *HEADER[1:]]), SOURCE, "2022")
    assert result.rows_delivered == result.rows_landed == 7
    assert [(r.area_code, r.area_label, *r.codes, whole(r.value)) for r in result.readings] == [
        ("01", "Bydel Gamle Oslo", "0101", "Lodalen", 54),
        ("1", "Bydel Gamle Oslo", "0102", "Grønland", 1043),
        ("02", "Bydel Grünerløkka", "0207", "Hasle-Løren", 12),
        ("04", "Bydel St.Hanshaugen", "0401", "Hammersborg", 7),
        ("16", "Sentrum", "1601", "Sentrum", 31),
        ("17", "Marka", "1701", "Marka, Maridalen", 3),
        ("17", "Marka", "1701", "Marka, Østmarka", 2),
    ]
    assert {(r.measure, r.source_year, r.status) for r in result.readings} == {
        ("dwellings", 2022, "observed")
    }


@pytest.mark.parametrize(
    ("delivered", "district", "number"),
    [
        ("011", "01", "0101"),
        ("017", "01", "0107"),
        ("102", "01", "0102"),
        ("101", "10", "1001"),
        ("0207", "02", "0207"),
        ("903", "09", "0903"),
        # belongs to no reading of the district: left for the finding
        ("102", "03", "102"),
        ("12", "01", "12"),
        ("a11", "01", "a11"),
    ],
)
def test_three_digits_are_read_by_the_district(delivered: str, district: str, number: str) -> None:
    assert four_digits(delivered, district) == number


def test_the_reading_of_three_digits_is_never_a_choice() -> None:
    """No number can be read in two ways for one district, whatever is delivered."""
    for number in range(1000):
        text = f"{number:03}"
        readings = {"0" + text, f"{text[:2]}0{text[2]}"}
        for district in {code[:2] for code in load_source(SOURCE).dimensions["sub_district"].codes}:
            assert len([one for one in readings if one.startswith(district)]) <= 1


@pytest.mark.parametrize(
    ("place", "value", "code", "expected"),
    [
        (0, 2023, "wrong_year", "2022"),
        (3, "0299", "unknown_code", None),
        (3, "302", "unknown_code", None),
        (3, "0302", "sub_district_mismatch", "0201-0299"),
        (3, None, "missing_value", "en verdi"),
        (5, "ukjent", "not_a_number", "et tall, for eksempel 12 320"),
    ],
)
def test_a_faulty_cell_is_named(
    tmp_path: Path, place: int, value: Cell, code: str, expected: str | None
) -> None:
    finding = changed(tmp_path, place, value)
    assert finding.code == code
    assert place_of(finding)[:4] == ("Boliger", 4, HEADER[place], "" if value is None else str(value))
    assert finding.expected_text("nb") == expected or (
        expected is None and "0207" in (finding.expected or "")
    )


def test_the_sub_districts_are_those_of_the_city_retired_ones_too() -> None:
    codes = load_source(SOURCE).dimensions["sub_district"].codes
    assert len(codes) == 104
    assert {"0101", "0107", "0207", "0903", "1601", "1701"} <= set(codes)
    assert all(ours == delivered for delivered, ours in codes.items())
