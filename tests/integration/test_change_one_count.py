"""A changed delivery moves the numbers it should, and no others."""

from pathlib import Path

from pipelines.core.origins import read_origin, sha256_of
from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import edit_text, write_bytes
from tests.support.tables import rows_that_differ, table_contents

COUNTS = "oslo_criterion_counts/2024/kriterieverdier_fo4_2024.csv"
ALNA_TSB = "tsb_patients;2022;12;Alna;340"
ALNA_TSB_MORE = "tsb_patients;2022;12;Alna;440"


def test_one_count_moves_its_criterion_its_keys_and_their_money(project: Settings) -> None:
    before = table_contents(project.published_db)
    edit_text(project, COUNTS, ALNA_TSB, ALNA_TSB_MORE, resign=True)
    assert run_refresh(project).status == "published"
    after = table_contents(project.published_db)
    changed = rows_that_differ(before, after)

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
    # more patients give Alna more, and the frame is still handed out
    assert amounts(after)["030112"] > amounts(before)["030112"]
    assert sum(amounts(after).values()) == 1_678_000_000


def amounts(tables: dict[str, list[tuple[object, ...]]]) -> dict[object, int]:
    """NOK by district under the proposed FO4C key."""
    rows = tables["allocations.allocations"]
    return {row[3]: int(str(row[5])) for row in rows if row[:2] == ("fo4_proposal_2024", "fo4c")}


def test_a_change_without_a_new_hash_stops_the_source_and_names_both_hashes(
    project: Settings,
) -> None:
    edit_text(project, COUNTS, ALNA_TSB, ALNA_TSB_MORE, resign=False)
    release = project.published_db.read_bytes()
    outcome = run_refresh(project)
    assert outcome.status == "failed"
    assert project.published_db.read_bytes() == release
    [text] = outcome.errors
    file = project.data_raw / COUNTS
    declared = read_origin(Path(f"{file}.origin.yml")).sha256
    assert COUNTS in text
    assert declared in text
    assert sha256_of(file) in text
    # the other sources had no fault and are not named
    assert "trondheim" not in text


def test_neither_the_order_of_rows_nor_the_scale_of_a_criterion_matters(project: Settings) -> None:
    """The delivery's rows are turned round and all counts of one criterion doubled: every krone stays."""
    before = table_contents(project.published_db)
    file = project.data_raw / COUNTS
    header, *rows = file.read_bytes().decode("cp1252").splitlines(keepends=True)
    doubled = [_double(row) if ";tsb_patients;" in row else row for row in rows]
    assert doubled != rows
    write_bytes(project, COUNTS, "".join([header, *reversed(doubled)]).encode("cp1252"))
    assert run_refresh(project).status == "published"
    after = table_contents(project.published_db)
    for table in (
        "keys.allocation_keys",
        "allocations.allocations",
        "allocations.allocation_contributions",
        "allocations.redistributions",
    ):
        assert after[table] == before[table], table


def _double(row: str) -> str:
    cells = row.rstrip("\r\n").split(";")
    return ";".join([*cells[:-1], str(2 * int(cells[-1]))]) + "\r\n"
