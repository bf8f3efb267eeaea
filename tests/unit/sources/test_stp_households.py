from pathlib import Path

import pytest

from pipelines.core.errors import Finding
from tests.support.odd_files import Cell, Rows, findings_in, place_of, read_delivery, whole, write_workbook

SOURCE = "stp_households"
KEYS = ("Bydelsnr", "Bydel", "Inntektsår", "Husholdningstype", "Aldersgruppe", "Kjønn")
LATER = (
    *("Finanskapital under 1 G", "Utdanning", "Utdanning hovedinntektstaker", "Landbakgrunn"),
    *("Innvandringskategori", "Arbeidsstyrkestatus"),
)
COUNTS = ("Antall personer", "Antall husholdninger")
HEADER_2021 = (*KEYS, "EU-60", *LATER, *COUNTS)
HEADER_2022 = (*KEYS, *LATER, "Lavinntekt (EU-60)", *COUNTS)

CELL: dict[str, Cell] = {
    "Bydelsnr": "04",
    "Bydel": "Bydel St.Hanshaugen",
    "Husholdningstype": "Mor/far med barn, 4 barn eller flere",
    "Aldersgruppe": "30-49 år",
    "Kjønn": "Kvinne",
    "EU-60": "Ja",
    "Lavinntekt (EU-60)": "Ja",
    "Finanskapital under 1 G": "Nei",
    "Utdanning": "Videregående",
    "Utdanning hovedinntektstaker": "Ungdomsskole",
    "Landbakgrunn": "Øst-Europa utenfor EU",
    "Innvandringskategori": "Norskfødt med innvandrerforeldre",
    "Arbeidsstyrkestatus": "Utenfor arbeidsstyrken",
    "Antall personer": 1234,
    "Antall husholdninger": "1\u00a0034",
}
CODES = (
    *("single_parent_4plus", "30_49", "female", "yes", "no", "upper_secondary", "lower_secondary"),
    *("eastern_europe_non_eu", "second", "outside"),
)


def book(tmp_path: Path, *cells: dict[str, Cell], year: int = 2021, **changes: str) -> Path:
    """A workbook of a year, its header as it was that year; `changes` renames headers."""
    header = HEADER_2021 if year < 2022 else HEADER_2022
    rows: Rows = [
        ["Personer og husholdninger etter inntekt og levekår"],
        [f"SSB fjerntilgang, inntektsår {year}"],
        [changes.get(name, name) for name in header],
        *([(CELL | {"Inntektsår": year} | cell).get(name) for name in header] for cell in cells),
        [],
        [": = under 3, skjult"],
        ["Kilde: byens uttrekk fra SSBs fjerntilgang"],
    ]
    return write_workbook(tmp_path / "stp.xlsx", {"Celler": rows, "Koder": [["x"]]}, hidden=["Koder"])


def one(file: Path, period: str = "2021") -> Finding:
    [finding] = findings_in(file, SOURCE, period)
    return finding


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023])
def test_the_column_that_moved_and_changed_name_lands_alike(tmp_path: Path, year: int) -> None:
    result = read_delivery(book(tmp_path, {}, year=year), SOURCE, str(year))
    assert (result.rows_delivered, result.rows_landed, result.rows_not_data) == (3, 1, 2)
    landed = [(r.measure, whole(r.value), r.file_row, r.file_column, r.codes) for r in result.readings]
    assert landed == [
        ("persons", 1234, 4, "Antall personer", CODES),
        ("households", 1034, 4, "Antall husholdninger", CODES),
    ]
    assert {(r.area_label, r.area_code, r.source_year, r.sheet) for r in result.readings} == {
        ("Bydel St.Hanshaugen", "04", year, "Celler")
    }


def test_a_hidden_cell_hides_one_or_two_and_is_never_zero(tmp_path: Path) -> None:
    cells: tuple[dict[str, Cell], ...] = (
        {"Antall husholdninger": ":"},
        {"Antall personer": 0, "Aldersgruppe": "67 år"},
    )
    result = read_delivery(book(tmp_path, *cells), SOURCE, "2021")
    hidden = result.readings[1]
    assert (whole(hidden.value), hidden.status, whole(hidden.lowest), whole(hidden.highest)) == (
        None,
        "suppressed",
        1,
        2,
    )
    # a zero that was delivered is a zero
    zero = result.readings[2]
    assert (whole(zero.value), zero.status, whole(zero.lowest), whole(zero.highest)) == (0, "observed", 0, 0)


