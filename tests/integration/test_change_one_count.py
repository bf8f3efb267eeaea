"""A changed delivery moves the numbers it should, and no others."""

from decimal import Decimal
from pathlib import Path

from pipelines.core.numbers import parse_number
from pipelines.core.origins import read_origin, sha256_of
from pipelines.refresh import run_refresh
from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    PATIENTS,
    decode,
    edit_row,
    write_bytes,
)
from tests.support.tables import rows_that_differ, table_contents


def test_one_count_moves_its_criterion_its_keys_and_their_money(project: Settings) -> None:
    before = table_contents(project.published_db)
    edit_row(project, HELSEDATA_TSB, PATIENTS, 330, where=ALNA_PATIENTS)
    outcome = run_refresh(project)
    assert outcome.status == "published", outcome.errors
    after = table_contents(project.published_db)
    changed = rows_that_differ(before, after)

    assert {row[1:4] for row in changed["criteria.criterion_values"]} == {(2024, "tsb_patients", "030112")}
    # the criterion's shares move in all districts of both keys that use it, and in no other key
    assert {row[:5] for row in changed["keys.criterion_shares"]} == {
        ("fo4_proposal_2024", key, 2024, "tsb_patients", district)
        for key in ("fo4ab", "fo4c")
        for district in (f"0301{number:02d}" for number in range(1, 16))
    }
    keys = {("fo4_proposal_2024", "fo4ab", 2024), ("fo4_proposal_2024", "fo4c", 2024)}
    assert {row[:3] for row in changed["keys.allocation_keys"]} == keys
    assert {row[:3] for row in changed["allocations.allocations"]} == keys
    # nothing of Trondheim's, of the accounts, of the decisions or of the other criteria's values
    assert changed.keys() <= {
        "staging.stg_helsedata_tsb__patients",
        "criteria.tsb_patients",
        "criteria.criterion_values",
        "keys.criterion_shares",
        "keys.allocation_keys",
        "allocations.allocations",
        "allocations.allocation_contributions",
        "allocations.redistributions",
        "allocations.redistribution_totals",
        # the qualification programme's participants are split by the key of FO4A and FO4B
        "evaluation.kvp_expected_participants",
        "meta.deliveries",
    }
    # fewer patients give Alna less, and the frame is still handed out
    assert amounts(after)["030112"] < amounts(before)["030112"]
    assert sum(amounts(after).values()) == 1_678_000_000


def amounts(tables: dict[str, list[tuple[object, ...]]]) -> dict[object, int]:
    """NOK of 2024 by district under the proposed FO4C key."""
    rows = tables["allocations.allocations"]
    return {row[3]: int(str(row[5])) for row in rows if row[:3] == ("fo4_proposal_2024", "fo4c", 2024)}


def test_a_change_without_a_new_hash_stops_the_source_and_names_both_hashes(
    project: Settings,
) -> None:
    edit_row(project, HELSEDATA_TSB, PATIENTS, 330, where=ALNA_PATIENTS, resign=False)
    release = project.published_db.read_bytes()
    outcome = run_refresh(project)
    assert outcome.status == "failed"
    assert project.published_db.read_bytes() == release
    [text] = outcome.errors
    file = project.data_raw / HELSEDATA_TSB
    declared = read_origin(Path(f"{file}.origin.yml")).sha256
    assert HELSEDATA_TSB in text
    assert declared in text
    assert sha256_of(file) in text
    # the other sources had no fault and are not named
    assert "trondheim" not in text


def test_neither_the_order_of_rows_nor_the_scale_of_a_criterion_matters(project: Settings) -> None:
    """A table's rows are turned round and its counts doubled, in every year: each krone stays."""
    before = table_contents(project.published_db)
    for year in (2021, 2022, 2023):
        delivery_id = f"microdata_tables/{year}/low_income_renters_{year}.txt"
        text, encoding = decode(project, delivery_id)
        lines = text.splitlines()
        first = next(at for at, line in enumerate(lines) if line.startswith("Bydel;")) + 1
        rows = [line.split(";") for line in lines[first:]]
        assert [rows[0][0], rows[-1][0]] == ["Bydel Gamle Oslo", "Total"]
        counts = [parse_number(row[1]) if row[1] else None for row in rows[:-1]]
        doubled = [_with_more(row, count) for row, count in zip(rows[:-1], counts, strict=True)]
        total = _with_more(rows[-1], sum(count for count in counts if count is not None))
        turned = [*reversed(doubled), total]
        content = [*lines[:first], *(";".join(row) for row in turned), ""]
        write_bytes(project, delivery_id, "\r\n".join(content).encode(encoding))
    outcome = run_refresh(project)
    assert outcome.status == "published", outcome.errors
    after = table_contents(project.published_db)
    for table in (
        "keys.allocation_keys",
        "allocations.allocations",
        "allocations.allocation_contributions",
        "allocations.redistributions",
    ):
        assert after[table] == before[table], table


def _with_more(row: list[str], number: Decimal | int | None) -> list[str]:
    """So many more in the target group and in the total; a blank cell stays blank."""
    if number is None:
        return row
    label, counted, others, total = row
    return [label, str(parse_number(counted) + number), others, str(parse_number(total) + number)]
