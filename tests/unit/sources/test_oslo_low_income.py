"""Table INN007: codes are sequence numbers, so areas, years and everything else go by their labels."""

import pytest

from pipelines.settings import Settings
from tests.support.landing import findings_of, land, query
from tests.support.px_tables import LOW_INCOME, deliver
from tests.unit.sources.conftest import FindingsIn, ReadBytes

FILE = "OK-INN007.json"


@pytest.fixture
def source_id() -> str:
    return "oslo_low_income"


@pytest.fixture
def period() -> str:
    return "2020-2022"


def test_areas_and_years_are_labels(read: ReadBytes) -> None:
    result = read(LOW_INCOME.json(), FILE)
    assert result.findings == ()
    assert (result.rows_delivered, result.rows_landed) == (342, 342)
    assert {r.source_year for r in result.readings} == {2020, 2021, 2022}
    assert {"01 Gamle Oslo", "17 Marka", "Oslo i alt"} <= {r.area_label for r in result.readings}
    assert {r.measure for r in result.readings} == {"households_low_income"}
    figures = {(r.area_label, *r.codes, r.source_year): r for r in result.readings}
    value, _ = LOW_INCOME.cell(("328", "2", "1", "antall", "8"))
    assert figures["Oslo i alt", "single", "yes", 2021].value == value


@pytest.mark.parametrize(
    ("variable", "old", "new"),
    [("geografi", "328", "0301"), ("geografi", "0", "99"), ("år", "7", "31"), ("formue", "1", "x")],
)
def test_other_sequence_numbers_change_nothing(read: ReadBytes, variable: str, old: str, new: str) -> None:
    assert read(LOW_INCOME.recoded(variable, old, new).json(), FILE) == read(LOW_INCOME.json(), FILE)


def test_permuted_dimensions_change_nothing(read: ReadBytes) -> None:
    assert read(LOW_INCOME.json(list(LOW_INCOME.variables)[::-1]), FILE) == read(LOW_INCOME.json(), FILE)


def test_every_label_is_a_known_area(project: Settings) -> None:
    deliver(project, "oslo_low_income", "2020-2022", FILE, LOW_INCOME.json())
    landed = land(project, "oslo_low_income")
    assert query(landed, "select count(*), count(distinct area_label) from landed") == [(342, 19)]


def test_a_year_label_outside_the_period_is_refused(findings: FindingsIn) -> None:
    found = findings(LOW_INCOME.relabelled("år", "9", "2023").json(), FILE)
    assert [(one.code, one.column, one.found) for one in found] == [
        ("wrong_year", "år=2023", "2023"),
        ("missing_year", "år", "2020, 2021, 2023"),
    ]


def test_an_unknown_household_type_is_refused(findings: FindingsIn) -> None:
    [finding] = findings(LOW_INCOME.relabelled("husholdningstype", "2", "Studenter").json(), FILE)
    assert (finding.code, finding.column) == ("unknown_code", "husholdningstype=Studenter")
    assert finding.expected == "Alle husholdninger, Husholdninger med barn under 18 år, Enslige"


def test_a_share_in_place_of_a_number_of_households_is_refused(findings: FindingsIn) -> None:
    dimension = LOW_INCOME.dataset()["dimension"]
    dimension["statistikkvariabel"]["category"]["unit"]["antall"]["base"] = "prosent"
    [finding] = findings(LOW_INCOME.json(dimension=dimension), FILE)
    assert (finding.code, finding.column) == (
        *("unknown_unit", "statistikkvariabel=Husholdninger med lavinntekt"),
    )
    assert (finding.found, finding.expected) == ("prosent", "husholdninger / antall")


def test_an_unknown_label_of_an_area_is_refused(project: Settings) -> None:
    content = LOW_INCOME.relabelled("geografi", "0", "01 Gamlebyen").json()
    [finding] = findings_of(project, deliver(project, "oslo_low_income", "2020-2022", FILE, content))
    assert (finding.code, finding.found) == ("unknown_area", "01 Gamlebyen")
    assert finding.column == "geografi=01 Gamlebyen"
