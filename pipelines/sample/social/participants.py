"""What the participants of the introduction programme are: tables 5.2, 5.3 and 5.4 of the report."""

from dataclasses import dataclass

import numpy as np

from pipelines.sample.social.flows import OPEN, Periods, fill_below, first_day
from pipelines.sample.social.margins import FIRST, LAST, Floats, Ints, spread, table
from pipelines.sample.social.traits import Margin, assign, fit

_TABLE = "table_5_2_introduction_participant_characteristics"
_FITTED = (2019, 2022, 2023, LAST)
"""Years whose shares are printed and covered."""
_BIRTH = np.arange(1952, 2007)
_AGES = (18, 25, 30, 40, 50, 56)
EDUCATION = (
    "Uten formell skolegang/noe grunnskole", "Fullført grunnskole/noe vgs.", "Fullført vgs.",
    "Noe høyere utdanning/fagskole", "Fullført høyere utdanning/fagskole", "Ikke registrert",
)  # fmt: skip
_NAMES = {
    "Ukraina": "UKR", "Syria": "SYR", "Afghanistan": "AFG", "Eritrea": "ERI", "Kongo (tidl. Zaire)": "COD",
    "Tyrkia": "TUR", "Kina": "CHN", "Etiopia": "ETH", "Sudan": "SDN", "Somalia": "SOM", "Irak": "IRQ",
    "Iran": "IRN",
}  # fmt: skip
_REGIONS = {
    "ERI": 0, "COD": 0, "ETH": 0, "SDN": 0, "SOM": 0, "UKR": 2, "SYR": 1, "AFG": 1, "TUR": 1,
    "CHN": 1, "IRQ": 1, "IRN": 1,
}  # fmt: skip
_OTHERS = (
    "UGA BDI RWA NGA GHA CMR SSD TCD MAR EGY KEN GMB",
    "PSE IND PAK BGD LKA PHL MMR VNM THA YEM JOR LBN UZB",
    "RUS BLR MDA",
    "COL VEN NIC SLV CUB HND PER BOL BRA MEX USA CHL ECU GTM DOM HTI JAM PRY",
)
"""Countries with few participants, by region; with the printed ones 58, as the report says."""
_OTHERS_2024, _OTHERS_NEW = (30, 34, 3, 40), (31, 13, 1, 31)
"""Participants from them, all and new: as near to table 5.2's regions as tables 5.3 and 5.4 allow."""
_STATELESS, _MISSING = 7, 5
"""Participants of 2024 (chapter 5, note 39)."""
_NEW_STATELESS, _NEW_MISSING = 4, 3
COUNTRIES = (*_REGIONS, *" ".join(_OTHERS).split(), "XXA")


@dataclass(frozen=True)
class Traits:
    """One place per participant; places in the tuples of this module, -1 is not registered."""

    female: Ints
    birth: Ints
    children: Ints
    education: Ints
    country: Ints

    def country_codes(self) -> np.ndarray:
        """Citizenship codes; empty where none is registered."""
        return np.array([*COUNTRIES, ""])[self.country]


@dataclass(frozen=True)
class _Groups:
    """Participants by the years of their first start and their last day."""

    start: Ints
    last: Ints
    sizes: Ints
    of: Ints

    def active(self, year: int) -> np.ndarray:
        return (self.start <= year) & (self.last >= year)

    @property
    def block(self) -> Ints:
        """New in the last year, in the programme in the last year, and by the year it ended."""
        return np.where(self.start == LAST, LAST + 1, np.minimum(self.last, LAST))


def describe(periods: Periods, rng: np.random.Generator) -> Traits:
    """Sex, birth, children, education and country of every participant of a programme."""
    groups = _groups(periods)
    birth = _birth_years(groups, rng)
    day = first_day(0, 1 + 12 * _BIRTH[birth]) + rng.integers(0, 365, len(birth))
    return Traits(
        _simple(groups, "sex", rng) == 0,
        day,
        _simple(groups, "number_of_children", rng),
        _simple(groups, "prior_education", rng),
        _countries(groups, rng),
    )


