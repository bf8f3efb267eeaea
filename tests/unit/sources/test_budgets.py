"""Frames and the central budget: merged cells, footnotes, hidden sheets, units in titles and headers."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.sources.central_budget.read import iso_date
from tests.support.odd_files import Cell, Rows, findings_in, place_of, read_delivery, whole, write_workbook

PERIOD = "2024-2026"
FRAMES: list[list[Cell]] = [
    ["Rammer for FO4"],
    ["Hele kroner, budsjettets prisnivå"],
    ["Funksjonsområde", "Benevning", "2024", 2025, "2026"],
    ["FO4A", "Sosiale tjenester", "1\u00a0300\u00a0000\u00a0000", 1350000000, ".."],
    [None, "Herav særskilte tiltak", 1000000, 1000000, None],
    ["FO4B", "Kvalifiseringsprogrammet", "530 000 000", 540000000, 550000000],
    ["FO4C", "Økonomisk sosialhjelp", "1 678 000 000", 1700000000, 1800000000],
    [],
    ["Kilde: Sak 1/24"],
]


def frames(tmp_path: Path, rows: Rows) -> Path:
    sheets: dict[str, Rows] = {"Rammer": rows, "Grunnlag": FRAMES}
    return write_workbook(tmp_path / "rammer.xlsx", sheets, merged={"Rammer": ["A4:A5"]}, hidden=["Grunnlag"])


def test_a_frame_lands_for_every_area_and_year(tmp_path: Path) -> None:
    result = read_delivery(frames(tmp_path, FRAMES), "budget_frames", PERIOD)
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (5, 3, 2)
    assert [(r.codes, r.source_year, whole(r.value), r.status) for r in result.readings[:4]] == [
        (("fo4a",), 2024, 1300000000, "observed"),
        (("fo4a",), 2025, 1350000000, "observed"),
        (("fo4a",), 2026, None, "missing"),
        (("fo4b",), 2024, 530000000, "observed"),
    ]
    assert {(r.area_label, r.measure, r.sheet) for r in result.readings} == {("Oslo", "frame_nok", "Rammer")}
    assert result.readings[1].file_column == "2025"


@pytest.mark.parametrize(
    ("row", "place", "value", "code", "found_at"),
    [
        (2, 0, "Millioner kroner", "wrong_unit", ("Rammer", 2, None, "Millioner kroner", "kr")),
        (2, 0, "Beløp i 1000 kr", "wrong_unit", ("Rammer", 2, None, "Beløp i 1000 kr", "kr")),
        (6, 0, "FO4D", "unknown_code", ("Rammer", 6, "Funksjonsområde", "FO4D", "FO4A, FO4B, FO4C")),
        (6, 0, None, "missing_value", ("Rammer", 6, "Funksjonsområde", "", "en verdi")),
        (6, 3, "5,4", "decimal_in_count", ("Rammer", 6, "2025", "5,4", "et helt tall")),
    ],
)
def test_a_faulty_frame_is_named(
    tmp_path: Path, row: int, place: int, value: Cell, code: str, found_at: tuple[Cell, ...]
) -> None:
    rows = [list(cells) for cells in FRAMES]
    rows[row - 1][place] = value
    [finding] = findings_in(frames(tmp_path, rows), "budget_frames", PERIOD)
    assert finding.code == code
    assert place_of(finding) == found_at


def test_the_years_must_be_the_periods(tmp_path: Path) -> None:
    found = findings_in(frames(tmp_path, FRAMES), "budget_frames", "2025-2027")
    assert [(f.code, f.row, f.expected if f.code == "missing_header" else f.found) for f in found] == [
        ("undeclared_column", 3, "2024"),
        ("missing_header", 3, "2027"),
    ]


HEADER = ["Bydel", "Funksjonsområde", "Type", "Dato", "Sak", "Beløp (1000 kr)"]
BUDGET: list[list[Cell]] = [
    ["Sentralt budsjett 2022 etter bydel"],
    [],
    list(HEADER),
    ["Bydel Gamle Oslo", "FO4A", "Opprinnelig budsjett", date(2021, 12, 15), "Sak 423/21", "98\u00a0765"],
    [None, "FO4C", "Opprinnelig budsjett", "15.12.2021", "Sak 423/21", 120345],
    [None, "FO4C", "Justering", "2022-06-22", "Sak 210/22", "1 234-"],
    ["Bydel St.Hanshaugen", "FO4A", "Opprinnelig budsjett", "15.12.2021", "Sak 423/21", 5],
    ["Kilde: Byrådsavdeling for finans"],
]


def budget(tmp_path: Path, rows: Rows) -> Path:
    merged = {"Budsjett": ["A4:A6"]}
    return write_workbook(tmp_path / "budsjett.xlsx", {"Budsjett": rows}, merged=merged)


def test_the_district_of_a_merged_cell_holds_for_its_rows(tmp_path: Path) -> None:
    result = read_delivery(budget(tmp_path, BUDGET), "central_budget", "2022")
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (5, 4, 1)
    assert [(r.area_label, r.codes, whole(r.value)) for r in result.readings] == [
        ("Bydel Gamle Oslo", ("fo4a", "opening", "2021-12-15", "Sak 423/21"), 98765),
        ("Bydel Gamle Oslo", ("fo4c", "opening", "2021-12-15", "Sak 423/21"), 120345),
        ("Bydel Gamle Oslo", ("fo4c", "adjustment", "2022-06-22", "Sak 210/22"), -1234),
        ("Bydel St.Hanshaugen", ("fo4a", "opening", "2021-12-15", "Sak 423/21"), 5),
    ]
    assert {(r.source_year, r.measure) for r in result.readings} == {(2022, "budget_thousand_nok")}


@pytest.mark.parametrize(
    ("row", "place", "value", "code", "found_at"),
    [
        (1, 0, "Sentralt budsjett 2021", "wrong_year", (1, None, "Sentralt budsjett 2021", "2022")),
        (1, 0, "Sentralt budsjett", "wrong_year", (1, None, "", "2022")),
        (3, 5, "Beløp (kr)", "wrong_unit", (3, "Beløp (kr)", "Beløp (kr)", "Beløp (1000 kr)")),
        (6, 2, "Endring", "unknown_code", (6, "Type", "Endring", "Opprinnelig budsjett, Justering")),
        (6, 3, "22.06.2020", "wrong_year", (6, "Dato", "22.06.2020", "2021-2022")),
        (6, 3, "31.02.2022", "unknown_code", (6, "Dato", "31.02.2022", "som / such as «2024-06-19»")),
        (6, 4, None, "missing_value", (6, "Sak", "", "en verdi")),
        # below the merged cell, so nobody says whose it is
        (7, 0, None, "missing_value", (7, "Bydel", "", "en verdi")),
    ],
)
def test_a_faulty_budget_is_named(
    tmp_path: Path, row: int, place: int, value: Cell, code: str, found_at: tuple[Cell, ...]
) -> None:
    rows = [list(cells) for cells in BUDGET]
    rows[row - 1][place] = value
    [finding] = findings_in(budget(tmp_path, rows), "central_budget", "2022")
    assert finding.code == code
    assert place_of(finding) == ("Budsjett", *found_at)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.12.2021", "2021-12-15"),
        ("1.2.2022", "2022-02-01"),
        ("2022-06-22", "2022-06-22"),
        ("31.02.2022", ""),
        ("juni 2022", ""),
    ],
)
def test_a_day_is_written_in_two_ways(text: str, day: str) -> None:
    assert iso_date(text) == day
