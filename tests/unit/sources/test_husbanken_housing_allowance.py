from pathlib import Path

import pytest

from tests.support.odd_files import findings_in, place_of, read_delivery, whole

SOURCE = "husbanken_housing_allowance"
TEXT = """År;Kommunenr;Bydel;Mottakere;Utbetalt 1000 kr
2022;0301;Oslo;21 456;1 023 400
2022;0311;Gamle Oslo;2\u00a0310;110 250
2022;0316;Ullern;:;:
2022;0325;Søndre Nordstrand;1 950;..
"""


def write(tmp_path: Path, text: str, encoding: str = "cp1252") -> Path:
    file = tmp_path / "bostotte.csv"
    file.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return file


def test_husbankens_numbers_are_districts_of_its_own(tmp_path: Path) -> None:
    result = read_delivery(write(tmp_path, TEXT), SOURCE, "2022")
    assert (result.rows_delivered, result.rows_landed) == (4, 4)
    assert [(r.area_label, r.area_code, r.measure, whole(r.value)) for r in result.readings] == [
        ("Oslo", "0301", "recipients", 21456),
        ("Oslo", "0301", "paid_thousand_nok", 1023400),
        ("Gamle Oslo", "01", "recipients", 2310),
        ("Gamle Oslo", "01", "paid_thousand_nok", 110250),
        # NAV's 0316 is Gamle Oslo
        ("Ullern", "06", "recipients", None),
        ("Ullern", "06", "paid_thousand_nok", None),
        ("Søndre Nordstrand", "15", "recipients", 1950),
        ("Søndre Nordstrand", "15", "paid_thousand_nok", None),
    ]


def test_fewer_than_four_is_one_to_three_and_never_zero(tmp_path: Path) -> None:
    readings = read_delivery(write(tmp_path, TEXT), SOURCE, "2022").readings
    marks = [
        (r.status, whole(r.value), whole(r.lowest), whole(r.highest))
        for r in readings
        if r.status != "observed"
    ]
    assert marks == [
        ("suppressed", None, 1, 3),
        ("suppressed", None, None, None),
        ("missing", None, None, None),
    ]


def test_a_number_that_lost_its_zero_is_the_same_number(tmp_path: Path) -> None:
    text = TEXT.replace(";0", ";")
    assert read_delivery(write(tmp_path, text), SOURCE, "2022").readings[2].area_code == "01"


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("2022;0311", "2021;0311", "wrong_year", (3, "År", "2021", "2022")),
        ("0311;Gamle", "0331;Gamle", "unknown_code", (3, "Kommunenr", "0331", "0301, 0311-0325")),
        (
            "2\u00a0310;110",
            "2\u00a03l0;110",
            "not_a_number",
            (3, "Mottakere", "2\u00a03l0", "et tall, for eksempel 12 320"),
        ),
        (
            "Utbetalt 1000 kr",
            "Utbetalt mill. kr",
            "wrong_unit",
            (1, "Utbetalt mill. kr", "Utbetalt mill. kr", "Utbetalt 1000 kr"),
        ),
        (
            "Utbetalt 1000 kr",
            "Utbetalt kr",
            "wrong_unit",
            (1, "Utbetalt kr", "Utbetalt kr", "Utbetalt 1000 kr"),
        ),
    ],
)
def test_a_faulty_file_is_named(
    tmp_path: Path, old: str, new: str, code: str, place: tuple[int, str, str, str]
) -> None:
    [finding] = findings_in(write(tmp_path, TEXT.replace(old, new)), SOURCE, "2022")
    assert finding.code == code
    assert place_of(finding) == (None, *place)


def test_another_character_set_than_agreed_is_named(tmp_path: Path) -> None:
    [finding] = findings_in(write(tmp_path, TEXT, "utf-8"), SOURCE, "2022")
    assert finding.code == "wrong_encoding"
    assert place_of(finding) == (None, 1, None, "UTF-8", "Windows-1252")
