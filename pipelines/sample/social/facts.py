"""Facts of new main persons: age, sex, country; partners, so that the adults of a month add up."""

import numpy as np

from pipelines.sample.social.margins import DISTRICTS, Floats, Ints, Margins
from pipelines.sample.social.people import Children, People, Roll, pick

COUNTRIES = (
    "NOR", "SYR", "UKR", "SOM", "AFG", "ERI", "IRQ", "IRN", "ETH", "PSE", "XXA", "COD", "RUS",
    "PAK", "POL", "MAR", "TUR", "LTU", "SWE", "ROU", "VNM", "LKA", "PHL", "IND", "GHA", "BRA", "GBR", "THA",
)  # fmt: skip
_NORWAY, _UKRAINE = 0, 2
_REFUGEE_WEIGHTS = {
    False: (0, 26, 0.5, 22, 13, 14, 8, 6, 5, 3, 2, 2, 2),
    True: (0, 9, 66, 5, 6, 3, 2, 2, 1, 2, 1, 1, 1),
}
_OTHER_WEIGHTS = (0, 3, 0.5, 16, 4, 3, 9, 6, 4, 1, 0.5, 1, 2, 13, 9, 7, 5, 4, 5, 4, 3, 3, 3, 3, 2, 2, 2, 2)
MARITAL = ("Ugift", "Gift", "Samboer", "Skilt", "Separert", "Enke/enkemann", "Ukjent")
MARRIED, COHABITING, UNKNOWN = 1, 2, 6
_YOUNG_OWN = 0.54
"""Part of the persons aged 18-23 in recipient households who are recipients themselves; not printed."""
_MINORS = 5
"""Recipients under 18 a year (notes to table 3.5)."""
PARTNERS = {2023: 0.194, 2024: 0.1968}
"""Partners per recipient-month: 13 527 adults by 11 303 recipients in 2024, 15.8 per cent above 2023."""


def describe(people: People, roll: Roll, goal: Margins, rng: np.random.Generator) -> None:
    """Ages, sex and countries of the year's new persons; under 30 is completed district by district."""
    new = np.flatnonzero(roll.new)
    places = roll.who[new]
    age = _adult_months(rng, len(new))
    young = _young_rows(people, roll, goal, rng)
    at_first = (roll.first - people.birth[roll.who]) // 12
    known = (~roll.new) & (at_first >= 18) & (at_first <= 23)
    wanted = np.clip(_YOUNG_OWN * goal.young[2] - known.sum(), 0.1 * len(young), 0.85 * len(young))
    months = rng.integers(24 * 12, 30 * 12, len(young))
    order = rng.permutation(len(young))
    youngest = order[: int(wanted)]
    months[youngest] = 18 * 12 + 11 + (72 - 11) * rng.random(len(youngest)) ** 0.8
    minors = max(0, _MINORS - int((~roll.new & (at_first < 18)).sum()))
    months[youngest[:minors]] = rng.integers(16 * 12, 17 * 12, minors)
    age[young] = months
    people.birth[places] = roll.final[new] - age
    people.day[places] = rng.integers(1, 29, len(new))
    people.female[places] = rng.random(len(new)) < np.where(people.refugee[places], 0.47, 0.44)
    people.level[places] = rng.lognormal(0, 0.35, len(new))
    _countries(people, places, goal.year, rng)


def _adult_months(rng: np.random.Generator, size: int) -> Ints:
    """Ages in months from 30 on: most before 55, one in twenty 65 and over."""
    old = rng.random(size) < 0.055
    years = np.where(old, 64 + rng.gamma(2.0, 4.5, size), 30 + 34 * rng.beta(1.0, 1.6, size))
    return (12 * np.minimum(years, 95)).astype(np.int64)


def _young_rows(people: People, roll: Roll, goal: Margins, rng: np.random.Generator) -> Ints:
    """Places among the new ones of those under 30 at last contact."""
    is_young = (roll.final - people.birth[roll.who]) // 12 < 30
    missing = goal.counts["under_30"] - roll.by_district(~roll.new & is_young)
    new_district = roll.district[roll.new]
    found = []
    for district in range(DISTRICTS):
        rows = rng.permutation(np.flatnonzero(new_district == district))
        if not 0 <= missing[district] <= len(rows):
            raise ValueError(
                f"{goal.year}, district {district + 1}: the new recipients cannot complete the ages"
            )
        found.append(rows[: missing[district]])
    return np.concatenate(found)


def _countries(people: People, places: Ints, year: int, rng: np.random.Generator) -> None:
    for refugee, weights in ((True, _REFUGEE_WEIGHTS[year >= 2022]), (False, _OTHER_WEIGHTS)):
        rows = places[people.foreign[places] & (people.refugee[places] == refugee)]
        chances = np.array(weights) / sum(weights)
        people.country[rows] = rng.choice(len(weights), len(rows), p=chances)
    naturalised = rng.random(len(places)) < np.where(people.refugee[places], 0.12, 0.35)
    naturalised &= people.country[places] != _UKRAINE
    people.citizenship[places] = np.where(naturalised, _NORWAY, people.country[places])


def pair(people: People, children: Children, roll: Roll, goal: Margins, rng: np.random.Generator) -> None:
    """Choose who of the new lives in a couple, by refugee background, and everybody's marital status."""
    share = PARTNERS.get(goal.year, 0.19)
    parents = np.zeros(people.size, np.bool_)
    parents[children.owner] = True
    age = (roll.final - people.birth[roll.who]) // 12
    weight = np.where(parents[roll.who], 3.5, 1.0) * np.clip((age - 17) / 12, 0.02, 1.0)
    for refugee in (False, True):
        rows = people.refugee[roll.who] == refugee
        wanted = share * roll.months[rows].sum()
        wanted -= (roll.months * people.couple[roll.who])[rows & ~roll.new].sum()
        free = rows & roll.new
        chance = _scaled(weight[free], roll.months[free], wanted)
        people.couple[roll.who[free]] = rng.random(int(free.sum())) < chance
    new = roll.who[roll.new]
    single = rng.choice([0, 3, 4, 5], len(new), p=[0.70, 0.22, 0.06, 0.02])
    old = age[roll.new] >= 24
    single = np.where(old, single, 0)
    single[rng.random(len(new)) < 0.0011] = UNKNOWN
    joined = np.where(rng.random(len(new)) < 0.75, MARRIED, COHABITING)
    people.marital[new] = np.where(people.couple[new], joined, single)
    younger = rng.normal(24, 48, len(new)).astype(np.int64)
    oldest = roll.final[roll.new] - 18 * 12 - rng.integers(12, 60, len(new))
    partner = people.birth[new] + np.where(people.female[new], -younger, younger)
    people.partner_birth[new] = np.minimum(partner, oldest)


def _scaled(weight: Floats, months: Ints, wanted: float) -> Floats:
    """Chances in proportion to the weights, at most 0.95, whose expected months are those wanted."""
    low, high = 0.0, 2.0
    for _ in range(30):
        middle = (low + high) / 2
        too_many = (np.minimum(0.95, middle * weight) * months).sum() > wanted
        low, high = (low, middle) if too_many else (middle, high)
    return np.minimum(0.95, low * weight)


def unregistered(people: People, roll: Roll, goal: Margins, rng: np.random.Generator) -> Ints:
    """Rows without a registered country this year; none of them has a foreign or refugee background."""
    weight = np.where(roll.new, 4.0, 1.0) * ~people.foreign[roll.who]
    wanted = goal.counts["unregistered"]
    found = [pick(rng, weight * (roll.district == place), int(wanted[place])) for place in range(DISTRICTS)]
    return np.concatenate(found)
