import pytest

from pipelines.settings import Settings
from tests.support.deliveries import OSLO_COUNTS, edit_text
from tests.support.landing import findings_of, land, query

ALNA = "fo4_proposal_2024;tsb_patients;2022;12;Alna;340\r\n"


def test_the_row_used_below_stands_where_the_tests_say(project: Settings) -> None:
    landed = land(project, "oslo_criterion_counts")
    where = "where area_label = 'Alna' and measure = 'tsb_patients'"
    [(row,)] = query(landed, f"select file_row from landed {where}")
    text = (project.data_raw / OSLO_COUNTS).read_bytes().decode("cp1252")
    assert text.splitlines(keepends=True)[row - 1] == ALNA


@pytest.mark.parametrize(
    ("new", "code", "column", "found", "expected"),
    [
        (ALNA.replace("340", "ca. 340"), "not_a_number", "Verdi", "ca. 340", "a number, for example 12 320"),
        (ALNA.replace("340", "340,5"), "decimal_in_count", "Verdi", "340,5", "a whole number"),
        (ALNA.replace("340", "3.400"), "not_a_number", "Verdi", "3.400", "a number, for example 12 320"),
        (ALNA.replace("340", ""), "missing_value", "Verdi", "", "a value"),
        (
            ALNA.replace("340", "1" * 15),
            "out_of_range",
            "Verdi",
            "1" * 15,
            "at most 14 digits before the decimal mark and 6 after",
        ),
        (ALNA.replace("Alna", ""), "missing_value", "Bydel", "", "a value"),
        (ALNA.replace(";12;", ";;"), "missing_value", "Bydelsnr", "", "a value"),
        (ALNA.replace("2022", "2o22"), "not_a_number", "Årgang", "2o22", "a number, for example 12 320"),
        (ALNA.replace("2022", "2024"), "wrong_year", "Årgang", "2024", "< 2024"),
        (ALNA.replace(";12;", ";11;"), "area_code_mismatch", "Bydel", "11 (Stovner), Alna", "12, Alna"),
        (ALNA.replace("340\r\n", "340;1\r\n"), "wrong_cell_count", None, "7", "6"),
        (ALNA.replace(";340", ""), "wrong_cell_count", None, "5", "6"),
    ],
)
def test_a_broken_cell_is_named_with_file_row_and_column(
    project: Settings, new: str, code: str, column: str | None, found: str, expected: str
) -> None:
    text = (project.data_raw / OSLO_COUNTS).read_bytes().decode("cp1252")
    row = text.splitlines(keepends=True).index(ALNA) + 1
    edit_text(project, OSLO_COUNTS, ALNA, new)
    [finding] = findings_of(project, OSLO_COUNTS)
    assert (finding.code, finding.row, finding.column, finding.found) == (code, row, column, found)
    assert finding.expected_text("en") == expected


def test_an_extra_district_is_named_with_the_known_ones(project: Settings) -> None:
    extra = "fo4_proposal_2024;tsb_patients;2022;01;Bydel Gamle Olso;5\r\n"
    edit_text(project, OSLO_COUNTS, ALNA, ALNA + extra)
    [finding] = findings_of(project, OSLO_COUNTS)
    assert (finding.code, finding.column, finding.found) == ("unknown_area", "Bydel", "Bydel Gamle Olso")
    assert finding.expected
    assert finding.expected.startswith("Gamle Oslo, Grünerløkka")
    assert "looks like «Bydel Gamle Oslo»" in finding.text("en")
    assert "ligner «Bydel Gamle Oslo»" in finding.text("nb")


def test_an_unknown_criterion_is_named_with_the_known_ones(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA.replace("tsb_patients", "tsb_pasients"))
    [finding] = findings_of(project, OSLO_COUNTS)
    assert (finding.code, finding.column) == ("unknown_measure", "Kriterium")
    assert "looks like «tsb_patients»" in finding.text("en")


def test_a_row_delivered_twice_names_both_rows(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA + ALNA)
    [finding] = findings_of(project, OSLO_COUNTS)
    assert finding.code == "duplicate_row"
    assert finding.row is not None
    assert finding.params["first_row"] == str(finding.row - 1)
    assert finding.found == "tsb_patients, 2022, Alna"


def test_the_same_district_under_two_names_is_delivered_twice(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA + ALNA.replace("Alna", "BYDEL ALNA"))
    assert [f.code for f in findings_of(project, OSLO_COUNTS)] == ["duplicate_row"]


def test_the_index_product_may_have_decimals(project: Settings) -> None:
    row = "unmarried_20_49_x_low_education_x_outmigration;2022;12;Alna;1739"
    edit_text(project, OSLO_COUNTS, row, f"{row},25")
    landed = land(project, "oslo_criterion_counts")
    assert query(
        landed, "select value::varchar from landed where measure like 'unmarried%' and area_label = 'Alna'"
    ) == [("1739.250000",)]


@pytest.mark.parametrize(
    ("symbol", "status"), [(":", "suppressed"), ("..", "missing"), (".", "not_applicable")]
)
def test_a_figure_that_is_not_given_is_no_zero(project: Settings, symbol: str, status: str) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA.replace("340", symbol))
    landed = land(project, "oslo_criterion_counts")
    where = "where area_label = 'Alna' and measure = 'tsb_patients'"
    assert query(landed, f"select value, status from landed {where}") == [(None, status)]


def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_rows(project: Settings) -> None:
    edit_text(project, OSLO_COUNTS, ALNA, ALNA.replace("340", "mange") + ALNA.replace("12;Alna", "xx;Olna"))
    edit_text(project, OSLO_COUNTS, "municipal_dwellings;2022;01;", "municipal_dwelings;2023;01;")
    codes = [(f.code, f.row) for f in findings_of(project, OSLO_COUNTS)]
    assert [code for code, _ in codes] == ["not_a_number", "unknown_area", "unknown_measure"]
    assert [row for _, row in codes] == sorted(row for _, row in codes if row)
