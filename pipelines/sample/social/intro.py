"""`socio_intro`: periods in the introduction programme that give tables 5.2 and 5.5."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from pipelines.sample.social.flows import ENDED, OPEN, Periods, YearFlow, fill_below, first_day, run
from pipelines.sample.social.margins import FIRST, LAST, Floats, Ints, fact, spread, table
from pipelines.sample.social.participants import Traits, describe
from pipelines.sample.social.rows import keeps
from pipelines.sample.social.snapshots import EXTRACTED_ON, day_column, in_span
from pipelines.sample.social.tables import coded, pid_column

if TYPE_CHECKING:
    import pyarrow as pa

_SEED = 275
PLACES = 10_000_000
"""Where the participants begin among the places that pseudonyms are made of."""
_ASSUMED = {2017: 2000, 2018: 1950}
"""Participants of the years no table prints."""
_CARRIED = {2017: 1200, 2018: 1250, 2019: 1120, 2020: 830, 2021: 480, 2022: 455, 2023: 760}
"""Assumed participants on 1 January; that of 2024 follows from the new participants of table 5.2."""
_LEFT = 1440
"""Assumed participants on 1 January 2025."""
_DECEMBER = {2021: 509, 2023: 1194, 2024: 1530}
"""Participants in December, printed in chapter 5."""
_MOVES = 20
_PER_MONTH = 0.6
"""Assumed monthly mean as a part of the year's participants; 2024 is printed."""
STATUSES = (
    "Arbeid", "Arbeid med lønnstilskudd", "Videregående skole", "Høyere utdanning",
    "Grunnskole", "Annet", "Avbrutt",
)  # fmt: skip
_ENDS = np.array([37.5, 1.5, 2.0, 2.0, 3.0, 36.0, 18.0])
"""Per cent of those who end: 39 to work, 4 to upper secondary or higher, 3 to primary school in 2024."""
BASES = ("Introduksjonsloven", "Integreringsloven", "Integreringsloven kap. 6A")


@dataclass(frozen=True)
class Programme:
    """Rows of the programme and what its participants are, one place per person."""

    periods: Periods
    traits: Traits


@cache
def programme() -> Programme:
    """The programme at full scale."""
    rng = np.random.default_rng(_SEED)
    periods = run(flows(), rng)
    return Programme(periods, describe(periods, rng))


def make_intro(years: range = range(FIRST, LAST + 1), scale: float = 1.0) -> "pa.Table":
    """The snapshot of the years: every period that touches them.

    At a scale below 1 every 1/scale-th person is kept with all rows.
    """
    import pyarrow as pa

    made = programme()
    periods = made.periods
    status = _end_statuses(periods, np.random.default_rng([_SEED, 1]))
    ukrainian = made.traits.country_codes()[periods.person] == "UKR"
    late = periods.start >= first_day(2021)
    basis = np.where(ukrainian & (periods.start >= first_day(2022, 4)), 2, late.astype(np.int64))
    chosen = keeps(periods.person, scale) & in_span(periods, years)
    open_rows = ((periods.how == OPEN) | (periods.end > first_day(max(years) + 1) + 30))[chosen]
    return pa.table(
        {
            "person_pid": pid_column(PLACES + periods.person[chosen]),
            "district_code": coded(periods.district[chosen], [f"{number:02}" for number in range(1, 16)]),
            "start_date": day_column(periods.start[chosen]),
            "end_date": day_column(periods.end[chosen], missing=open_rows),
            "end_status_code": coded(np.where(open_rows, -1, status[chosen]), STATUSES),
            "legal_basis_code": coded(basis[chosen], BASES),
            "extracted_on": pa.repeat(
                pa.scalar(EXTRACTED_ON.replace(year=max(years) + 1)), int(chosen.sum())
            ),
        }
    )


def participants(year: int) -> int:
    """Participants of the year in the city: table 5.2, else 5.5, else assumed."""
    if year in _ASSUMED:
        return _ASSUMED[year]
    printed = table("table_5_2_introduction_participant_characteristics")[0].get(f"value_{year}")
    return int(printed or table("table_5_5_introduction_participants_by_district")[0][f"value_{year}"])


def flows() -> list[YearFlow]:
    """Stocks and flows of the years; the districts' shares are table 5.5 as printed, that of 2022 too."""
    years = range(FIRST, LAST + 1)
    moves = spread(_MOVES, np.ones(15))
    everybody = {year: spread(participants(year) + _MOVES, _shares(year)) for year in years}
    new_last = int(table("table_5_2_introduction_participant_characteristics")[0]["value_new_2024"])
    totals = _CARRIED | {LAST: participants(LAST) - new_last, LAST + 1: _LEFT}
    carried = {}
    for year in range(FIRST, LAST + 2):
        before = everybody[max(year - 1, FIRST)] - moves
        most = np.minimum(before, everybody[min(year, LAST)] - moves)
        carried[year] = fill_below(totals[year], most)
    found = []
    for year in years:
        new = everybody[year] - carried[year] - moves
        ended = everybody[year] - moves - carried[year + 1]
        mean = fact("intro_participants_month_avg") if year == LAST else _PER_MONTH * participants(year)
        december = _DECEMBER.get(year)
        ends = None if december is None else december - totals[year + 1]
        found.append(YearFlow(year, carried[year], new, moves, moves, ended, 12 * mean, ends))
    return found


def _shares(year: int) -> Floats:
    rows = table("table_5_5_introduction_participants_by_district")[1:16]
    return np.array([float(row[f"value_{max(year, 2020)}"]) for row in rows])


def _end_statuses(periods: Periods, rng: np.random.Generator) -> Ints:
    status = np.full(len(periods.person), -1)
    for year in range(FIRST, LAST + 1):
        inside = (periods.end >= first_day(year)) & (periods.end < first_day(year + 1))
        rows = rng.permutation(np.flatnonzero(inside & (periods.how == ENDED)))
        status[rows] = np.repeat(np.arange(len(STATUSES)), spread(len(rows), _ENDS))
    return status
