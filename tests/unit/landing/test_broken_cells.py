import pytest

from pipelines.settings import Settings
from tests.support.deliveries import (
    HUSBANKEN_2022,
    OSLO_POPULATION,
    TRONDHEIM_2012,
    edit_row,
    edit_text,
    write_bytes,
)
from tests.support.landing import findings_of, land, query

ALNA = "2022,12,Alna,38708\n"
ALNA_ROW = 13
HEIMDAL = "2012;2012;0-21 år;Heimdal;9\u00a0383;20,0\r\n"
HEIMDAL_ROW = 5


def test_the_rows_used_below_stand_where_the_tests_say(project: Settings) -> None:
    for delivery_id, encoding, row, line in (
        (OSLO_POPULATION, "utf-8-sig", ALNA_ROW, ALNA),
        (TRONDHEIM_2012, "cp1252", HEIMDAL_ROW, HEIMDAL),
    ):
        text = (project.data_raw / delivery_id).read_bytes().decode(encoding)
        assert text.splitlines(keepends=True)[row - 1] == line
        file_row = query(
            land(project, delivery_id.split("/", maxsplit=1)[0]),
            f"select distinct file_row from landed where file_row = {row} and delivery_id = '{delivery_id}' "
            "and area_label in ('Alna', 'Heimdal')",
        )
        assert file_row == [(row,)]


@pytest.mark.parametrize(
    ("new", "code", "column", "found", "expected"),
    [
        (HEIMDAL.replace("9\u00a0383", "ca. 9383"), "not_a_number", "Antall personer", "ca. 9383", "12 320"),
        (HEIMDAL.replace("9\u00a0383", "9383,5"), "decimal_in_count", "Antall personer", "9383,5", "whole"),
        (HEIMDAL.replace("9\u00a0383", "9.383"), "not_a_number", "Antall personer", "9.383", "12 320"),
        (HEIMDAL.replace("9\u00a0383", ""), "missing_value", "Antall personer", "", "a value"),
        (
            HEIMDAL.replace("9\u00a0383", "1" * 15),
            "out_of_range",
            "Antall personer",
            "1" * 15,
            "at most 14 digits before the decimal mark and 6 after",
        ),
        (HEIMDAL.replace("Heimdal", ""), "missing_value", "Bydel", "", "a value"),
        (HEIMDAL.replace(";2012;", ";2o12;"), "not_a_number", "Dataår", "2o12", "a number, for example"),
        (HEIMDAL.replace("2012;2012", "2013;2012"), "wrong_year", "Tabellår", "2013", "2012"),
        (HEIMDAL.replace("20,0\r\n", "20,0;1\r\n"), "wrong_cell_count", None, "7", "6"),
        (HEIMDAL.replace(";20,0", ""), "wrong_cell_count", None, "5", "6"),
    ],
)
def test_a_broken_cell_is_named_with_file_row_and_column(
    project: Settings, new: str, code: str, column: str | None, found: str, expected: str
) -> None:
    edit_text(project, TRONDHEIM_2012, HEIMDAL, new)
    _assert_only(project, TRONDHEIM_2012, (code, HEIMDAL_ROW, column, found), expected)


@pytest.mark.parametrize(
    ("new", "code", "column", "found", "expected"),
    [
        (ALNA.replace(",12,", ",,"), "missing_value", "Bydelsnr", "", "a value"),
        (ALNA.replace(",12,", ",11,"), "area_code_mismatch", "Bydel", "11 (Stovner), Alna", "12, Alna"),
        (ALNA.replace("2022", "2024"), "wrong_year", "År", "2024", "2022"),
        (
            ALNA.replace("38708", "38 708.5"),
            "decimal_in_count",
            "Innbyggere 18 år og over",
            "38 708.5",
            "whole",
        ),
    ],
)
def test_so_it_is_where_rows_carry_district_numbers(
    project: Settings, new: str, code: str, column: str | None, found: str, expected: str
) -> None:
    edit_text(project, OSLO_POPULATION, ALNA, new)
    _assert_only(project, OSLO_POPULATION, (code, ALNA_ROW, column, found), expected)


