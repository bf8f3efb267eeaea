"""Each broken delivery or decision gets its own clear error, and the last release stays as it was.

A refresh tells all faults of all sources at once, so several deliveries are broken for one refresh, each
in a source of its own. tests/unit/landing breaks them one by one.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    BOLIGBYGG_2022,
    HELSEDATA_TSB,
    OSLO_NET,
    OSLO_POPULATION,
    PATIENTS,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    add_delivery,
    copy_project,
    drop_rows,
    edit_origin,
    edit_row,
    edit_text,
    sidecar_of,
    write_bytes,
)

WEIGHT = "fo4_proposal_2024_fo4c,low_income_non_western_50_67"

Refuse = Callable[..., str]


@pytest.fixture(scope="module")
def refuse(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Refuse:
    """Break a copy of the project in several places, refresh, and give the refusal; each set only once."""
    told: dict[tuple[str, ...], str] = {}

    def break_and_refresh(*breaks: Callable[[Settings], None]) -> str:
        names = tuple(one.__name__ for one in breaks)
        if names not in told:
            settings = copy_project(tmp_path_factory.mktemp("broken"))
            settings.published_db.parent.mkdir(parents=True)
            release = published.published_db.read_bytes()
            settings.published_db.write_bytes(release)
            for one in breaks:
                one(settings)
            outcome = run_refresh(settings)
            assert outcome.status == "failed"
            assert settings.published_db.read_bytes() == release
            told[names] = "\n".join(outcome.errors)
            assert "Traceback" not in told[names]
        return told[names]

    return break_and_refresh


def missing_sidecar(project: Settings) -> None:
    sidecar_of(project, HELSEDATA_TSB).unlink()


def wrong_encoding(project: Settings) -> None:
    content = (project.data_raw / TRONDHEIM_2012).read_bytes()
    write_bytes(project, TRONDHEIM_2012, content.decode("cp1252").encode("utf-8"))


def truncated_file(project: Settings) -> None:
    write_bytes(project, OSLO_POPULATION, (project.data_raw / OSLO_POPULATION).read_bytes()[:-12])


def edited_without_a_new_hash(project: Settings) -> None:
    edit_row(project, BOLIGBYGG_2022, "Antall boliger", 1, where={"Delbydel": "Kampen"}, resign=False)


def text_and_decimal_in_number_cells(project: Settings) -> None:
    edit_row(project, HELSEDATA_TSB, PATIENTS, "ca. 340", where=ALNA_PATIENTS)
    edit_row(project, HELSEDATA_TSB, PATIENTS, 850.5, where=ALNA_PATIENTS | {"Bydel": "Gamle Oslo"})


def two_deliveries_of_one_period(project: Settings) -> None:
    content = (project.data_raw / OSLO_POPULATION).read_bytes()
    add_delivery(project, "oslo_population_18plus", "2022", "tabell_4_v2.csv", content, like=OSLO_POPULATION)


def extra_district(project: Settings) -> None:
    row = "2012;2012;Ikke-vestlig 0-19 år;Midtbyen;882;21,5\r\n"
    edit_text(project, TRONDHEIM_2012, row, row + row.replace("Midtbyen", "Bydel Gamle Olso"))


def missing_district(project: Settings) -> None:
    drop_rows(project, HELSEDATA_TSB, where={"Bydel": "Alna"})


def duplicate_row(project: Settings) -> None:
    row = "2012;2012;Ikke-vestlig 0-19 år;Midtbyen;882;21,5\r\n"
    edit_text(project, TRONDHEIM_2012, row, row + row)


def negative_amount_of_people(project: Settings) -> None:
    edit_text(project, OSLO_POPULATION, ",50237", ",-50237")


def weights_sum_to_099(project: Settings) -> None:
    seed = project.seeds / "decisions" / "weights.csv"
    rows = seed.read_text(encoding="utf-8").splitlines(keepends=True)
    [at] = [index for index, row in enumerate(rows) if row.startswith(WEIGHT)]
    assert ",0.03," in rows[at]
    rows[at] = rows[at].replace(",0.03,", ",0.02,")
    seed.write_text("".join(rows), encoding="utf-8")


def city_total_off_by_one(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2012, "Midtbyen;882;", "Midtbyen;883;")


def counts_of_2011_for_budget_2013(project: Settings) -> None:
    """Trondheim 2013 needs the counts of 2012 (lag 1); a delivery that offers older ones is refused."""
    edit_origin(project, TRONDHEIM_2011, for_budget_year=2013)


def missing_total_of_a_district(project: Settings) -> None:
    """The criterion counts the total row alone: without it Ullern would have no patients, which is not 0."""
    drop_rows(project, HELSEDATA_TSB, where=ALNA_PATIENTS | {"Bydel": "Ullern"})


FILES = (missing_sidecar, wrong_encoding, truncated_file, edited_without_a_new_hash)
CELLS = (text_and_decimal_in_number_cells, two_deliveries_of_one_period, extra_district)
ROWS = (missing_district, duplicate_row, negative_amount_of_people)
WAREHOUSE = (
    *(weights_sum_to_099, city_total_off_by_one, counts_of_2011_for_budget_2013),
    missing_total_of_a_district,
)


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (FILES, [HELSEDATA_TSB, "no origin sidecar", f"{HELSEDATA_TSB}.origin.yml"]),
        (FILES, [TRONDHEIM_2012, "UTF-8", "Windows-1252"]),
        (FILES, [OSLO_POPULATION, "row 17", "cut"]),
        (FILES, [BOLIGBYGG_2022, "Found: sha256 ", "Expected: sha256 "]),
        (CELLS, [HELSEDATA_TSB, "«Tabell 1», row 136", f"«{PATIENTS}»", "Found: ca. 340"]),
        (CELLS, [HELSEDATA_TSB, "«Tabell 1», row 4", f"«{PATIENTS}»", "Found: 850,5"]),
        (CELLS, [OSLO_POPULATION, "tabell_4_v2.csv", "supersedes"]),
        (CELLS, [TRONDHEIM_2012, "row 18", "«Bydel»", "Found: Bydel Gamle Olso", "Heimdal"]),
        (ROWS, [HELSEDATA_TSB, "Alna, patients, 2022"]),
        (ROWS, [TRONDHEIM_2012, "row 18", "Midtbyen"]),
        (ROWS, [OSLO_POPULATION, "-50237"]),
        (WAREHOUSE, ["weights__sum", "fo4_proposal_2024_fo4c", "0.99"]),
        (WAREHOUSE, ["city_total", "Ikke-vestlig 0-19 år", "4111", "4112"]),
        (WAREHOUSE, ["stg_helsedata_tsb__patients__complete", "source_year 2022", "Ullern has no value"]),
        (WAREHOUSE, ["budget_year", "share_age_0_21 is of 2011", "budget year 2013, which uses 2012"]),
    ],
    ids=lambda value: "" if isinstance(value, tuple) else value[0],
)
def test_refused_with_its_own_words(
    refuse: Refuse, breaks: tuple[Callable[[Settings], None], ...], said: list[str]
) -> None:
    text = refuse(*breaks)
    assert all(words in text for words in said), text


def test_sources_without_a_fault_are_not_named(refuse: Refuse) -> None:
    assert OSLO_NET not in refuse(*FILES)


def test_a_folder_that_belongs_to_no_source_is_not_passed_over(project: Settings) -> None:
    folder: Path = project.data_raw / "helsedata_tbs" / "2024"
    folder.mkdir(parents=True)
    (folder / "pasienter.csv").write_bytes(b"Bydel;Antall\r\n")
    outcome = run_refresh(project)
    assert outcome.status == "failed"
    [text] = outcome.errors
    assert "helsedata_tbs/2024/pasienter.csv" in text
    assert "helsedata_tsb" in text
