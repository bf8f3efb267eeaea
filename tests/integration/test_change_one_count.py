"""A changed delivery moves the numbers it should, and no others."""

from pathlib import Path

import pytest

from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import edit_text
from tests.support.tables import rows_that_differ, table_contents

COUNTS = "oslo_criterion_counts/2024/kriterieverdier_fo4_2024.csv"
ALNA_TSB = "tsb_patients;2022;12;Alna;340"
ALNA_TSB_MORE = "tsb_patients;2022;12;Alna;440"


def test_one_count_moves_its_criterion_its_keys_and_their_money(project: Settings) -> None:
    before = table_contents(project.published_db)
    edit_text(project, COUNTS, ALNA_TSB, ALNA_TSB_MORE, resign=True)
    assert run_refresh(project).status == "published"
    changed = rows_that_differ(before, table_contents(project.published_db))

    assert {row[2:4] for row in changed["criteria.criterion_values"]} == {("tsb_patients", "030112")}
    # the criterion's shares move in all districts of both keys that use it, and in no other key
    assert {row[:5] for row in changed["keys.criterion_shares"]} == {
        ("fo4_proposal_2024", key, 2024, "tsb_patients", district)
        for key in ("fo4ab", "fo4c")
        for district in (f"0301{number:02d}" for number in range(1, 16))
    }
    assert {row[:2] for row in changed["keys.allocation_keys"]} == {
        ("fo4_proposal_2024", "fo4ab"),
        ("fo4_proposal_2024", "fo4c"),
    }
    assert {row[0] for row in changed["allocations.allocations"]} == {"fo4_proposal_2024"}
    # nothing of Trondheim's, of the accounts, of the decisions or of the other criteria's values
    assert changed.keys() <= {
        "staging.stg_oslo_criterion_counts__counts",
        "intermediate.int_counts__districts",
        "criteria.tsb_patients",
        "criteria.criterion_values",
        "keys.criterion_shares",
        "keys.allocation_keys",
        "allocations.allocations",
        "allocations.allocation_contributions",
        "allocations.redistributions",
        "allocations.redistribution_totals",
        "meta.deliveries",
    }


def test_more_patients_give_alna_more_and_the_frame_is_still_handed_out(project: Settings) -> None:
    edit_text(project, COUNTS, ALNA_TSB, ALNA_TSB_MORE, resign=True)

    def amounts() -> dict[object, object]:
        rows = table_contents(project.published_db)["allocations.allocations"]
        return {row[3]: row[5] for row in rows if row[:2] == ("fo4_proposal_2024", "fo4c")}

    before = amounts()
    assert run_refresh(project).status == "published"
    after = amounts()
    assert after["030112"] > before["030112"]  # type: ignore[operator]
    assert sum(after.values()) == 1_678_000_000  # type: ignore[arg-type]


def test_a_change_without_a_new_hash_stops_the_source_and_names_both_hashes(
    project: Settings, refuse: pytest.FixtureRequest
) -> None:
    from pipelines.core.origins import read_origin, sha256_of

    edit_text(project, COUNTS, ALNA_TSB, ALNA_TSB_MORE, resign=False)
    text = refuse()  # type: ignore[operator]
    file = project.data_raw / COUNTS
    declared = read_origin(Path(f"{file}.origin.yml")).sha256
    assert COUNTS in text
    assert declared in text
    assert sha256_of(file) in text
    # the other sources had no fault and are not named
    assert "trondheim" not in text
