"""The suites of the statbank, code-list and record sources: what is whole passes, what is not is named."""

import json

import pytest

from pipelines.checks.expectations import run_suite
from pipelines.core.errors import Finding
from pipelines.settings import Settings
from tests.support.landing import land
from tests.support.px_files import PxCube
from tests.support.px_tables import ACCOUNTS, DISTRICTS, LOW_INCOME, POPULATION, deliver

# the first suite of a process imports Great Expectations, which takes seconds; one process runs them all
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("expectations")]


def codes(*left_out: str) -> bytes:
    entries = [
        {"code": f"0301{number:02d}", "name": name, "validFrom": "2004-01-01", "validTo": None}
        for number, name in enumerate(DISTRICTS, start=1)
        if name not in left_out
    ]
    return json.dumps({"codes": entries}).encode()


def records(*left_out: str) -> bytes:
    return b"".join(
        f"0A2022 0301{number:02d}{'':18}1281 470{1000 + number:>9}\r\n".encode() * 2
        for number, name in enumerate(DISTRICTS, start=1)
        if name not in left_out
    )


def without(cube: PxCube, label: str) -> bytes:
    """The table without one area."""
    variable = next(iter(cube.variables))
    kept = {code: text for code, text in cube.variables[variable].items() if label not in text}
    return PxCube({**cube.variables, variable: kept}, cube.contents, cube.time, cube.unit, cube.cell).json()


WHOLE = {
    "ssb_population": ("2022-2026", "f.json", POPULATION.json()),
    "ssb_accounts": ("2022", "f.json", ACCOUNTS.json()),
    "oslo_low_income": ("2020-2022", "f.json", LOW_INCOME.json()),
    "klass_districts": ("2020", "f.json", codes()),
    "kostra_accounts": ("2022", "f.dat", records()),
}
WITHOUT_ALNA = {
    "ssb_population": without(POPULATION, "Alna"),
    "ssb_accounts": without(ACCOUNTS, "Alna"),
    "oslo_low_income": without(LOW_INCOME, "Alna"),
    "klass_districts": codes("Alna"),
    "kostra_accounts": records("Alna"),
}


def check(project: Settings, source_id: str, content: bytes | None = None) -> list[Finding]:
    period, name, whole = WHOLE[source_id]
    deliver(project, source_id, period, name, content or whole)
    land(project, source_id)
    return run_suite(source_id, project)


@pytest.mark.parametrize("source_id", WHOLE)
def test_a_whole_delivery_breaks_no_rule(project: Settings, source_id: str) -> None:
    assert check(project, source_id) == []


@pytest.mark.parametrize("source_id", WHOLE)
def test_a_missing_district_is_named(project: Settings, source_id: str) -> None:
    found = check(project, source_id, WITHOUT_ALNA[source_id])
    assert {(finding.code, finding.params["area"], finding.params["severity"]) for finding in found} == {
        ("missing_area", "Alna", "critical")
    }


def test_all_districts_together_must_be_there(project: Settings) -> None:
    [finding] = check(project, "ssb_accounts", without(ACCOUNTS, "Alle bydeler"))
    assert (finding.code, finding.params["area"]) == ("missing_area", "Oslo")


def test_amounts_in_whole_kroner_are_shown(project: Settings) -> None:
    def cell(key: tuple[str, ...]) -> tuple[int, None]:
        return (20_000_000 if key[:3] == ("030101", "281", "AGB4") else 5, None)

    cube = PxCube(ACCOUNTS.variables, ACCOUNTS.contents, ACCOUNTS.time, ACCOUNTS.unit, cell)
    [finding] = check(project, "ssb_accounts", cube.json())
    assert (finding.code, finding.found) == ("expectation_failed", "20000000")
    assert finding.params["severity"] == "warning"
