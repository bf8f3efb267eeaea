"""Decisions are data: frames, the base of shares, an unknown weight, a new criterion set."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.refresh import run_refresh
from pipelines.settings import Settings


def edit_seed(project: Settings, name: str, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a decision."""
    path: Path = project.seeds / "decisions" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def query(project: Settings, sql: str) -> list[tuple[object, ...]]:
    connection = duckdb.connect(str(project.published_db), read_only=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("frame", [1, 10**12, 1_678_000_001])
def test_any_frame_is_handed_out_to_the_krone(project: Settings, frame: int) -> None:
    edit_seed(project, "frames", "fo4_gh2024,fo4c,2024,1678000000,", f"fo4_gh2024,fo4c,2024,{frame},")
    assert run_refresh(project).status == "published"
    where = "where allocation_system = 'fo4_gh2024' and key_id = 'fo4c'"
    assert query(project, f"select sum(amount_nok) from allocations.allocations {where}") == [(frame,)]
    assert query(project, f"select sum(amount_nok) from allocations.allocation_contributions {where}") == [
        (frame,)
    ]
    # the two systems' FO4C frames now differ, so FO4C and the whole are not compared, and that is said
    assert query(project, "select distinct frame_group from allocations.redistributions") == [("fo4ab",)]
    assert query(project, "select passed from meta.checks where name = 'compared_frames_agree'") == [(False,)]


def test_a_key_can_use_relative_shares(project: Settings) -> None:
    """Trondheim's base as an option of Oslo's FO4A: share of the criterion relative to share of inhabitants.

    The expected key is computed here from the published values of the same warehouse, in plain Python.
    """
    edit_seed(
        project,
        "criteria_keys",
        "fo4_gh2024,fo4a,fo4_gh2024_fo4a,plain_share",
        "fo4_gh2024,fo4a,fo4_gh2024_fo4a,relative_share",
    )
    assert run_refresh(project).status == "published"
    people = dict(
        query(project, "select district_id, inhabitants from intermediate.int_population__inhabitants")
    )
    counts: dict[object, dict[object, float]] = {}
    weights: dict[object, float] = {}
    for criterion, district, value, weight in query(
        project,
        """
        select criterion_id, district_id, value::double, weight::double from keys.criterion_shares
        where allocation_system = 'fo4_gh2024' and key_id = 'fo4a'
        """,
    ):
        counts.setdefault(criterion, {})[district] = value  # type: ignore[assignment]
        weights[criterion] = weight  # type: ignore[assignment]
    expected: dict[object, float] = dict.fromkeys(people, 0.0)
    for criterion, values in counts.items():
        relative = {district: values[district] / float(people[district]) for district in people}  # type: ignore[arg-type]
        for district in people:
            expected[district] += weights[criterion] * relative[district] / sum(relative.values())
    found = dict(
        query(
            project,
            """
            select district_id, criteria_share::double from keys.allocation_keys
            where allocation_system = 'fo4_gh2024' and key_id = 'fo4a'
            """,
        )
    )
    assert found == pytest.approx(expected, abs=1e-12)


def test_relative_shares_without_inhabitants_are_not_computable(project: Settings) -> None:
    edit_seed(
        project,
        "criteria_keys",
        "trondheim_2014_proposal,f232,bft_proposed_f232,plain_share",
        "trondheim_2014_proposal,f232,bft_proposed_f232,relative_share",
    )
    assert run_refresh(project).status == "published"
    assert query(
        project,
        """
        select missing_kind from meta.not_computable
        where allocation_system = 'trondheim_2014_proposal' and key_id = 'f232'
        """,
    ) == [("inhabitants",)]


def test_a_criterion_without_values_stops_its_keys_and_no_others(project: Settings) -> None:
    """All of tsb_patients is taken out: the proposal's keys are listed, Grønt hefte's are as before."""
    from tests.support.deliveries import resign

    counts = "oslo_criterion_counts/2024/kriterieverdier_fo4_2024.csv"
    file = project.data_raw / counts
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if b";tsb_patients;" not in line))
    resign(project, counts)
    before = query(
        project, "select * from keys.allocation_keys where allocation_system = 'fo4_gh2024' order by all"
    )
    assert run_refresh(project).status == "published"
    assert (
        query(
            project, "select * from keys.allocation_keys where allocation_system = 'fo4_gh2024' order by all"
        )
        == before
    )
    assert query(
        project,
        """
        select key_id, missing_kind, criterion_id, expected_source_year from meta.not_computable
        where allocation_system = 'fo4_proposal_2024' order by all
        """,
    ) == [
        ("fo4ab", "criterion_values", "tsb_patients", 2022),
        ("fo4c", "criterion_values", "tsb_patients", 2022),
    ]
    assert query(
        project, "select count(*) from keys.allocation_keys where allocation_system = 'fo4_proposal_2024'"
    ) == [(0,)]


def test_a_new_criterion_is_one_sql_file_one_yaml_entry_and_one_weight_row(
    project: Settings, refuse: Callable[[], str]
) -> None:
    """The list that dbt unions is brought up to date by the refresh; the new weight shows in the sum check."""
    family = project.dbt_project / "models" / "criteria"
    source = next(family.glob("*/tsb_patients.sql"))
    made_up = source.with_name("made_up_criterion.sql")
    made_up.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    from pipelines.warehouse.criterion_list import render_criterion_list

    assert '"made_up_criterion"' in render_criterion_list(project)
