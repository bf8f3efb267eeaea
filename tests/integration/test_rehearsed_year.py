"""A whole invented year, as the data engineer lives it: budget 2027 with the commands alone, no code changed.

new-year, deliveries put in place (one with a renamed column, one whose header has moved down), add, check,
the column map edited, check, refresh, compare.
"""

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pipelines.core.origins import STUB_SUFFIX
from pipelines.settings import Settings
from pipelines.warehouse.access import open_published
from tests.support.environment import KRITERIER, environment_of
from tests.support.next_year import BUDGET_2027, FRAMES_2027, PATIENTS_ALNA, RENAMED, NewFile, put_in_place

# the shared release may have to be built first
pytestmark = [pytest.mark.slow, pytest.mark.integration, pytest.mark.timeout(1200)]

TSB_2025 = "helsedata_tsb/2025/tsb_pasienter_2025.xlsx"


class Installation:
    """A copied project with column maps of its own, worked on by the installed command."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.maps = settings.root / "own_sources"

    def run(self, *words: str, exit_code: int = 0) -> str:
        """What the command writes; fails when it leaves with another exit code."""
        environment = environment_of(self.settings) | {"KRITERIER_SOURCES_OVERLAY": str(self.maps)}
        done = subprocess.run(
            [KRITERIER, *words],
            cwd=self.settings.root,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        assert done.returncode == exit_code, f"kriterier {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def json(self, *words: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run(*words, "--json"))
        return found

    def add(self, new: NewFile) -> str:
        table = ("--table", new.table) if new.table else ()
        file = str(Path("data_raw") / new.delivery_id)
        return self.run("add", file, "--source", new.source_id, "--period", new.period, "--synthetic", *table)


def test_a_whole_year_without_touching_code(project: Settings) -> None:
    here = Installation(project)
    before = shutil.copyfile(project.published_db, project.root / "before.duckdb")

    here.run("new-year", "2027")
    missing = [one for one in here.json("status", "--deliveries")["deliveries"] if one["state"] == "missing"]
    waited_for = {(one["source_id"], one["period"], one["table"]) for one in missing}
    assert {(one.source_id, one.period, one.table) for one in BUDGET_2027} <= waited_for

    _deliver(here)
    left = [one for one in here.json("status", "--deliveries")["deliveries"] if one["state"] == "missing"]
    assert len(left) == len(missing) - len(BUDGET_2027)

    told = here.run("check", f"data_raw/{TSB_2025}", exit_code=1)
    assert RENAMED in told
    assert "Antall unike pasienter" in told
    _edit_the_map(here)
    here.run("check", "data_raw")

    _decide(project)
    here.run("refresh")
    _is_computed(project)
    _is_compared(here, before)


def _deliver(here: Installation) -> None:
    """Every file is put in place and added; the renamed column is told at once and does not stop it."""
    for new in BUDGET_2027:
        stub = here.settings.data_raw / (new.delivery_id + STUB_SUFFIX)
        assert stub.is_file(), f"new-year expects no {new.delivery_id}"
        put_in_place(here.settings, new)
        told = here.add(new)
        assert not stub.exists()
        assert (RENAMED in told) == (new.delivery_id == TSB_2025)


def _edit_the_map(here: Installation) -> None:
    path = here.maps / "helsedata_tsb" / "column_map.csv"
    text = path.read_text(encoding="utf-8")
    old = "patients,Antall unike pasienter,Antall unike pasienter\n"
    assert old in text
    path.write_text(text.replace(old, f"patients,Antall unike pasienter,{RENAMED}\n"), encoding="utf-8")


def _decide(settings: Settings) -> None:
    """Weights of one set and the document of the frames are decided anew for 2027."""
    weights = settings.seeds / "decisions" / "weights.csv"
    rows = _rows(weights)
    decided = {"municipal_dwellings": "0.04", "no_upper_secondary_22_35": "0.03"}
    for row in list(rows):
        if row["criterion_set_id"] == "fo4_gh2024_fo4c" and row["criterion_id"] in decided:
            anew = {"weight": decided[row["criterion_id"]], "valid_from_budget_year": "2027"}
            rows.append(row | anew | {"decision_ref": "Invented budget 2027"})
            row["valid_to_budget_year"] = "2026"
    _write(weights, rows)
    documents = settings.seeds / "decisions" / "frame_documents.csv"
    rows = _rows(documents)
    years = {"valid_from_budget_year": "2027", "valid_to_budget_year": "2027"}
    text = {"price_level": "Invented budget 2027", "decision_ref": "Invented budget 2027"}
    _write(documents, [*rows, rows[0] | years | text])


def _is_computed(settings: Settings) -> None:
    with open_published(settings) as connection:
        amounts = connection.execute(
            "select allocation_system, key_id, any_value(frame_nok), sum(amount_nok), count(*)"
            " from allocations.allocations where budget_year = 2027 group by all order by all"
        ).fetchall()
        weights = connection.execute(
            "select distinct criterion_id, weight from keys.criterion_shares where budget_year = 2027"
            " and allocation_system = 'fo4_gh2024' and key_id = 'fo4c'"
        ).fetchall()
        patients = connection.execute(
            "select source_year, value from criteria.criterion_values where budget_year = 2027"
            " and criterion_id = 'tsb_patients' and district_id = '030112'"
        ).fetchall()
        dwellings = connection.execute(
            "select distinct source_year from criteria.criterion_values where budget_year = 2027"
            " and criterion_id = 'municipal_dwellings'"
        ).fetchall()
    a, b, c = FRAMES_2027.values()
    assert amounts == [
        ("fo4_gh2024", "fo4a", a, a, 15),
        ("fo4_gh2024", "fo4b", b, b, 15),
        ("fo4_gh2024", "fo4c", c, c, 15),
        ("fo4_proposal_2024", "fo4ab", a + b, a + b, 15),
        ("fo4_proposal_2024", "fo4c", c, c, 15),
    ]
    used = {criterion: str(weight.normalize()) for criterion, weight in weights}
    assert (used["municipal_dwellings"], used["no_upper_secondary_22_35"]) == ("0.04", "0.03")
    assert [(year, int(value)) for year, value in patients] == [(2025, PATIENTS_ALNA)]
    assert dwellings == [(2025,)]


def _is_compared(here: Installation, before: Path) -> None:
    found = here.json("compare", "--before", str(before), "--budget-year", "2027")
    frames = {
        f"{one['allocation_system']}/{one['key_id']}": (one["frame_before_nok"], one["frame_after_nok"])
        for one in found["keys"]
    }
    a, b, c = FRAMES_2027.values()
    assert frames == {
        "fo4_gh2024/fo4a": (None, a),
        "fo4_gh2024/fo4b": (None, b),
        "fo4_gh2024/fo4c": (None, c),
        "fo4_proposal_2024/fo4ab": (None, a + b),
        "fo4_proposal_2024/fo4c": (None, c),
    }
    assert sum(one["after_nok"] for one in found["allocations"]) == 2 * (a + b + c)
    (alna,) = [
        one
        for one in found["criterion_values"]
        if one["criterion_id"] == "tsb_patients" and one["district"] == "Alna"
    ]
    assert (alna["before"], alna["after"]["source_year"]) == (None, 2025)
    assert alna["after"]["value"] == PATIENTS_ALNA


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
