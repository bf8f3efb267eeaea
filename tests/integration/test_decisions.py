"""Decisions are data: frames, the base of shares, missing values, a new criterion."""

import json
from typing import Any

import duckdb
import pytest

from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    FRAMES,
    HELSEDATA_TSB,
    PATIENTS,
    POPULATION,
    add_delivery,
    edit_row,
    edit_seed,
    sidecar_of,
)


def refresh(project: Settings) -> None:
    outcome = run_refresh(project)
    assert outcome.status == "published", outcome.errors


def query(project: Settings, sql: str) -> list[tuple[Any, ...]]:
    connection = duckdb.connect(str(project.published_db), read_only=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_any_frame_is_handed_out_to_the_krone(project: Settings) -> None:
    """One krone, a million million, and a frame that no number of districts divides.

    The proposal is made to split FO4A's frame alone in 2024, so that the systems' frames differ.
    """
    frames = {"FO4A": 1, "FO4B": 10**12, "FO4C": 1_678_000_001}
    names = {"FO4A": "Sosiale tjenester", "FO4B": "Kvalifiseringsprogrammet", "FO4C": "Økonomisk sosialhjelp"}
    for area, frame in frames.items():
        edit_row(project, FRAMES, "2024", frame, where={"Funksjonsområde": area, "Benevning": names[area]})
    fo4b = "fo4_proposal_2024,fo4ab,fo4b"
    edit_seed(project, "key_frame_areas", f"{fo4b},2024,", f"{fo4b},2025,")
    refresh(project)
    handed_out = {
        **{("fo4_gh2024", area.lower()): frame for area, frame in frames.items()},
        ("fo4_proposal_2024", "fo4ab"): frames["FO4A"],
        ("fo4_proposal_2024", "fo4c"): frames["FO4C"],
    }
    for table in ("allocations", "allocation_contributions"):
        sums = query(
            project,
            f"""
            select allocation_system, key_id, sum(amount_nok) from allocations.{table}
            where budget_year = 2024 group by all
            """,
        )
        assert {(system, key): amount for system, key, amount in sums} == handed_out
    # what is not the same money in both systems is not compared, and that is said
    assert query(project, "select distinct frame_group from allocations.redistributions") == [("fo4c",)]
    assert query(project, "select passed from meta.checks where name = 'compared_frames_agree'") == [(False,)]


def test_a_key_can_use_relative_shares(project: Settings) -> None:
    """Trondheim's base as an option of Oslo's FO4A: share of the criterion relative to share of inhabitants.

    FO4A's criteria are of 2020, 2021 and 2022, so the population of 2022 and later is delivered once more,
    backwards, for the years before. The expected key is computed here from the warehouse's counts, in plain
    Python.
    """
    key = "fo4_gh2024,fo4a,fo4_gh2024_fo4a"
    edit_seed(project, "criteria_keys", f"{key},plain_share", f"{key},relative_share")
    population = json.loads((project.data_raw / POPULATION).read_text(encoding="utf-8"))
    years = population["dimension"]["Tid"]["category"]
    before = {year: str(2021 - place) for place, year in enumerate(sorted(years["index"]))}
    assert before["2022"] == "2021"
    years["index"] = {before[year]: place for year, place in years["index"].items()}
    years["label"] = {year: year for year in years["index"]}
    content = json.dumps(population, ensure_ascii=False).encode()
    add_delivery(project, "ssb_population", "2017-2021", "10826_befolkning.json", content, like=POPULATION)
    refresh(project)

    people = {
        (year, district): float(inhabitants)
        for year, district, inhabitants in query(
            project,
            "select source_year, district_id, inhabitants from intermediate.int_population__inhabitants",
        )
    }
    rows = query(
        project,
        """
        select criterion_id, district_id, value::double, weight::double, source_year
        from keys.criterion_shares
        where allocation_system = 'fo4_gh2024' and key_id = 'fo4a' and budget_year = 2024
        """,
    )
    assert {row[4] for row in rows} == {2020, 2021, 2022}
    expected = dict.fromkeys((row[1] for row in rows), 0.0)
    for criterion in {row[0] for row in rows}:
        relative = {row[1]: row[2] / people[row[4], row[1]] for row in rows if row[0] == criterion}
        [weight] = {row[3] for row in rows if row[0] == criterion}
        for district, value in relative.items():
            expected[district] += weight * value / sum(relative.values())
    found = query(
        project,
        """
        select district_id, criteria_share::double from keys.allocation_keys
        where allocation_system = 'fo4_gh2024' and key_id = 'fo4a' and budget_year = 2024
        """,
    )
    assert dict(found) == pytest.approx(expected, abs=1e-12)


def test_keys_that_lack_something_are_listed_and_stop_no_others(project: Settings) -> None:
    """Three things are missing, and the keys that need them are listed with what they lack.

    The patients of 2022 are not delivered (budget 2024), those of one district in 2023 are suppressed
    (budget 2025), and F232 is to use relative shares without a population. Grønt hefte's keys are as before.
    """
    (project.data_raw / HELSEDATA_TSB).unlink()
    sidecar_of(project, HELSEDATA_TSB).unlink()
    ullern = ALNA_PATIENTS | {"Bydel": "Ullern"}
    edit_row(project, HELSEDATA_TSB.replace("2022", "2023"), PATIENTS, "<5", where=ullern)
    key = "trondheim_2014_proposal,f232,bft_proposed_f232"
    edit_seed(project, "criteria_keys", f"{key},plain_share", f"{key},relative_share")
    gh2024 = "select * from keys.allocation_keys where allocation_system = 'fo4_gh2024' order by all"
    before = query(project, gh2024)
    refresh(project)

    assert query(project, gh2024) == before
    assert query(
        project,
        """
        select key_id, budget_year, missing_kind, criterion_id, expected_source_year from meta.not_computable
        where
            allocation_system = 'fo4_proposal_2024' and budget_year <= 2026
            or key_id = 'f232' and missing_kind = 'inhabitants'
        order by all
        """,
    ) == [
        ("f232", 2013, "inhabitants", None, 2012),
        ("fo4ab", 2024, "criterion_values", "tsb_patients", 2022),
        ("fo4ab", 2025, "criterion_values", "tsb_patients", 2023),
        ("fo4c", 2024, "criterion_values", "tsb_patients", 2022),
        ("fo4c", 2025, "criterion_values", "tsb_patients", 2023),
    ]
    [(detail,)] = query(
        project,
        """
        select distinct detail from meta.not_computable
        where allocation_system = 'fo4_proposal_2024' and budget_year = 2025
        """,
    )
    assert "030106" in detail
    assert "suppressed" in detail
    assert query(
        project,
        """
        select distinct allocation_system, key_id, budget_year from keys.allocation_keys
        where allocation_system <> 'fo4_gh2024' order by all
        """,
    ) == [
        ("fo4_proposal_2024", "fo4ab", 2026),
        ("fo4_proposal_2024", "fo4c", 2026),
        ("trondheim_2014_proposal", "child_welfare_alt1", 2013),
        ("trondheim_2014_proposal", "child_welfare_alt2", 2013),
    ]


def test_a_new_criterion_is_one_sql_file_one_yaml_entry_and_one_weight_row(project: Settings) -> None:
    """A made-up criterion takes a hundredth of the weight from tsb_patients; nothing else is touched."""
    family = project.dbt_project / "models" / "criteria" / "health"
    sql = (family / "tsb_patients.sql").read_text(encoding="utf-8")
    assert sql.count("'tsb_patients'") == 1
    (family / "made_up.sql").write_text(sql.replace("'tsb_patients'", "'made_up'"), encoding="utf-8")
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
    refresh(project)
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
