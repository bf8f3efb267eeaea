"""Who is on the roll of a year, district by district: long-term, returning and new recipients."""

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, FIRST, Floats, Ints, Margins
from pipelines.sample.social.people import People, Roll, pick

_STAYING = 0.75
"""Part of the long-term recipients who are still paid in December."""


def ready(people: People, year: int) -> Ints:
    """Persons whose spell is open and a year old at New Year: paid on, they are long-term this year."""
    start = year * 12
    size = slice(0, people.size)
    is_ready = (people.last_month[size] >= start - 2) & (people.spell_start[size] <= start - 11)
    return np.flatnonzero(is_ready)


def enrol(people: People, goal: Margins, following: Margins, rng: np.random.Generator) -> Roll:
    """Fill the year's last-contact slots of every district; new persons get place and background here."""
    weight = _return_weights(people, goal.year)
    who: list[Ints] = []
    where: list[Ints] = []
    before: list[Ints] = []

    def take(found: Ints, district: Ints, earlier: Ints) -> None:
        weight[found] = 0
        who.append(found)
        where.append(district)
        before.append(earlier)

    long = _long_term(people, goal, rng)
    take(long, np.repeat(np.arange(DISTRICTS), goal.counts["long_term"]), np.full(len(long), -1))
    weight[ready(people, goal.year)] *= 0.5
    returning = goal.last - goal.counts["new"] - goal.counts["long_term"]
    places = returning.copy()
    if goal.year > FIRST:
        for origin, leaving in enumerate(goal.paid - goal.last):
            found = pick(rng, weight * (people.district[: people.size] == origin), int(leaving))
            chances = goal.last * (np.arange(DISTRICTS) != origin) * (places > 0.6 * returning)
            target = rng.choice(DISTRICTS, len(found), p=chances / chances.sum())
            places -= np.bincount(target, minlength=DISTRICTS)
            take(found, target, np.full(len(found), origin))
    for district in range(DISTRICTS):
        found = pick(rng, weight * (people.district[: people.size] == district), int(places[district]))
        take(found, np.full(len(found), district), np.full(len(found), -1))
        places[district] -= len(found)
    rest = pick(rng, weight, int(places.sum()))
    take(rest, np.repeat(np.arange(DISTRICTS), places)[: len(rest)], np.full(len(rest), -1))
    return _with_new(people, goal, following, (who, where, before), rng)


def _return_weights(people: People, year: int) -> Floats:
    """How likely each person is to be paid again: the open spells most, after two years nobody."""
    size, start = slice(0, people.size), year * 12
    last = people.last_month[size]
    weight = np.where(last >= start - 2, 2.0, np.where(last > start - 12, 1.0, 0.0))
    weight[(last <= start - 12) & (last > start - 18)] = 0.15
    return weight * np.where(people.refugee[size], 1.4, 1.0)


def _long_term(people: People, goal: Margins, rng: np.random.Generator) -> Ints:
    wanted = goal.counts["long_term"]
    weight = np.zeros(people.size)
    weight[ready(people, goal.year)] = 1.0
    weight[people.refugee[: people.size]] *= 1.3
    found: list[Ints] = []
    for district in range(DISTRICTS):
        own = pick(rng, weight * (people.district[: people.size] == district), int(wanted[district]))
        weight[own] = 0
        found.append(own)
    for district in range(DISTRICTS):
        moved = pick(rng, weight, int(wanted[district]) - len(found[district]))
        weight[moved] = 0
        found[district] = np.concatenate([found[district], moved])
    return np.concatenate(found)


def _with_new(
    people: People,
    goal: Margins,
    following: Margins,
    chosen: tuple[list[Ints], list[Ints], list[Ints]],
    rng: np.random.Generator,
) -> Roll:
    who, where, before = (np.concatenate(part) for part in chosen)
    known = len(who)
    fresh = goal.last - np.bincount(where, minlength=DISTRICTS)
    places = people.add(int(fresh.sum()))
    who = np.concatenate([who, places])
    district = np.concatenate([where, np.repeat(np.arange(DISTRICTS), fresh)])
    before = np.concatenate([before, np.full(len(places), -1)])
    new = np.arange(len(who)) >= known
    long = np.arange(len(who)) < goal.counts["long_term"].sum()
    people.first_year[places] = goal.year
    roll = Roll(goal.year, who, district, before, new, long, np.zeros(len(who), np.bool_))
    _backgrounds(people, roll, goal, rng)
    if goal.year == FIRST:
        _movers_of_first_year(roll, goal, rng)
    _full_years(people, roll, goal, following, rng)
    return roll


def _backgrounds(people: People, roll: Roll, goal: Margins, rng: np.random.Generator) -> None:
    """Give the new persons of each district the background that completes its counts."""
    old = ~roll.new
    foreign = goal.counts["foreign"] - roll.by_district(old & people.foreign[roll.who])
    refugee = goal.counts["refugee"] - roll.by_district(old & people.refugee[roll.who])
    for district in range(DISTRICTS):
        rows = np.flatnonzero(roll.new & (roll.district == district))
        if not 0 <= refugee[district] <= foreign[district] <= len(rows):
            raise ValueError(f"{goal.year}, district {district + 1}: the new recipients cannot complete it")
        order = roll.who[rng.permutation(rows)]
        people.foreign[order[: foreign[district]]] = True
        people.refugee[order[: refugee[district]]] = True


def _movers_of_first_year(roll: Roll, goal: Margins, rng: np.random.Generator) -> None:
    for origin, leaving in enumerate(goal.paid - goal.last):
        free = (roll.district != origin) & (roll.before < 0)
        roll.before[pick(rng, free.astype(np.float64), int(leaving))] = origin


def _full_years(
    people: People, roll: Roll, goal: Margins, following: Margins, rng: np.random.Generator
) -> None:
    """Choose who is paid all year beside the long-term, so that enough can become long-term next year."""
    start = goal.year * 12
    lasting = following.counts["long_term"] - _STAYING * goal.counts["long_term"]
    wanted = np.ceil(1.25 * lasting).astype(np.int64) + 5
    last, begun = people.last_month[roll.who], people.spell_start[roll.who]
    can_start = (last < start - 2) | (begun > start - 11)
    weight = np.where(last >= start - 2, 6.0, 1.0) * can_start * (roll.before < 0) * ~roll.long
    weight *= (last >= start - 23) | roll.new
    for district in range(DISTRICTS):
        roll.full_year[pick(rng, weight * (roll.district == district), int(wanted[district]))] = True
