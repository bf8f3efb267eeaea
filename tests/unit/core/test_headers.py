import pytest

from pipelines.core.errors import Finding
from pipelines.core.headers import find_places, holds_most

WHERE = ("kilde", "kilde/2024/f.xlsx", "Tall", 3)
WANTED = {"source_year": "År | år | aar", "district": "Bydel", "amount": "Beløp (1000 kr)"}


def found_in(header: list[str]) -> list[tuple[str, str | None, str | None, str | None]]:
    findings = find_places(header, WANTED, [], WHERE).findings
    assert {(f.source_id, f.file, f.sheet, f.row) for f in findings} <= {WHERE}
    return [(f.code, f.column, f.found, f.expected) for f in findings]


@pytest.mark.parametrize("year", ["År", "år", "aar"])
def test_a_header_may_be_spelt_in_any_of_the_agreed_ways(year: str) -> None:
    places = find_places(["Beløp (1000 kr)", year, "Bydel"], WANTED, [], WHERE)
    assert places.findings == []
    assert places.headers == {"source_year": year, "district": "Bydel", "amount": "Beløp (1000 kr)"}
    assert places.index == {"source_year": 1, "district": 2, "amount": 0}


def test_both_spellings_at_once_are_one_column_too_many() -> None:
    header = ["År", "aar", "Bydel", "Beløp (1000 kr)"]
    assert found_in(header) == [("duplicate_header", "aar", "År, aar", None)]


@pytest.mark.parametrize("delivered", ["Beløp (kr)", "Beløp i mill. kr", "Beløp"])
def test_another_unit_is_told_as_one_fault(delivered: str) -> None:
    assert found_in(["år", "Bydel", delivered]) == [("wrong_unit", delivered, delivered, "Beløp (1000 kr)")]


def test_a_renamed_column_is_one_too_many_and_one_too_few() -> None:
    header = ["år", "Distrikt", "Beløp (1000 kr)"]
    assert found_in(header) == [
        ("undeclared_column", "Distrikt", "Distrikt", "År | år | aar, Bydel, Beløp (1000 kr)"),
        ("missing_header", None, "år, Distrikt, Beløp (1000 kr)", "Bydel"),
    ]


def test_a_column_agreed_not_to_be_used_is_no_stranger() -> None:
    header = ["år", "Bydel", "Kilde", "Beløp (1000 kr)"]
    assert find_places(header, WANTED, ["Kilde"], WHERE).findings == []


def test_the_header_row_holds_at_least_half_of_the_agreed_headers() -> None:
    assert holds_most(["aar", "Bydel", "noe"], WANTED.values())
    assert not holds_most(["aar", "noe"], WANTED.values())


def test_a_finding_about_headers_says_where() -> None:
    [finding] = find_places(["år", "Bydel", "Beløp (kr)"], WANTED, [], WHERE).findings
    assert isinstance(finding, Finding)
    assert finding.where("nb") == "kilde/2024/f.xlsx, ark «Tall», rad 3, kolonne «Beløp (kr)»"
