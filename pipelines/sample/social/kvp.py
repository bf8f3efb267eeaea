"""`fasit_kvp`: periods in the qualification programme that give tables 4.2 and 4.3 of the report."""

from typing import TYPE_CHECKING

import numpy as np

from pipelines.sample.social.flows import ENDED, MOVED, OPEN, Periods, YearFlow, first_day, run
from pipelines.sample.social.margins import FIRST, LAST, PRINTED, Ints, column, fact, spread, table
from pipelines.sample.social.rows import keeps
from pipelines.sample.social.snapshots import EXTRACTED_ON, day_column, in_span
from pipelines.sample.social.tables import SEXES, coded, pid_column

if TYPE_CHECKING:
    import pyarrow as pa

_SEED = 276
_PLACES = 20_000_000
"""Where this programme's persons begin among the places that pseudonyms are made of."""
_CARRIED = {2017: 1500, 2018: 1450, 2019: 1430, 2020: 1480, 2021: 1470}
"""Assumed participants on 1 January, city; from 2022 on they follow from the printed tables."""
_STOPPED = {2017: 114, 2018: 113, 2019: 85, 2020: 81, 2021: 98, 2024: 92}
"""Assumed participants who moved away or stayed away; 2022 and 2023 follow from the tables."""
_MOVES = 30
_PER_MONTH = 0.65
"""Assumed monthly mean as a part of the year's participants, where it is not printed."""
STATUSES = (
    "Ordinært arbeid heltid", "Ordinært arbeid deltid", "Skole/utdanning", "Tilrettelagt arbeid",
    "Arbeid med lønnstilskudd", "Annet", "Avbrutt: flytting", "Avbrutt: uteblivelse",
)  # fmt: skip
_TO_WORK, _OTHER, _STOP_MOVED = 5, 5, 6
_TO_WORK_PARTS = np.array([24, 22, 26, 10, 18])
MARITAL = ("Ugift", "Skilt", "Separert", "Gift", "Samboer")
COUNTRIES = ("NOR", "SOM", "SYR", "ERI", "AFG", "IRQ", "PAK", "MAR", "ETH", "POL", "TUR", "IRN")
_SHARES = {
    "female": fact("kvp_new_share_women"),
    "under_30": fact("kvp_new_share_under_30"),
    "single": fact("kvp_new_share_single"),
    "no_children": fact("kvp_new_share_no_children"),
    "few_children": fact("kvp_new_share_1_2_children"),
    "foreign": fact("kvp_new_share_foreign_background"),
}
"""Per cent of the new participants of 2024; other years are assumed to be alike."""
_OLDER = 0.30
"""Assumed part of the new participants who are 45 or older."""


def make_kvp(years: range = range(FIRST, LAST + 1), scale: float = 1.0) -> "pa.Table":
    """The snapshot of the years: every period that touches them.

    At a scale below 1 every 1/scale-th person is kept with all rows.
    """
    import pyarrow as pa

    rng = np.random.default_rng(_SEED)
    periods = run(flows(), rng)
    status, agreed = _outcomes(periods, rng)
    who = _persons(periods, rng)
    chosen = keeps(periods.person, scale) & in_span(periods, years)
    over = (periods.how != OPEN) & (periods.end <= first_day(max(years) + 1) + 30)
    person = periods.person[chosen]
    ended, end = over[chosen], periods.end[chosen]
    scheme = np.where(ended, (end >= first_day(2021)).astype(np.int64), -1)
    return pa.table(
        {
            "person_pid": pid_column(_PLACES + person),
            "district_code": coded(periods.district[chosen], [f"{number:02}" for number in range(1, 16)]),
            "start_date": day_column(periods.start[chosen]),
            "end_date": day_column(end, missing=~ended),
            "ended_as_agreed": pa.array(agreed[chosen], pa.bool_(), mask=~ended),
            "end_status_code": coded(np.where(ended, status[chosen], -1), STATUSES),
            "end_status_scheme": coded(scheme, ("until_2020", "from_2021")),
            "sex_code": coded(who["female"][person], SEXES),
            "birth_date": day_column(who["birth"][person]),
            "marital_status_code": coded(who["marital"][person], MARITAL),
            "n_children": pa.array(who["children"][person], pa.int32()),
            "origin_country_code": coded(who["country"][person], COUNTRIES),
            "citizenship_country_code": coded(who["citizenship"][person], COUNTRIES),
            "extracted_on": pa.repeat(pa.scalar(EXTRACTED_ON.replace(year=max(years) + 1)), len(person)),
        }
    )