def test_rest_groups_land_as_areas_of_their_own(tmp_path: Path) -> None:
    rest = [("16", "Sentrum"), ("17", "Marka"), ("99", "Uten registrert adresse")]
    cells: list[dict[str, Cell]] = [{"Bydelsnr": number, "Bydel": name} for number, name in rest]
    result = read_delivery(book(tmp_path, *cells), SOURCE, "2021")
    assert [(r.area_code, r.area_label) for r in result.readings[::2]] == rest


def test_the_header_of_another_year_is_refused(tmp_path: Path) -> None:
    found = findings_in(book(tmp_path, {}, year=2021), SOURCE, "2022")
    assert [(f.code, f.sheet, f.row, f.column, f.found) for f in found[:1]] == [
        ("undeclared_column", "Celler", 3, "EU-60", "EU-60")
    ]
    assert (found[1].code, found[1].row, found[1].expected) == ("missing_header", 3, "Lavinntekt (EU-60)")


@pytest.mark.parametrize(
    ("cell", "code", "column", "found", "expected"),
    [
        ({"Inntektsår": 2020}, "wrong_year", "Inntektsår", "2020", "2021"),
        ({"Kjønn": "Begge"}, "unknown_code", "Kjønn", "Begge", "Mann, Kvinne"),
        ({"EU-60": "ja"}, "unknown_code", "EU-60", "ja", "Ja, Nei"),
        ({"Kjønn": None}, "missing_value", "Kjønn", "", "en verdi"),
        ({"Antall personer": None}, "missing_value", "Antall personer", "", "en verdi"),
        ({"Antall personer": 12.5}, "decimal_in_count", "Antall personer", "12,5", "et helt tall"),
        (
            {"Antall personer": "24,8 %"},
            "not_a_number",
            "Antall personer",
            "24,8 %",
            "et tall, for eksempel 12 320",
        ),
        (
            {"Antall personer": "25 %"},
            "not_a_number",
            "Antall personer",
            "25 %",
            "et tall, for eksempel 12 320",
        ),
        ({"Antall personer": "<5"}, "not_a_number", "Antall personer", "<5", "et tall, for eksempel 12 320"),
    ],
)
def test_a_faulty_cell_is_named(
    tmp_path: Path, cell: dict[str, Cell], code: str, column: str, found: str, expected: str
) -> None:
    finding = one(book(tmp_path, {"Kjønn": "Mann"}, cell))
    assert finding.code == code
    assert place_of(finding) == ("Celler", 5, column, found, expected)


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    found = findings_in(
        book(tmp_path, {"Kjønn": "x", "Utdanning": "y"}, {"Landbakgrunn": "z"}), SOURCE, "2021"
    )
    assert [(f.row, f.column, f.found) for f in found] == [
        (4, "Kjønn", "x"),
        (4, "Utdanning", "y"),
        (5, "Landbakgrunn", "z"),
    ]


def test_a_title_of_another_year_is_refused(tmp_path: Path) -> None:
    file = book(tmp_path, {"Inntektsår": 2021}, year=2020)
    finding = one(file)
    assert finding.code == "wrong_year"
    assert place_of(finding) == ("Celler", 2, None, "SSB fjerntilgang, inntektsår 2020", "2021")


def test_a_text_that_repeats_is_judged_anew_on_every_row_and_in_every_column(tmp_path: Path) -> None:
    """What a text means is kept per column; a fault is not, and neither is a text another column knows."""
    cells: list[dict[str, Cell]] = [
        {},
        {"Kjønn": "x"},
        {"Kjønn": "x"},
        {"Kjønn": "Ja"},
        {"Antall personer": "x"},
    ]
    found = findings_in(book(tmp_path, *cells, {"Antall personer": "x"}), SOURCE, "2021")
    assert [(f.row, f.column, f.found) for f in found] == [
        (5, "Kjønn", "x"),
        (6, "Kjønn", "x"),
        (7, "Kjønn", "Ja"),
        (8, "Antall personer", "x"),
        (9, "Antall personer", "x"),
    ]
