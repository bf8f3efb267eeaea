"""Children and youth of the year's recipients: who has them, how many, how old, where they mostly live."""

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, Flags, Floats, Ints, Margins, fact
from pipelines.sample.social.people import Children, People, Roll, pick

NONE, MAIN, SHARED = 0, 1, 2
_FULL = fact("children_full_custody_month_avg")
_CHILDREN = {2022: 4592.0, 2023: 5244.0, 2024: _FULL + fact("children_shared_custody_month_avg")}
"""Children in a month; 17.4 per cent more in 2024 than in 2023."""
_YOUTH = {2023: 1014.0, 2024: fact("youth_18_23_at_home_month_avg")}
_REFUGEE_PART = {2022: 0.386, 2023: 0.391, 2024: 0.392}
"""Part of a month's children whose main person has refugee background (table 3.6: 39 per cent)."""


def settle_children(
    people: People, children: Children, roll: Roll, goal: Margins, rng: np.random.Generator
) -> None:
    """Complete who has children, four or more children, and the children's ages (custody over 50)."""
    count = _minors(people, children, roll)
    has_main = (people.care[roll.who] == MAIN) & (count > 0)
    is_large, is_small = count >= 4, count < 4
    large = goal.counts["four_children"] - roll.by_district(has_main & is_large)
    _leave(people, roll, has_main, (is_large, -large), rng)
    missing = goal.counts["with_children"] - roll.by_district(has_main)
    _leave(people, roll, has_main, (is_small, np.maximum(large, 0) - missing), rng)
    missing = goal.counts["with_children"] - roll.by_district(has_main)
    rows = _new_parents(people, children, roll, missing, rng)
    of_large = np.concatenate([np.arange(total) < many for total, many in zip(missing, large, strict=True)])
    _give_birth(people, children, roll, goal, (rows, of_large), rng)
    people.care[roll.who[rows]] = MAIN


def _leave(
    people: People, roll: Roll, has_main: Flags, surplus: tuple[Flags, Ints], rng: np.random.Generator
) -> None:
    """Let the children of so many of a district's flagged families live mostly elsewhere from now on."""
    flagged, many = surplus
    for district in np.flatnonzero(many > 0):
        weight = (has_main & flagged & (roll.district == district)) / roll.months
        rows = pick(rng, weight, int(many[district]))
        people.care[roll.who[rows]] = SHARED
        has_main[rows] = False