def flows() -> list[YearFlow]:
    """Stocks and flows of the years: printed counts, and what they leave open laid in between."""
    printed = {year: _printed(year) for year in PRINTED}
    agreed = {year: int(_outcome("ended_as_agreed", year)) for year in range(FIRST, LAST + 1)}
    first = printed[PRINTED[0]][0]
    carried = {year: spread(size, first) for year, size in _CARRIED.items()}
    carried |= {year: values[0] for year, values in printed.items()}
    found = []
    for year in range(FIRST, LAST + 1):
        here = carried[year]
        if year in printed:
            _, new, moves, months = printed[year]
            ended = (
                here + new - carried[year + 1] if year < LAST else spread(agreed[year] + _STOPPED[year], here)
            )
        else:
            moves = spread(_MOVES, here)
            ended = spread(agreed[year] + _STOPPED[year], here)
            new = carried[year + 1] + ended - here
            months = (12 * _PER_MONTH * (here + new + moves)).astype(np.int64)
        found.append(YearFlow(year, here, new, moves, moves, ended, months))
    return found


def _printed(year: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Carried over, new, moves and person-months by district; who moves is counted in two districts."""
    name = "table_4_2_kvp_participants"
    persons, new, mean = (
        column(name, f"{measure}_{year}").astype(np.int64)
        for measure in ("participants", "new_participants", "participants_month_avg")
    )
    moves = spread(int(persons[:-1].sum() - persons[-1]), persons[:-1])
    return persons[:-1] - new[:-1] - moves, new[:-1], moves, 12 * mean[:-1]


def _outcome(measure: str, year: int) -> str:
    found = [row for row in table("table_4_3_kvp_outcomes") if row["measure"] == measure]
    return found[0][f"value_{year}"]


def _outcomes(periods: Periods, rng: np.random.Generator) -> tuple[Ints, np.ndarray]:
    """End status by row, and whether it ended as agreed: so many a year as printed."""
    status = np.full(len(periods.person), -1)
    status[periods.how == MOVED] = _STOP_MOVED
    for year in range(FIRST, LAST + 1):
        inside = (periods.end >= first_day(year)) & (periods.end < first_day(year + 1))
        rows = rng.permutation(np.flatnonzero(inside & (periods.how == ENDED)))
        agreed, to_work = (
            int(_outcome(measure, year)) for measure in ("ended_as_agreed", "ended_to_work_or_education")
        )
        parts = np.repeat(np.arange(_TO_WORK), spread(to_work, _TO_WORK_PARTS))
        status[rows] = rng.integers(_STOP_MOVED, _STOP_MOVED + 2, len(rows))
        status[rows[:agreed]] = _OTHER
        status[rows[:to_work]] = parts
    return status, status < _STOP_MOVED


def _persons(periods: Periods, rng: np.random.Generator) -> dict[str, Ints]:
    """What the participants are at their start: the same parts of the new ones of every year."""
    _, first = np.unique(periods.person, return_index=True)
    start = periods.start[first]
    year = start.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    female, young, single, childless, few, foreign = (
        _part(year, share / 100, rng) for share in _SHARES.values()
    )
    few = _part(year, _SHARES["few_children"] / (100 - _SHARES["no_children"]), rng, ~childless)
    older = _part(year, _OLDER / (1 - _SHARES["under_30"] / 100), rng, ~young)
    size = len(start)
    age = np.where(
        young,
        rng.integers(19, 30, size),
        np.where(older, rng.integers(45, 62, size), rng.integers(30, 45, size)),
    )
    children = np.where(childless, 0, np.where(few, rng.integers(1, 3, size), rng.integers(3, 6, size)))
    country = np.where(foreign, rng.integers(1, len(COUNTRIES), size), 0)
    return {
        "female": female.astype(np.int64),
        "birth": start - np.floor(365.25 * age).astype(np.int64) - rng.integers(2, 363, size),
        "marital": np.where(single, rng.integers(0, 3, size), rng.integers(3, 5, size)),
        "children": children,
        "country": np.where(rng.random(size) < 0.02, -1, country),
        "citizenship": np.where(rng.random(size) < 0.3, 0, country) * foreign,
    }


def _part(year: Ints, share: float, rng: np.random.Generator, among: np.ndarray | None = None) -> np.ndarray:
    """Flags for a share of the persons of each year, to the nearest whole."""
    found = np.zeros(len(year), np.bool_)
    for one in np.unique(year):
        rows = rng.permutation(np.flatnonzero((year == one) & (True if among is None else among)))
        found[rows[: round(share * len(rows))]] = True
    return found
