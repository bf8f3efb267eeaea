"""The extracts of the case system Fasit: eight years of recipients whose rows give the printed figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipelines.sample.social import amounts, facts, families, incomes, tables
from pipelines.sample.social.margins import FIRST, LAST, Flags, Floats, Ints, margins
from pipelines.sample.social.months import schedule
from pipelines.sample.social.people import Children, People, Roll
from pipelines.sample.social.recruiting import enrol
from pipelines.sample.social.rows import Lines, Members, keeps, members, payment_lines

if TYPE_CHECKING:
    import pyarrow as pa

SOURCES = ("fasit_payments", "fasit_household", "fasit_persons", "fasit_income")
_SEED = 2024


@dataclass(frozen=True)
class FasitWorld:
    """The delivered tables and who must be known elsewhere.

    Attributes:
        tables: Source id -> year -> table in the delivered form (our headers, Norwegian labels).
        refugees: Recipients with refugee background, who must be registered in Socio: pid, sex_code
            (label), birth_date, citizenship_country_code, n_children, first_year they are paid.
    """

    tables: dict[str, dict[int, "pa.Table"]]
    refugees: "pa.Table"


def make_fasit(years: range = range(FIRST, LAST + 1), scale: float = 1.0) -> FasitWorld:
    """Make the extracts of some years between 2017 and 2024.

    History always begins in 2017, whatever years are asked for. At a scale below 1 every 1/scale-th person
    is kept with all rows, which are the same as at full scale.

    Raises:
        ValueError: For years outside 2017-2024, or a scale that is not above 0 and at most 1.
    """
    if not years or min(years) < FIRST or max(years) > LAST:
        raise ValueError(f"years {years}: the sample has {FIRST}-{LAST}")
    if not 0 < scale <= 1:
        raise ValueError(f"scale {scale}: above 0, at most 1")
    people, children = People(), Children()
    found: dict[str, dict[int, pa.Table]] = {source: {} for source in SOURCES}
    for year in range(FIRST, max(years) + 1):
        live = _live(people, children, year)
        if year in years:
            for source, table in _year_tables(people, children, live, scale):
                found[source][year] = table
    return FasitWorld(found, _refugees(people, children, scale))


@dataclass(frozen=True)
class _Year:
    roll: Roll
    has: tuple[Flags, Floats]
    unregistered: Ints
    rng: np.random.Generator


def _live(people: People, children: Children, year: int) -> _Year:
    """Let a year pass: who is paid in which months, families, incomes."""
    goal, following = margins(year), margins(min(year + 1, LAST))
    rng = np.random.default_rng([_SEED, year])
    roll = enrol(people, goal, following, rng)
    schedule(people, roll, goal, rng)
    facts.describe(people, roll, goal, rng)
    families.settle_children(people, children, roll, goal, rng)
    facts.pair(people, children, roll, goal, rng)
    families.share_children(people, children, roll, goal, rng)
    families.house_youth(people, children, roll, goal, rng)
    has = incomes.assign(people, roll, goal, rng)
    return _Year(roll, has, facts.unregistered(people, roll, goal, rng), rng)


def _year_tables(
    people: People, children: Children, live: _Year, scale: float
) -> Iterator[tuple[str, "pa.Table"]]:
    roll, rng, year = live.roll, live.rng, live.roll.year
    months = amounts.recipient_months(people, roll, margins(year), rng)
    lines = payment_lines(roll, months, amounts.lines(months, year, rng), rng)
    chosen = keeps(lines.main, scale)
    yield (
        "fasit_payments",
        tables.payments_table(
            Lines(*(part[chosen] for part in vars(lines).values())), year, np.flatnonzero(chosen) + 1
        ),
    )
    home = members(people, children, roll, lines)
    chosen = keeps(home.main, scale)
    yield (
        "fasit_household",
        tables.household_table(Members(*(part[chosen] for part in vars(home).values())), year),
    )
    places = np.sort(roll.who[keeps(roll.who, scale)])
    yield "fasit_persons", tables.persons_table(people, places, roll.who[live.unregistered], year)
    minors = families.child_months(people, children, roll)
    kind, row, column = incomes.presence(people, roll, live.has, minors, rng)
    ore = 100 * np.where(rng.random(len(row)) < 0.05, 0, rng.integers(800, 16_000, len(row)))
    chosen = keeps(roll.who[row], scale)
    yield (
        "fasit_income",
        tables.income_table(roll.who[row[chosen]], column[chosen], kind[chosen], ore[chosen], year),
    )


def _refugees(people: People, children: Children, scale: float) -> "pa.Table":
    import pyarrow as pa

    places = np.flatnonzero(people.refugee[: people.size])
    places = places[keeps(places, scale)]
    born = children.birth <= people.first_year[children.owner] * 12 + 12
    number = np.bincount(children.owner[born], minlength=people.size)[places]
    return pa.table(
        {
            "pid": tables.pid_column(places),
            "sex_code": tables.coded(people.female[places].astype(np.int64), tables.SEXES),
            "birth_date": tables.dates(people.birth[places], people.day[places]),
            "citizenship_country_code": tables.coded(people.citizenship[places], facts.COUNTRIES),
            "n_children": pa.array(number, pa.int32()),
            "first_year": pa.array(people.first_year[places], pa.int32()),
        }
    )
