"""Table 12369: csv, parquet and JSON-stat of the same content land the same rows; EAB is all districts."""

from itertools import product

import pytest

from pipelines.settings import Settings
from tests.support.landing import land, query
from tests.support.px_tables import ACCOUNTS, deliver
from tests.unit.sources.conftest import FindingsIn, ReadBytes

CSV = "12369_regnskap_2022.csv"
PARQUET = "12369_regnskap_2022.parquet"


@pytest.fixture
def source_id() -> str:
    return "ssb_accounts"


def test_csv_and_parquet_and_json_read_alike(read: ReadBytes) -> None:
    result = read(ACCOUNTS.csv(), CSV)
    assert result.findings == ()
    assert (result.rows_delivered, result.rows_landed) == (256, 256)
    assert read(ACCOUNTS.parquet(), PARQUET) == result
    assert (
        read(ACCOUNTS.json(["Tid", "KOKart0000", *list(ACCOUNTS.variables)[:2], "ContentsCode"]), "a.json")
        == result
    )


def test_csv_and_parquet_and_json_land_alike(project: Settings) -> None:
    landed = []
    for name, content in (
        (CSV, ACCOUNTS.csv()),
        (PARQUET, ACCOUNTS.parquet()),
        ("12369.json", ACCOUNTS.json()),
    ):
        deliver(project, "ssb_accounts", "2022", name, content)
        columns = "* exclude (delivery_id)"
        landed.append(query(land(project, "ssb_accounts"), f"select {columns} from landed order by file_row"))
    assert len(landed[0]) == 256
    assert landed[1] == landed[0]
    assert landed[2] == landed[0]


def test_functions_arts_and_all_districts(read: ReadBytes) -> None:
    result = read(ACCOUNTS.csv(), CSV)
    amounts = {(r.area_label, *r.codes): r for r in result.readings}
    assert {r.measure for r in result.readings} == {"amount_thousand_nok"}
    assert {r.file_column for r in result.readings} == {"KOSbelop0000"}
    arts = {"AGB4": "net", "AGB6": "gross"}
    for area, function, art, contents, year in product(*ACCOUNTS.variables.values()):
        value, _ = ACCOUNTS.cell((area, function, art, contents, year))
        assert amounts[area, function, arts[art]].value == value
    assert any(r.value is not None and r.value < 0 for r in result.readings), "refunds are negative"


def test_a_withheld_amount_has_no_bounds(read: ReadBytes) -> None:
    """A count that is withheld is small; an amount can be any amount."""
    withheld = [r for r in read(ACCOUNTS.csv(), CSV).readings if r.status == "suppressed"]
    assert withheld
    assert {(r.value, r.lowest, r.highest) for r in withheld} == {(None, None, None)}


@pytest.mark.parametrize("name", [CSV, PARQUET])
def test_another_year_in_the_file_is_refused(findings: FindingsIn, name: str) -> None:
    cube = ACCOUNTS.recoded("Tid", "2022", "2021")
    found = findings(cube.csv() if name == CSV else cube.parquet(), name)
    assert [(one.code, one.column, one.found, one.expected) for one in found] == [
        ("wrong_year", "Tid=2021", "2021", "2022"),
        ("missing_year", "Tid", "2021", "2022"),
    ]


@pytest.mark.parametrize("name", [CSV, PARQUET])
@pytest.mark.parametrize(
    ("variable", "old", "new"), [("KOKart0000", "AGB6", "AGD10"), ("KOKfunksjon0000", "281", "FGK12")]
)
def test_an_unknown_art_or_function_is_refused(
    findings: FindingsIn, variable: str, old: str, new: str, name: str
) -> None:
    cube = ACCOUNTS.recoded(variable, old, new)
    [finding] = findings(cube.csv() if name == CSV else cube.parquet(), name)
    assert (finding.code, finding.column) == ("unknown_code", f"{variable}={new}")


def test_an_unknown_unit_of_json_is_refused(findings: FindingsIn) -> None:
    dimension = ACCOUNTS.dataset()["dimension"]
    dimension["ContentsCode"]["category"]["unit"]["KOSbelop0000"]["base"] = "millioner kr"
    [finding] = findings(ACCOUNTS.json(dimension=dimension), "a.json")
    assert (finding.code, finding.found, finding.expected) == ("unknown_unit", "millioner kr", "1000 kr")


def test_an_unknown_content_is_refused(findings: FindingsIn) -> None:
    [finding] = findings(ACCOUNTS.recoded("ContentsCode", "KOSbelop0000", "KOSandel3501").csv(), CSV)
    assert (finding.code, finding.column) == ("unknown_code", "ContentsCode=KOSandel3501")
