"""`kriterier check`: exit codes, what it prints, the report it writes, and what it refuses to do."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipelines.cli.main import app
from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    OSLO_NET,
    OSLO_POPULATION,
    PATIENTS,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    copy_project,
    edit_cell,
    edit_origin,
    edit_row,
    sidecar_of,
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A copy of the project, which the commands take for theirs."""
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    monkeypatch.setenv("NO_COLOR", "1")
    return copy_project(tmp_path)


def check(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, words)])


def test_a_clean_delivery_is_good_and_says_what_came(project: Settings) -> None:
    found = check(project.data_raw / HELSEDATA_TSB)
    assert found.exit_code == 0, found.output
    assert f"{HELSEDATA_TSB} SYNTHETIC" in found.output
    assert "194 of 196 rows with figures, 2 without" in found.output
    assert "1 judged, 0 refused: 0 findings, 0 warnings" in found.output
    folder = project.build / "reports" / "check"
    names = {path.name for path in folder.iterdir()}
    assert names == {"tsb_pasienter_2022_report.xlsx", "tsb_pasienter_2022_report.html"}
    assert all(str(folder / name) in found.output for name in names)
    assert [path.name for path in project.build.iterdir()] == ["reports"]


def test_every_finding_is_printed_and_fails(project: Settings, tmp_path: Path) -> None:
    row = edit_row(project, HELSEDATA_TSB, PATIENTS, "ca. 340", where=ALNA_PATIENTS, resign=False)
    found = check(project.data_raw / "helsedata_tsb", "--out", tmp_path / "out")
    assert found.exit_code == 1
    assert "The content is not what the sidecar was written for" in found.output
    assert (
        f"sheet «Tabell 1», row {row}, column «{PATIENTS}»: The cell is not a number. Found: ca. 340."
        in found.output
    )
    assert "3 judged, 1 refused: 2 findings, 0 warnings" in found.output
    page = (tmp_path / "out" / "helsedata_tsb_report.html").read_text(encoding="utf-8")
    assert "Leveransen kan ikke brukes ennå: 2 funn må rettes." in page


def test_a_warning_is_shown_and_is_no_failure(project: Settings) -> None:
    edit_cell(project, OSLO_NET, "B5", 184337.0)
    found = check(project.data_raw / OSLO_NET)
    assert found.exit_code == 0
    assert "warning: " in found.output
    assert "184337" in found.output


def test_the_language_may_be_chosen(project: Settings, tmp_path: Path) -> None:
    english = check(project.data_raw / OSLO_POPULATION, "--lang", "en", "--out", tmp_path / "en")
    norwegian = check(project.data_raw / OSLO_POPULATION, "--lang", "nb", "--out", tmp_path / "nb")
    assert "1 judged" in english.output
    assert "1 leveranser bedømt" in norwegian.output
    pages = [next((tmp_path / lang).glob("*.html")).read_text(encoding="utf-8") for lang in ("en", "nb")]
    assert '<html lang="en">' in pages[0]
    assert '<html lang="nb">' in pages[1]


def test_json_holds_findings_with_places_and_exact_totals(project: Settings) -> None:
    edit_cell(project, OSLO_NET, "D7", "ukjent")
    found = check(project.data_raw / OSLO_NET, "--json")
    assert found.exit_code == 1
    content = json.loads(found.output)
    [delivery] = content["deliveries"]
    [finding] = delivery["findings"]
    assert (finding["sheet"], finding["row"], finding["column"]) == ("Tabell 3.1", 7, "2024")
    assert delivery["refused"]
    assert delivery["good"]["periods"] == [2022, 2023, 2024]
    assert content["problems"] == []
    assert [Path(one).suffix for one in content["reports"]] == [".xlsx", ".html"]


def test_a_sidecar_means_its_file(project: Settings) -> None:
    found = check(sidecar_of(project, OSLO_NET))
    assert found.exit_code == 0
    assert OSLO_NET in found.output


def test_a_folder_leaves_out_what_is_superseded(project: Settings) -> None:
    edit_origin(project, TRONDHEIM_2012, supersedes=TRONDHEIM_2011)
    folder = check(project.data_raw / "trondheim_criterion_counts")
    assert "1 judged" in folder.output
    assert TRONDHEIM_2011 in check(project.data_raw / TRONDHEIM_2011).output


def test_all_of_data_raw(project: Settings) -> None:
    (project.data_raw / "fremmed.csv").write_text("x", encoding="utf-8")
    found = check(project.data_raw)
    assert found.exit_code == 1
    assert "fremmed.csv: The folder belongs to no source." in found.output
    assert "0 refused: 1 findings" in found.output


def test_a_file_elsewhere_is_judged_as_what_it_is_said_to_be(project: Settings, tmp_path: Path) -> None:
    loose = tmp_path / "fra e-posten.xlsx"
    loose.write_bytes((project.data_raw / HELSEDATA_TSB).read_bytes())
    assert check(loose, "--source", "helsedata_tsb", "--period", "2022").exit_code == 0
    wrong_year = check(loose, "--source", "helsedata_tsb", "--period", "2023")
    assert wrong_year.exit_code == 1
    assert "Found: 2022. Expected: 2023." in wrong_year.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["data_raw/nei"], "there is no "),
        (["loose.csv"], "say what it is with --source and --period"),
        (["loose.csv", "--source", "prices"], "--source and --period go together"),
        (["loose.csv", "--source", "prices", "--period", "2024"], "prices has no period '2024'"),
        (["loose.csv", "--source", "priser", "--period", "2024"], "unknown source 'priser'"),
        (["data_raw/prices", "--source", "prices", "--period", "2015-2026"], "is no file"),
        (["data_raw", "--lang", "se"], "--lang is nb or en"),
        (["tom"], "say what it is"),
        (["data_raw/tom"], "there is no delivery in"),
    ],
)
def test_wrong_use_is_told_from_wrong_data(project: Settings, words: list[str], said: str) -> None:
    (project.root / "loose.csv").write_text("x", encoding="utf-8")
    (project.root / "tom").mkdir()
    (project.data_raw / "tom").mkdir()
    found = check(project.root / words[0], *words[1:])
    assert found.exit_code == 2, found.output
    assert said in found.output
    assert not project.build.exists()
