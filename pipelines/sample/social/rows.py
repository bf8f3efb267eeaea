"""The delivered rows of one year as plain columns: members of households, payment lines, person facts."""

from dataclasses import dataclass

import numpy as np

from pipelines.sample.social.amounts import Months
from pipelines.sample.social.families import MAIN, NONE, SHARED
from pipelines.sample.social.margins import Flags, Ints, fact
from pipelines.sample.social.people import CAPACITY, Children, People, Roll

ROLES = ("Hovedperson", "Ektefelle", "Samboer", "Barn", "Ung hjemmeboende")
_MAIN, _SPOUSE, _COHABITANT, _CHILD, _YOUTH = range(5)
_COHABITING = 2
"""Place of "Samboer" among the marital statuses."""
_FULL_PART = 1 - fact("children_shared_custody_month_avg") / (
    fact("children_full_custody_month_avg") + fact("children_shared_custody_month_avg")
)


@dataclass(frozen=True)
class Members:
    """One row per main person, month and member; -1 is no custody share."""

    main: Ints
    month: Ints
    member: Ints
    role: Ints
    birth: Ints
    day: Ints
    custody: Ints


@dataclass(frozen=True)
class Lines:
    """One row per payment line: place of the main person, month (0-11), day, district, purpose, øre."""

    main: Ints
    month: Ints
    day: Ints
    district: Ints
    purpose: Ints
    ore: Ints


def members(people: People, children: Children, roll: Roll, lines: Lines) -> Members:
    """Who lives in each household in each month with a payment line.

    Partners and children have places of their own above those of main persons (the partner of place p has
    CAPACITY + p, child c has 2 * CAPACITY + c).
    """
    rows = roll.row_of(people)
    paid = np.zeros((len(roll.who), 12), np.bool_)
    paid[rows[lines.main], lines.month] = True
    row, month = np.nonzero(paid)
    main = roll.who[row]
    paired = people.couple[main]
    with_partner, partner_month = main[paired], month[paired]
    wedded = np.where(people.marital[with_partner] == _COHABITING, _COHABITANT, _SPOUSE)
    care = people.care[children.owner]
    at_home = np.flatnonzero((rows[children.owner] >= 0) & ~children.away & (care != NONE))
    which, child_month = np.nonzero(paid[rows[children.owner[at_home]]])
    child = at_home[which]
    age = roll.year * 12 + 1 + child_month - children.birth[child]
    counted = (age >= 1) & (age < 24 * 12)
    child, child_month, minor = child[counted], child_month[counted], age[counted] < 18 * 12
    none = np.full(len(main) + len(with_partner), -1)
    return Members(
        main=np.concatenate([main, with_partner, children.owner[child]]),
        month=np.concatenate([month, partner_month, child_month]),
        member=np.concatenate([main, CAPACITY + with_partner, 2 * CAPACITY + child]),
        role=np.concatenate([np.full(len(main), _MAIN), wedded, np.where(minor, _CHILD, _YOUTH)]),
        birth=np.concatenate([people.birth[main], people.partner_birth[with_partner], children.birth[child]]),
        day=np.concatenate([people.day[main], people.day[with_partner], children.day[child]]),
        custody=np.concatenate([none, _custody(care[child], child, minor)]),
    )


def _custody(care: Ints, child: Ints, minor: Flags) -> Ints:
    """Custody shares: so many of the children mostly here are here all the time as the report prints."""
    mostly, total = int((minor & (care == MAIN)).sum()), int(minor.sum())
    partly = 1 - min(1.0, _FULL_PART * total / max(1, mostly))
    draw = child * 2_654_435_761 % 10_007 / 10_007
    limit = np.quantile(draw[minor & (care == MAIN)], partly)
    here = np.where(minor & (draw < limit), np.where(draw < limit / 2, 80, 60), 100)
    return np.where(care == SHARED, np.where(draw < 0.7, 50, np.where(draw < 0.9, 40, 20)), here)


def payment_lines(
    roll: Roll, months: Months, parts: tuple[Ints, Ints, Ints], rng: np.random.Generator
) -> Lines:
    """The lines with dates; besides, as in ordinary cases, corrections and months that came to nothing."""
    month, purpose, ore = parts
    day = np.where(purpose == 1, 18, rng.integers(1, 29, len(month)))
    paid = np.stack(
        [roll.who[months.row[month]], months.column[month], day, months.district[month], purpose, ore]
    )
    again = paid[:, rng.random(len(month)) < 0.004]
    again[5] = np.maximum(100, again[5] * rng.random(again.shape[1]) // 100 * 100)
    back = again.copy()
    back[5] *= -1
    back[2] = 28
    nothing = _nothing_paid(roll, rng)
    everything = np.concatenate([paid, again, back, nothing], axis=1)
    order = np.argsort((everything[1] * 32 + everything[2]).astype(np.int16), kind="stable")
    return Lines(*everything[:, order])


def _nothing_paid(roll: Roll, rng: np.random.Generator) -> Ints:
    """Months outside the paid ones whose lines sum to zero (a payment taken back) or below (a claim)."""
    row = np.flatnonzero((rng.random(len(roll.who)) < 0.008) & (roll.months < 12))
    column = np.argmin(roll.paid[row], axis=1)
    ore = 100 * rng.integers(500, 9000, len(row))
    common = np.stack(
        [roll.who[row], column, np.full(len(row), 10), roll.district[row], np.zeros_like(row), ore]
    )
    back = common.copy()
    back[2], back[5] = 24, -ore
    claims = rng.random(len(row)) < 0.25
    return np.concatenate([common[:, ~claims], back], axis=1)


def keeps(places: Ints, scale: float) -> Flags:
    """Whether a main person is in a sample of this scale: every 1/scale-th in the order they were made."""
    return np.asarray(np.floor((places + 1) * scale) > np.floor(places * scale))


def pseudonyms(places: Ints) -> list[str]:
    """A letter and eleven hex characters per place: a fixed permutation of 44 bits, so no two are the same.

    The letter keeps them from looking like the number of a person, as one in thousands would.
    """
    mask = np.uint64(2**44 - 1)
    mixed = (places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F5) & mask
    for factor in (0xC2B2AE3D27D, 0x165667B19E3):
        mixed = (mixed ^ (mixed >> np.uint64(23))) * np.uint64(factor) & mask
    mixed ^= mixed >> np.uint64(25)
    return [f"p{value:011x}" for value in mixed.tolist()]
