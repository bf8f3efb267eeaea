from pathlib import Path

import pytest

from pipelines.sources import load_source
from tests.support.odd_files import Cell, Rows, findings_in, place_of, read_delivery, whole, write_workbook

SOURCE = "ssb_commissioned"
HEADER = ["Bydel", "År", "Tabell", "Antall"]
ROWS: list[list[Cell]] = [
    ["Bydel St.Hanshaugen", 2022, "Ikke gift 20-49 år", "12\u00a0345"],
    ["Sentrum", 2022, "Ikke gift 20-49 år", ":"],
    ["Uoppgitt", 2022, "Ikke gift 20-49 år", ".."],
    ["Oslo i alt", 2022, "Ikke gift 20-49 år", 200400],
    ["Oslo i alt", 2022, "22-35 år uten fullført videregående", 0],
]


def book(tmp_path: Path, rows: list[list[Cell]], header: list[str] | None = None) -> Path:
    sheet: Rows = [
        ["Tabelloppdrag 2022"],
        header or HEADER,
        *rows,
        [": Tall under 3 er skjult"],
        ["Kilde: SSB"],
    ]
    return write_workbook(tmp_path / "oppdrag.xlsx", {"Tabell": sheet})


@pytest.mark.parametrize("year", ["År", "år", "aar"])
def test_the_text_of_a_row_says_its_measure(tmp_path: Path, year: str) -> None:
    result = read_delivery(book(tmp_path, ROWS, ["Bydel", year, "Tabell", "Antall"]), SOURCE, "2022")
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (7, 5, 2)
    assert [(r.area_label, r.measure, whole(r.value), r.status) for r in result.readings] == [
        ("Bydel St.Hanshaugen", "unmarried_20_49", 12345, "observed"),
        ("Sentrum", "unmarried_20_49", None, "suppressed"),
        ("Uoppgitt", "unmarried_20_49", None, "missing"),
        ("Oslo i alt", "unmarried_20_49", 200400, "observed"),
        ("Oslo i alt", "no_upper_secondary_22_35", 0, "observed"),
    ]


def test_fewer_than_three_is_one_or_two_and_never_zero(tmp_path: Path) -> None:
    readings = read_delivery(book(tmp_path, ROWS), SOURCE, "2022").readings
    assert [(whole(r.value), whole(r.lowest), whole(r.highest)) for r in readings] == [
        (12345, 12345, 12345),
        (None, 1, 2),
        (None, None, None),
        (200400, 200400, 200400),
        (0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("place", "value", "code", "expected"),
    [
        (1, 2021, "wrong_year", "2022"),
        (2, "Ugift 20-49 år", "unknown_code", ", ".join(load_source(SOURCE).measure_texts)),
        (3, "<3", "not_a_number", "et tall, for eksempel 12 320"),
    ],
)
def test_a_faulty_cell_is_named(tmp_path: Path, place: int, value: Cell, code: str, expected: str) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][place] = value
    [finding] = findings_in(book(tmp_path, rows), SOURCE, "2022")
    assert finding.code == code
    assert place_of(finding) == ("Tabell", 6, HEADER[place], str(value), expected)


def test_every_measure_has_one_text() -> None:
    source = load_source(SOURCE)
    assert sorted(source.measure_texts.values()) == sorted(source.measures)
