"""Traits of persons who stay for years, so that every year has the shares that are printed."""

from dataclasses import dataclass

import numpy as np

from pipelines.sample.social.margins import Flags, Floats, Ints, spread

_ROUNDS = 400


@dataclass(frozen=True)
class Margin:
    """So many of the persons of some groups are to have a trait.

    Attributes:
        groups: The groups the persons are of, a flag per group.
        part: Place of each category among the counted ones, -1 for a category that is not counted.
        wanted: Persons by counted category; they add up to the persons of the groups.
    """

    groups: Flags
    part: Ints
    wanted: Floats


def fit(seed: Floats, sizes: Ints, margins: list[Margin]) -> Floats:
    """Persons by group and category: the seed in proportion, scaled until the margins hold."""
    found = seed.copy()
    for _ in range(_ROUNDS):
        for margin in margins:
            counted = margin.part >= 0
            have = np.bincount(
                margin.part[counted], found[margin.groups][:, counted].sum(axis=0), len(margin.wanted)
            )
            factor = np.divide(margin.wanted, have, out=np.ones_like(have), where=have > 0)
            block = found[margin.groups]
            block[:, counted] *= factor[margin.part[counted]]
            found[margin.groups] = block
        found *= (sizes / np.maximum(found.sum(axis=1), 1e-12))[:, None]
    return found


def assign(table: Floats, group: Ints, block: Ints, exact: dict[int, Ints], rng: np.random.Generator) -> Ints:
    """A category for every person.

    Args:
        table: Persons by group and category, from `fit`.
        group: Group of each person.
        block: Block of each group; within a block the categories add up exactly.
        exact: Persons by category of the blocks where that is printed; others are rounded.
        rng: Chance.
    """
    found = np.full(len(group), -1)
    for one in np.unique(block[group]):
        groups = np.flatnonzero(block == one)
        people = np.flatnonzero(block[group] == one)
        totals = exact.get(int(one))
        if totals is None:
            totals = spread(len(people), table[groups].sum(axis=0))
        left = totals.copy()
        for place in groups:
            rows = rng.permutation(people[group[people] == place])
            share = np.minimum(np.floor(table[place]).astype(np.int64), left)
            share = share if share.sum() <= len(rows) else spread(len(rows), share)
            found[rows[: share.sum()]] = np.repeat(np.arange(len(share)), share)
            left -= share
        open_rows = people[found[people] < 0]
        found[rng.permutation(open_rows)] = np.repeat(np.arange(len(left)), left)
    return found
