"""Blocking checks on the allocations, read back by SQL so that they do not trust the code they check."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class AllocationCheck:
    """A check: SQL that returns a `message` per fault, and a sentence on what it protects."""

    name: str
    table: str
    description: str
    sql: str
    blocking: bool = True


CHECKS = (
    AllocationCheck(
        name="allocations_sum_to_frame",
        table="allocations",
        description=(
            "Every frame is handed out to the krone. If it fails, the allocation code is at fault: "
            "do not publish, report it to the data team."
        ),
        sql="""
            select
                f.allocation_system || ' ' || f.key_id || ' ' || f.budget_year || ': found '
                || coalesce(sum(a.amount_nok), 0) || ' NOK allocated, expected the frame of '
                || f.frame_nok as message
            from decisions.frames as f
            inner join (
                select distinct allocation_system, key_id, budget_year from keys.allocation_keys
            ) as k using (allocation_system, key_id, budget_year)
            left join allocations.allocations as a using (allocation_system, key_id, budget_year)
            group by f.allocation_system, f.key_id, f.budget_year, f.frame_nok
            having coalesce(sum(a.amount_nok), 0) <> f.frame_nok
        """,
    ),
    AllocationCheck(
        name="every_district_is_allocated",
        table="allocations",
        description=(
            "Each district of a key with a frame has exactly one allocation, and none is negative. "
            "If it fails, look at the key's shares: a district's net expenditure may be negative."
        ),
        sql="""
            select
                k.allocation_system || ' ' || k.key_id || ' ' || k.budget_year
                || ' district ' || k.district_id
                || ': found ' || coalesce(min(a.amount_nok)::varchar, 'no') || ' NOK in '
                || count(a.amount_nok) || ' row(s), expected one row of 0 NOK or more' as message
            from keys.allocation_keys as k
            inner join decisions.frames as f using (allocation_system, key_id, budget_year)
            left join allocations.allocations as a using (allocation_system, key_id, budget_year, district_id)
            group by k.allocation_system, k.key_id, k.budget_year, k.district_id
            having count(a.amount_nok) <> 1 or min(a.amount_nok) < 0
        """,
    ),
    AllocationCheck(
        name="contributions_sum_to_allocation",
        table="allocation_contributions",
        description=(
            "What `explain` shows adds up: the contributions of a district's criteria and accounting share "
            "sum exactly to its allocation. If it fails, the allocation code is at fault."
        ),
        sql="""
            select
                a.allocation_system || ' ' || a.key_id || ' ' || a.budget_year
                || ' district ' || a.district_id || ': found contributions of '
                || coalesce(sum(c.amount_nok), 0) || ' NOK, expected ' || a.amount_nok as message
            from allocations.allocations as a
            left join allocations.allocation_contributions as c
                using (allocation_system, key_id, budget_year, district_id)
            group by a.allocation_system, a.key_id, a.budget_year, a.district_id, a.amount_nok
            having coalesce(sum(c.amount_nok), 0) <> a.amount_nok
        """,
    ),
    AllocationCheck(
        name="redistributions_sum_to_zero",
        table="redistributions",
        description=(
            "What some districts gain others lose: changes sum to zero per frame group. "
            "If it fails, the allocation code is at fault."
        ),
        sql="""
            select
                from_system || ' to ' || to_system || ' ' || budget_year || ' ' || frame_group
                || ': changes sum to ' || sum(change_nok) || ' NOK, expected 0' as message
            from allocations.redistributions
            group by from_system, to_system, budget_year, frame_group
            having sum(change_nok) <> 0
        """,
    ),
    AllocationCheck(
        name="compared_frames_agree",
        table="redistributions",
        description=(
            "Two systems are compared on the same frame only. If it warns, a frame group has no "
            "redistribution: give both keys the same areas in decisions/key_frame_areas.csv, or accept it."
        ),
        sql="""
            with allocated as (
                select a.allocation_system, a.budget_year, k.frame_group, sum(a.amount_nok) as nok
                from allocations.allocations as a
                inner join (
                    select distinct allocation_system, key_id, frame_group from decisions.criteria_keys
                ) as k using (allocation_system, key_id)
                group by all
            )

            select
                r.from_system || ' and ' || r.to_system || ' ' || r.budget_year || ' ' || before.frame_group
                || ': frames of ' || before.nok || ' and ' || after.nok || ' NOK are not compared' as message
            from decisions.redistributions as r
            inner join allocated as before
                on r.from_system = before.allocation_system and r.budget_year = before.budget_year
            inner join allocated as after
                on
                    r.to_system = after.allocation_system
                    and r.budget_year = after.budget_year
                    and before.frame_group = after.frame_group
            where before.nok <> after.nok
        """,
        blocking=False,
    ),
    AllocationCheck(
        name="correction_effects_sum_to_zero",
        table="correction_effects",
        description=(
            "What a correction gives some districts it takes from others: its changes sum to the change of "
            "the frame, which is 0 unless the frame itself was corrected. If it fails, the allocation code "
            "is at fault."
        ),
        sql="""
            select
                correction_id || ', ' || allocation_system || ' ' || key_id || ' ' || budget_year
                || ': changes sum to ' || coalesce(sum(change_nok)::varchar, 'nothing')
                || ' NOK, expected ' || (any_value(frame_nok) - any_value(frame_without_nok)) as message
            from allocations.correction_effects
            where frame_nok is not null and frame_without_nok is not null
            group by correction_id, allocation_system, key_id, budget_year
            having
                coalesce(sum(change_nok), -1) <> any_value(frame_nok) - any_value(frame_without_nok)
                or count(change_nok) <> count(*)
        """,
    ),
    AllocationCheck(
        name="corrected_amounts_are_allocated",
        table="correction_effects",
        description=(
            "The corrected side of an effect is what the district is allocated. If it fails, the allocation "
            "code is at fault."
        ),
        sql="""
            select
                e.correction_id || ', ' || e.allocation_system || ' ' || e.key_id || ' ' || e.budget_year
                || ' district ' || e.district_id || ': found ' || coalesce(e.amount_nok::varchar, 'no')
                || ' NOK, allocated ' || coalesce(a.amount_nok::varchar, 'no') || ' NOK' as message
            from allocations.correction_effects as e
            left join allocations.allocations as a
                using (allocation_system, key_id, budget_year, district_id)
            where e.amount_nok is distinct from a.amount_nok
        """,
    ),
)


def failing_rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """Messages of a check, sorted; empty when it passes."""
    return sorted(str(message) for (message,) in connection.execute(sql).fetchall())
