"""Decisions are data: frames, the base of shares, missing values, a new criterion."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import OSLO_COUNTS, OSLO_POPULATION, add_delivery, resign


def edit_seed(project: Settings, name: str, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a decision."""
    path: Path = project.seeds / "decisions" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def query(project: Settings, sql: str) -> list[tuple[Any, ...]]:
    connection = duckdb.connect(str(project.published_db), read_only=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_any_frame_is_handed_out_to_the_krone(project: Settings) -> None:
    """One krone, a million million, and a frame that no number of districts divides."""
    frames = {
        "fo4a": (1_300_000_000, 1),
        "fo4b": (530_000_000, 10**12),
        "fo4c": (1_678_000_000, 1_678_000_001),
    }
    for key, (old, new) in frames.items():
        edit_seed(project, "frames", f"fo4_gh2024,{key},2024,{old},", f"fo4_gh2024,{key},2024,{new},")
    assert run_refresh(project).status == "published"
    handed_out = {key: new for key, (_, new) in frames.items()}
    for table in ("allocations", "allocation_contributions"):
        sums = query(
            project,
            f"""
            select key_id, sum(amount_nok) from allocations.{table}
            where allocation_system = 'fo4_gh2024' group by key_id
            """,
        )
        assert dict(sums) == handed_out
    # the two systems' frames now differ, so nothing is compared, and that is said
    assert query(project, "select distinct frame_group from allocations.redistributions") == []
    assert query(project, "select passed from meta.checks where name = 'compared_frames_agree'") == [(False,)]


def test_a_key_can_use_relative_shares(project: Settings) -> None:
    """Trondheim's base as an option of Oslo's FO4A: share of the criterion relative to share of inhabitants.

    FO4A's criteria are of 2020, 2021 and 2022, so the population of 2022 is delivered for the other years
    too. The expected key is computed here from the warehouse's counts, in plain Python.
    """
    key = "fo4_gh2024,fo4a,fo4_gh2024_fo4a"
    edit_seed(project, "criteria_keys", f"{key},plain_share", f"{key},relative_share")
    population = (project.data_raw / OSLO_POPULATION).read_text(encoding="utf-8-sig")
    for year in ("2020", "2021"):
        content = population.replace("\n2022,", f"\n{year},").encode("utf-8-sig")
        add_delivery(project, "oslo_population_18plus", year, f"b{year}.csv", content, like=OSLO_POPULATION)
    assert run_refresh(project).status == "published"

    people = dict(
        query(
            project,
            """
            select district_id, inhabitants from intermediate.int_population__inhabitants
            where source_year = 2022
            """,
        )
    )
    rows = query(
        project,
        """
        select criterion_id, district_id, value, weight from keys.criterion_shares
        where allocation_system = 'fo4_gh2024' and key_id = 'fo4a'
        """,
    )
    expected = dict.fromkeys(people, 0.0)
    for criterion in {row[0] for row in rows}:
        relative = {row[1]: float(row[2]) / float(people[row[1]]) for row in rows if row[0] == criterion}
        [weight] = {float(row[3]) for row in rows if row[0] == criterion}
        for district, value in relative.items():
            expected[district] += weight * value / sum(relative.values())
    found = query(
        project,
        """
        select district_id, criteria_share::double from keys.allocation_keys
        where allocation_system = 'fo4_gh2024' and key_id = 'fo4a'
        """,
    )
    assert dict(found) == pytest.approx(expected, abs=1e-12)


def test_keys_that_lack_something_are_listed_and_stop_no_others(project: Settings) -> None:
    """All of tsb_patients is taken out, and F232 is to use relative shares without a population.

    The keys that use them are listed with what they lack; Grønt hefte's are as before.
    """
    file = project.data_raw / OSLO_COUNTS
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if b";tsb_patients;" not in line))
    resign(project, OSLO_COUNTS)
    key = "trondheim_2014_proposal,f232,bft_proposed_f232"
    edit_seed(project, "criteria_keys", f"{key},plain_share", f"{key},relative_share")
    gh2024 = "select * from keys.allocation_keys where allocation_system = 'fo4_gh2024' order by all"
    before = query(project, gh2024)
    assert run_refresh(project).status == "published"

    assert query(project, gh2024) == before
    assert query(
        project,
        """
        select key_id, missing_kind, criterion_id, expected_source_year from meta.not_computable
        where allocation_system = 'fo4_proposal_2024' or key_id = 'f232' and missing_kind = 'inhabitants'
        order by all
        """,
    ) == [
        ("f232", "inhabitants", None, 2012),
        ("fo4ab", "criterion_values", "tsb_patients", 2022),
        ("fo4c", "criterion_values", "tsb_patients", 2022),
    ]
    computed = query(project, "select distinct key_id from keys.allocation_keys order by all")
    assert computed == [("child_welfare_alt1",), ("child_welfare_alt2",), ("fo4a",), ("fo4b",), ("fo4c",)]


def test_a_new_criterion_is_one_sql_file_one_yaml_entry_and_one_weight_row(project: Settings) -> None:
    """A made-up criterion takes a hundredth of the weight from tsb_patients; nothing else is touched."""
    family = project.dbt_project / "models" / "criteria" / "health"
    sql = (family / "tsb_patients.sql").read_text(encoding="utf-8")
    assert sql.count("    criterion_id,\n") == 1
    (family / "made_up.sql").write_text(
        sql.replace("    criterion_id,\n", "    'made_up' as criterion_id,\n"), encoding="utf-8"
    )
    metadata = family / "health.yml"
    text = metadata.read_text(encoding="utf-8")
    start = text.index("  - name: tsb_patients")
    entry = text[start : text.index("  - name: ", start + 1)]
    entry = entry.replace("tsb_patients", "made_up").rstrip()
    metadata.write_text(f"{text}\n{entry}\n", encoding="utf-8")
    seed = project.seeds / "decisions" / "weights.csv"
    rows = seed.read_text(encoding="utf-8").splitlines(keepends=True)
    [at] = [i for i, row in enumerate(rows) if row.startswith("fo4_proposal_2024_fo4c,tsb_patients")]
    assert ",0.07," in rows[at]
    reduced = rows[at].replace(",0.07,", ",0.06,")
    made_up = rows[at].replace(",0.07,", ",0.01,").replace(",tsb_patients,", ",made_up,")
    seed.write_text("".join([*rows[:at], reduced, made_up, *rows[at + 1 :]]), encoding="utf-8")

    # it counts the same patients: the key stays what it was, but for the last of 18 digits (two roundings)
    keys = "select * replace (round(criteria_share, 15) as criteria_share, round(allocation_share, 15) as"
    keys += " allocation_share) from keys.allocation_keys order by all"
    before = query(project, keys)
    assert run_refresh(project).status == "published"
    assert query(project, keys) == before
    weights = query(
        project,
        """
        select distinct criterion_id, weight::double from keys.criterion_shares
        where allocation_system = 'fo4_proposal_2024' and key_id = 'fo4c'
            and criterion_id in ('made_up', 'tsb_patients')
        order by all
        """,
    )
    assert weights == [("made_up", 0.01), ("tsb_patients", 0.06)]
