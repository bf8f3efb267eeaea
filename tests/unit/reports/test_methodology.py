"""The methodology pages are what their generator makes of the metadata and the decisions as they stand."""

import shutil
from pathlib import Path

import pytest

from pipelines.reports.criteria import read_criteria
from pipelines.reports.methodology import methodology_pages, write_methodology
from pipelines.settings import Settings
from tests.contract.project import ROOT

PAGES = ROOT / "docs" / "methodology"


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A copy of what the pages are made from."""
    for room in ("models/criteria", "seeds/decisions"):
        shutil.copytree(ROOT / "dbt_project" / room, tmp_path / "dbt_project" / room)
    return Settings(root=tmp_path)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_pages_in_the_project_are_what_the_generator_gives_now() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert written == methodology_pages(Settings(root=ROOT)), "run `make methodology`"


def test_a_page_says_what_is_counted_and_who_decided() -> None:
    page = methodology_pages(Settings(root=ROOT))["living_alone_low_income_low_education.md"]
    for said in (
        "# Living alone, low income and low education, 18-67",
        "Aleneboende (uten barn) 18-67 år med lav inntekt og utdanning",
        "| oslo_districts | from 2024 | N-3 | Oslo kommune, working-group report on FO4 (2024)",
        "| Economic social assistance (FO4C) | 0.25 | from 2024 | Oslo kommune, working-group report",
        "| Social services and qualification programme (FO4A and FO4B) | 0.12 |",
        "**Activity-dependent:** No",
    ):
        assert said in page


def test_the_header_of_a_model_says_what_its_yaml_says() -> None:
    for one in read_criteria(Settings(root=ROOT)):
        assert one.header["Definition"] == " ".join(one.meta["definition"].split()), one.criterion_id
        assert one.header["Source"].startswith(" ".join(one.meta["source"].split())), one.criterion_id
        assert one.header["Decision"], one.criterion_id


def test_a_criterion_without_a_key_still_says_who_decided() -> None:
    page = methodology_pages(Settings(root=ROOT))["recipients_housing_allowance.md"]
    assert "and rejected: districts handle applications." in page
    assert "No key uses it" in page
    assert "**Activity-dependent:** Yes" in page


def test_an_unknown_weight_is_never_a_zero() -> None:
    page = methodology_pages(Settings(root=ROOT))["outside_labour_force_18_67.md"]
    assert page.count("| All of FO4 | not printed |") == 2


def test_a_key_of_other_years_is_not_named(project: Settings) -> None:
    weights = project.seeds / "decisions" / "weights.csv"
    page = methodology_pages(project)["tsb_patients.md"]
    assert "| Economic social assistance (FO4C) | 0.07 | from 2024 |" in page
    line = next(
        line
        for line in weights.read_text(encoding="utf-8").splitlines()
        if line.startswith("fo4_proposal_2024_fo4c,tsb_patients")
    )
    replace(weights, line, line.replace(",0.07,2024,,", ",0.07,2020,2023,"))
    assert "| Economic social assistance (FO4C) | 0.07 |" not in methodology_pages(project)["tsb_patients.md"]


def test_the_index_leads_to_every_page_and_names_what_is_not_delivered() -> None:
    pages = methodology_pages(Settings(root=ROOT))
    index = pages.pop("README.md")
    assert all(f"]({name})" in index for name in pages)
    assert "| `municipal_housing` | bft_2006_f232, bft_2006_f244" in index


def test_writing_removes_the_page_of_a_criterion_that_is_gone(project: Settings) -> None:
    folder = write_methodology(project)
    (folder / "withdrawn.md").write_text("old", encoding="utf-8")
    write_methodology(project)
    assert {path.stem for path in folder.glob("*.md")} == {
        "README",
        *(one.criterion_id for one in read_criteria(project)),
    }


def test_a_model_without_an_entry_is_named(project: Settings) -> None:
    (project.dbt_project / "models" / "criteria" / "age" / "age_80_plus.sql").write_text("select 1")
    with pytest.raises(LookupError, match="age_80_plus"):
        read_criteria(project)
