"""Other incomes beside the assistance: which types, whose, in which months."""

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, Flags, Floats, Ints, Margins, column, fact, table
from pipelines.sample.social.people import People, Roll

TYPES = (
    "old_age_pension", "introduction_benefit", "qualification_benefit", "work_income",
    "unemployment_benefit", "activity_allowance", "sickness_benefit", "aap", "disability_benefit",
    "care_allowance", "municipal_care_benefit", "state_housing_allowance", "municipal_housing_subsidy",
    "child_benefit",
)  # fmt: skip
"""Income types in use; the first eleven make the assistance supplementary."""
SUPPLEMENTARY = 11
_CARE, _HOUSING, _SUBSIDY, _CHILD = 9, 11, 12, 13
_RARE = 0.3
"""Per cent with the types that no table prints, or prints as 0."""


def counts(roll: Roll, goal: Margins) -> tuple[Ints, Floats]:
    """Recipients with each type by district of last contact, from the city's and (2024) districts' shares.

    Also, by type, the part of those who moved in the year that have it in one of their districts only: the
    districts' shares count such a recipient in both.
    """
    printed = {
        row["measure"]: float(row[f"value_{goal.year}"]) for row in table("table_3_16_other_income_oslo")
    }
    moved_out = goal.paid - goal.last
    moved_in = np.bincount(roll.district[roll.before >= 0], minlength=DISTRICTS)
    once = np.full(len(TYPES), 0.5)
    relative = 1 - goal.counts["full"] / goal.last
    relative = relative / (relative @ goal.last / goal.last.sum())
    found = np.zeros((len(TYPES), DISTRICTS))
    for place, name in enumerate(TYPES[:_CHILD]):
        share = max(printed.get(name, _RARE), _RARE)
        by_district = share * (relative if place < SUPPLEMENTARY else np.ones(DISTRICTS))
        if goal.year == 2024 and name in printed:
            share, by_district = _of_2024(name, share, by_district)
            both = by_district @ goal.paid - share * goal.last.sum()
            once[place] = np.clip(1 - both / (share * moved_out.sum()), 0, 1)
        local = by_district * goal.paid + share * (once[place] / 2 * (moved_in + moved_out) - moved_out)
        by_district = local / goal.last
        level = share * goal.last.sum() - by_district @ goal.last
        found[place] = np.maximum((by_district + level / goal.last.sum()) * goal.last / 100, 0)
    return np.round(found).astype(np.int64), once


def _of_2024(name: str, share: float, by_district: Floats) -> tuple[float, Floats]:
    city = [row for row in table("text_facts") if row["geo_name"] == "Oslo totalt"]
    facts = {row["measure"] for row in city if row["period"] == "2024"}
    key = f"share_with_{name}"
    share = np.clip(fact(key), share - 0.45, share + 0.45) if key in facts else share
    if f"{name}_pct" in table("table_3_17_other_income_by_district_2024")[0]:
        by_district = column("table_3_17_other_income_by_district_2024", f"{name}_pct")[:-1]
    return share, by_district


def assign(people: People, roll: Roll, goal: Margins, rng: np.random.Generator) -> tuple[Flags, Floats]:
    """Recipients' types as flags, one row per type, and the part that `counts` gives by type.

    Sets who is supplemented at all: so many of each district as are not on full assistance.
    """
    size = len(roll.who)
    has = np.zeros((len(TYPES), size), np.bool_)
    wanted, once = counts(roll, goal)
    age = (roll.final - people.birth[roll.who]) // 12
    liking = rng.random((len(TYPES), size)) * 0.5
    liking[0] += np.where(age >= 66, 2.0, -0.5)
    liking[1] += people.refugee[roll.who] & (age < 56)
    liking[7:9] += (age >= 25) & (age < 66)
    lasting = rng.random(size) + 0.7 * people.supplemented[roll.who] + (age >= 66)
    for district in range(DISTRICTS):
        rows = np.flatnonzero(roll.district == district)
        many = len(rows) - goal.counts["full"][district]
        chosen = rows[np.argsort(-lasting[rows], kind="stable")[:many]]
        _supplement(has, liking, chosen, wanted[:SUPPLEMENTARY, district])
        for place in (_HOUSING, _SUBSIDY):
            has[place, rng.permutation(rows)[: wanted[place, district]]] = True
    people.supplemented[roll.who] = has[:SUPPLEMENTARY].any(axis=0)
    return has, once


def _supplement(has: Flags, liking: Floats, rows: Ints, wanted: Ints) -> None:
    """Give each of the rows at least one supplementary type; types beyond that become second ones."""
    wanted = wanted.copy()
    surplus = max(0, int(wanted.sum()) - len(rows))
    second = np.floor(wanted * surplus / max(1, wanted.sum())).astype(np.int64)
    wanted -= second
    free = rows
    for place, many in enumerate(wanted):
        order = np.argsort(-liking[place, free], kind="stable")
        has[place, free[order[:many]]] = True
        free = free[np.sort(order[many:])]
    has[_CARE, free] = True
    for place, many in enumerate(second):
        others = rows[~has[place, rows]]
        has[place, others[np.argsort(-liking[place, others], kind="stable")[:many]]] = True


def presence(
    people: People, roll: Roll, has: tuple[Flags, Floats], child_months: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """(type, row, column) of every month with an income.

    A type holds all paid months or all but a first or last quarter, so that the year never
    becomes one of full assistance; some on full assistance have a single month of another income among many.
    """
    flags, once = has
    flags[_CHILD] = (child_months > 0) & (people.care[roll.who] == 1)
    order = np.cumsum(roll.paid, axis=1)
    cut = np.where((rng.random(len(roll.who)) < 0.3) & (roll.before < 0), roll.months // 4, 0)
    kinds, rows = np.nonzero(flags)
    present = roll.paid[rows] & (order[rows] > cut[rows, None])
    later = np.arange(12) >= roll.switch[:, None]
    longer = later == ((roll.paid & later).sum(axis=1) * 2 > roll.months)[:, None]
    narrow = (roll.before[rows] >= 0) & (rng.random(len(rows)) < once[kinds])
    present &= ~narrow[:, None] | longer[rows]
    which, columns = np.nonzero(present)
    single = ~flags[:SUPPLEMENTARY].any(axis=0) & (roll.months >= 6) & (rng.random(len(roll.who)) < 0.01)
    extra = np.flatnonzero(single)
    return (
        np.concatenate([kinds[which], np.full(len(extra), _CARE)]),
        np.concatenate([rows[which], extra]),
        np.concatenate([columns, roll.final[extra] - roll.year * 12 - 1]),
    )