def _age(children: Children, month: Ints) -> Ints:
    return np.asarray((month - children.birth) // 12)


def _of(people: People, children: Children, roll: Roll) -> tuple[Ints, Flags]:
    """Row of each child's main person, and whether it is on the roll and the child at home."""
    row = roll.row_of(people)[children.owner]
    return row, (row >= 0) & ~children.away


def _minors(people: People, children: Children, roll: Roll) -> Ints:
    """Children under 18 of each row at last contact, wherever they mostly live."""
    row, here = _of(people, children, roll)
    minor = here & (_age(children, roll.final[row]) < 18)
    return np.bincount(row[minor], minlength=len(roll.who))


def _new_parents(
    people: People, children: Children, roll: Roll, missing: Ints, rng: np.random.Generator
) -> Ints:
    weight = _parent_weight(people, children, roll) * np.where(roll.new, 2.0, 1.0)
    weight *= np.where(people.refugee[roll.who], 1.7, 1.0) * roll.months**0.45
    found = [pick(rng, weight * (roll.district == place), int(missing[place])) for place in range(DISTRICTS)]
    if [len(rows) for rows in found] != missing.tolist():
        raise ValueError(f"{roll.year}: too few recipients without children for {missing.tolist()}")
    return np.concatenate(found)


def _parent_weight(people: People, children: Children, roll: Roll) -> Floats:
    """Weight by age of those on the roll who have no children yet."""
    age = (roll.final - people.birth[roll.who]) // 12
    weight = np.interp(age, [19, 25, 30, 45, 58, 62], [0, 0.5, 1, 1, 0.1, 0])
    parents = np.zeros(people.size, np.bool_)
    parents[children.owner] = True
    weight[parents[roll.who]] = 0
    return np.asarray(weight)


def _give_birth(
    people: People,
    children: Children,
    roll: Roll,
    goal: Margins,
    families: tuple[Ints, Flags],
    rng: np.random.Generator,
) -> None:
    rows, is_large = families
    row, here = _of(people, children, roll)
    age = _age(children, roll.first[row])
    mine = here & (people.care[children.owner] == MAIN)
    little, big = (int((mine & (age >= low) & (age <= high)).sum()) for low, high in ((0, 10), (11, 17)))
    size = np.where(is_large, 4 + rng.binomial(2, 0.2, len(rows)), 1)
    mean = (goal.young[0] + goal.young[1] - little - big - size[is_large].sum()) / max(1, (~is_large).sum())
    size[~is_large] += rng.binomial(2, np.clip((mean - 1) / 2, 0.03, 0.97), int((~is_large).sum()))
    owner = np.repeat(rows, size)
    wanted = int(np.clip(goal.young[0] - little, 0.05 * len(owner), 0.97 * len(owner)))
    is_little = np.zeros(len(owner), np.bool_)
    room = (roll.first - people.birth[roll.who])[owner] - 18 * 12
    is_little[np.argsort((room > 150) + rng.random(len(owner)), kind="stable")[:wanted]] = True
    months = np.where(is_little, rng.integers(1, 132, len(owner)), rng.integers(132, 205, len(owner)))
    months = np.minimum(months, np.maximum(room, 1))
    children.add(roll.who[owner], roll.first[owner] - months, rng)


def share_children(
    people: People, children: Children, roll: Roll, goal: Margins, rng: np.random.Generator
) -> None:
    """Add or end shared custody until a month has its children, by the main person's refugee background."""
    total = _CHILDREN.get(goal.year, 0.557 * (goal.young[0] + goal.young[1])) * 12
    part = _REFUGEE_PART.get(goal.year, 0.364)
    for refugee, wanted in ((False, (1 - part) * total), (True, part * total)):
        group = people.refugee[roll.who] == refugee
        minor = child_months(people, children, roll)
        surplus = float(minor[group & (people.care[roll.who] != NONE)].sum()) - wanted
        shared = rng.permutation(np.flatnonzero(group & (people.care[roll.who] == SHARED) & (minor > 0)))
        people.care[roll.who[shared[: _until(minor[shared], surplus)]]] = NONE
        weight = _parent_weight(people, children, roll) * group
        fresh = pick(rng, weight, int((weight > 0).sum()))
        size = rng.choice([1, 2, 3], len(fresh), p=[0.5, 0.37, 0.13])
        fresh = fresh[: _until(size * roll.months[fresh], -surplus)]
        size = size[: len(fresh)]
        owner = np.repeat(fresh, size)
        room = (roll.first - people.birth[roll.who])[owner] - 18 * 12
        months = np.minimum(rng.integers(12, 200, len(owner)), np.maximum(room, 1))
        children.add(roll.who[owner], roll.first[owner] - months, rng)
        people.care[roll.who[fresh]] = SHARED


def child_months(people: People, children: Children, roll: Roll) -> Ints:
    """Months with payment times children under 18 in them, for each row."""
    row, here = _of(people, children, roll)
    months = _months_aged(children, roll, row, (0, 18))
    return np.bincount(row[here], months[here], len(roll.who)).astype(np.int64)


def _months_aged(children: Children, roll: Roll, row: Ints, ages: tuple[int, int]) -> Ints:
    """Months with payment in which each child is at least the first age and below the second."""
    calendar = roll.year * 12 + 1 + np.arange(12) - children.birth[:, None]
    return np.asarray((roll.paid[row] & (calendar >= 12 * ages[0]) & (calendar < 12 * ages[1])).sum(axis=1))


def _until(parts: Ints, wanted: float) -> int:
    """How many of the parts, in order, make up what is wanted."""
    return int(np.searchsorted(np.cumsum(parts), wanted)) if wanted > 0 else 0


def house_youth(
    people: People, children: Children, roll: Roll, goal: Margins, rng: np.random.Generator
) -> None:
    """Let youth aged 18-23 stay, leave or be added until the persons of that age add up."""
    row, here = _of(people, children, roll)
    own = (roll.first - people.birth[roll.who]) // 12
    partner = (roll.first - people.partner_birth[roll.who]) // 12
    wanted = goal.young[2] - ((own >= 18) & (own <= 23)).sum()
    wanted -= (people.couple[roll.who] & (own >= 18) & (own <= 23) & (partner >= 18)).sum()
    age = _age(children, roll.first[row])
    youth = np.flatnonzero(here & (age >= 18))
    children.away[youth[(age[youth] > 23) | (people.care[children.owner[youth]] != MAIN)]] = True
    staying = rng.permutation(youth[~children.away[youth]])
    children.away[staying[int(wanted) :]] = True
    missing = int(wanted) - len(staying)
    if missing <= 0:
        return
    weight = np.interp(own, [38, 42, 55, 66, 68], [0, 1, 1, 0.2, 0])
    weight *= (people.care[roll.who] == MAIN) | (_minors(people, children, roll) == 0)
    home = here & ~children.away & (people.care[children.owner] == MAIN)
    months = (
        _YOUTH.get(goal.year, wanted * 0.53) * 12 - _months_aged(children, roll, row, (18, 24))[home].sum()
    )
    owner = _with_mean(roll.months, weight, (missing, months / missing), rng)
    born = roll.first[owner] - rng.integers(18 * 12, 24 * 12, len(owner))
    children.add(roll.who[owner], born, rng)
    people.care[roll.who[owner]] = MAIN


def _with_mean(months: Ints, weight: Floats, wanted: tuple[int, float], rng: np.random.Generator) -> Ints:
    """Rows drawn by weight so that their mean of months comes close to the one wanted."""
    count, mean = wanted
    able = np.flatnonzero(weight > 0)
    draws = rng.exponential(size=len(able))
    low, high = -3.0, 3.0
    rows = np.zeros(0, np.int64)
    for _ in range(12):
        power = (low + high) / 2
        heavy = weight[able] * months[able] ** power
        rows = able[np.argsort(draws / heavy, kind="stable")[:count]]
        low, high = (power, high) if months[rows].mean() < mean else (low, power)
    return rows