def _groups(periods: Periods) -> _Groups:
    size = int(periods.person.max()) + 1
    start, end = np.full(size, 2**31), np.zeros(size, np.int64)
    np.minimum.at(start, periods.person, periods.start)
    np.maximum.at(end, periods.person, np.where(periods.how == OPEN, 2**31 - 1, periods.end))
    years = [
        np.searchsorted([first_day(year) for year in range(FIRST, LAST + 2)], when, "right")
        for when in (start, end)
    ]
    first, last = (FIRST - 1 + found for found in years)
    keys, of = np.unique(first * 10_000 + last, return_inverse=True)
    return _Groups(keys // 10_000, keys % 10_000, np.bincount(of), of)


def _shares(characteristic: str, column: str) -> Floats:
    rows = [row for row in table(_TABLE) if row["characteristic"] == characteristic]
    found = np.array([float(row[f"value_{column}"]) for row in rows if row["category_no"] != "I alt"])
    shares: Floats = np.maximum(found, 0.3)
    return np.asarray(shares / shares.sum())


def _margins(groups: _Groups, characteristic: str, parts: dict[int, Ints]) -> list[Margin]:
    """What is printed about a characteristic; `parts` gives its categories' place in each year."""
    asked = [(groups.active(year), str(year), parts[year]) for year in _FITTED]
    asked.append((groups.start == LAST, "new_2024", parts[LAST]))
    return [
        Margin(flags, part, groups.sizes[flags].sum() * _shares(characteristic, column))
        for flags, column, part in asked
    ]


def _simple(groups: _Groups, characteristic: str, rng: np.random.Generator) -> Ints:
    size = len(_shares(characteristic, "2024"))
    seed = np.stack([_shares(characteristic, "2019" if year < 2021 else "2022") for year in groups.start])
    margins = _margins(groups, characteristic, dict.fromkeys(_FITTED, np.arange(size)))
    found = fit(seed * groups.sizes[:, None], groups.sizes, margins)
    return assign(found, groups.of, groups.block, {}, rng)


def _birth_years(groups: _Groups, rng: np.random.Generator) -> Ints:
    """Places among the years of birth; age is that at the end of the year."""
    age_at_start = groups.start[:, None] - _BIRTH[None, :]
    seed = np.where((age_at_start >= 18) & (age_at_start <= 62), np.exp(-age_at_start / 25), 0)
    parts = {year: np.searchsorted(_AGES, year - _BIRTH, "right") - 1 for year in _FITTED}
    margins = _margins(groups, "age", parts)
    found = fit(seed * groups.sizes[:, None] / seed.sum(axis=1, keepdims=True), groups.sizes, margins)
    return assign(found, groups.of, groups.block, {}, rng)


def _countries(groups: _Groups, rng: np.random.Generator) -> Ints:
    """Places among the countries, -1 for none: the regions of earlier years, the countries of the last."""
    region = _regions()
    seed = np.stack([_shares("world_region", "2019" if year < 2022 else "2022") for year in groups.start])
    weight = np.where(np.arange(len(region)) < len(_REGIONS), 10.0, 1.0)
    seed = np.concatenate([seed[:, region] * weight, np.full((len(seed), 1), 0.02)], axis=1)
    seed[groups.start < 2022, COUNTRIES.index("UKR")] = 0
    everybody, new = printed_countries()
    counted = np.append(region, -1)
    place = np.arange(len(counted))
    asked = ((groups.active(LAST), everybody), (groups.start == LAST, new))
    margins = _margins(groups, "world_region", dict.fromkeys(_FITTED, counted))[:-2]
    margins += [Margin(flags, place, wanted.astype(np.float64)) for flags, wanted in asked]
    found = fit(seed * groups.sizes[:, None], groups.sizes, margins)
    exact = {LAST + 1: new, LAST: everybody - new}
    country = assign(found, groups.of, groups.block, exact, rng)
    return np.where(country == len(COUNTRIES), -1, country)


def _regions() -> Ints:
    """Region of each country, as table 5.2 orders them."""
    others = np.repeat(np.arange(len(_OTHERS)), [len(few.split()) for few in _OTHERS])
    return np.array([*_REGIONS.values(), *others, len(_OTHERS) - 1])


def printed_countries() -> tuple[Ints, Ints]:
    """Participants and new participants of the last year by country, those without one at the end."""
    region = _regions()
    names = [
        (_NAMES[row["country_no"]], int(row["participants"]))
        for row in table("table_5_3_introduction_participant_countries_2024")
    ]
    everybody, new = np.zeros(len(COUNTRIES) + 1, np.int64), np.zeros(len(COUNTRIES) + 1, np.int64)
    for name, count in names:
        everybody[COUNTRIES.index(name)] = count
    everybody[-2:] = _STATELESS, _MISSING
    for row in table("table_5_4_introduction_new_participant_countries_2024"):
        new[COUNTRIES.index(_NAMES[row["country_no"]])] = int(row["new_participants"])
    new[-2:] = _NEW_STATELESS, _NEW_MISSING
    for place, (few, few_new) in enumerate(zip(_OTHERS_2024, _OTHERS_NEW, strict=True)):
        unprinted = np.flatnonzero((region == place) & (everybody[:-1] == 0))
        everybody[unprinted] = spread(few, np.ones(len(unprinted)))
        rest = np.flatnonzero((region == place) & (new[:-1] == 0))
        rest = rest[rest != len(COUNTRIES) - 1]
        new[rest] = fill_below(few_new, everybody[rest])
    return everybody, new