def _assert_only(
    project: Settings, delivery_id: str, fault: tuple[str, int, str | None, str], expected: str
) -> None:
    [finding] = findings_of(project, delivery_id)
    assert (finding.code, finding.row, finding.column, finding.found) == fault
    assert expected in (finding.expected_text("en") or "")


def test_an_extra_district_is_named_with_the_known_ones(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, ALNA, ALNA + "2022,01,Bydel Gamle Olso,5\n")
    [finding] = findings_of(project, OSLO_POPULATION)
    assert (finding.code, finding.column, finding.found) == ("unknown_area", "Bydel", "Bydel Gamle Olso")
    assert finding.expected
    assert finding.expected.startswith("Gamle Oslo, Grünerløkka")
    assert "looks like «Bydel Gamle Oslo»" in finding.text("en")
    assert "ligner «Bydel Gamle Oslo»" in finding.text("nb")


def test_an_unknown_criterion_is_named_with_the_known_ones(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2012, HEIMDAL, HEIMDAL.replace("0-21 år", "0-21 aar"))
    [finding] = findings_of(project, TRONDHEIM_2012)
    assert (finding.code, finding.column) == ("unknown_measure", "Kriterium")
    assert "looks like «0-21 år»" in finding.text("en")


def test_a_row_delivered_twice_names_both_rows(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2012, HEIMDAL, HEIMDAL + HEIMDAL)
    [finding] = findings_of(project, TRONDHEIM_2012)
    assert (finding.code, finding.row) == ("duplicate_row", HEIMDAL_ROW + 1)
    assert finding.params["first_row"] == str(HEIMDAL_ROW)
    assert finding.found == "0-21 år, 2012, Heimdal"


def test_the_same_district_under_two_names_is_delivered_twice(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, ALNA, ALNA + ALNA.replace("Alna", "BYDEL ALNA"))
    assert [f.code for f in findings_of(project, OSLO_POPULATION)] == ["duplicate_row"]


@pytest.mark.parametrize(
    ("symbol", "status", "bounds"), [(":", "suppressed", (1, 3)), ("..", "missing", (None, None))]
)
def test_a_figure_that_is_not_given_is_no_zero(
    project: Settings, symbol: str, status: str, bounds: tuple[int | None, int | None]
) -> None:
    edit_row(project, HUSBANKEN_2022, "Mottakere", symbol, where={"Bydel": "Alna"})
    landed = land(project, "husbanken_housing_allowance")
    where = "where area_label = 'Alna' and measure = 'recipients' and source_year = 2022"
    assert query(landed, f"select value, status, value_min::int, value_max::int from landed {where}") == [
        (None, status, *bounds)
    ]


def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_rows(project: Settings) -> None:
    twice = HEIMDAL.replace("9\u00a0383", "mange") + HEIMDAL.replace("Heimdal", "Heimdalen")
    edit_text(project, TRONDHEIM_2012, HEIMDAL, twice)
    edit_text(project, TRONDHEIM_2012, "0-21 år;Midtbyen;", "0-21 årr;Midtbyen;")
    codes = [(f.code, f.row) for f in findings_of(project, TRONDHEIM_2012)]
    assert codes == [
        ("unknown_measure", 2),
        ("not_a_number", HEIMDAL_ROW),
        ("unknown_area", HEIMDAL_ROW + 1),
    ]


def test_a_function_that_no_code_list_has_is_named_at_its_line(project: Settings) -> None:
    [file] = (project.data_raw / "kostra_accounts" / "2022").glob("*.dat")
    delivery_id = f"kostra_accounts/2022/{file.name}"
    records = file.read_bytes().split(b"\n")
    at = next(index for index, record in enumerate(records) if record[32:36].strip() == b"281")
    records[at] = records[at][:32] + b"289 " + records[at][36:]
    write_bytes(project, delivery_id, b"\n".join(records))
    [finding] = findings_of(project, delivery_id)
    assert (finding.code, finding.row, finding.found) == ("unknown_code", at + 1, "289")
    assert finding.column == "funksjon_kapittel"
    assert "kostra_functions.csv" in finding.text("en")
