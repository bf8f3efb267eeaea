"""All statistics at once."""

from collections.abc import Mapping

import pandas as pd

from tests.support.social_pandas import amounts, characteristics, households, programmes
from tests.support.social_pandas.people import People
from tests.support.social_pandas.rules import Rules

FAMILIES = (
    *(amounts.recipients, amounts.gross, amounts.purposes),
    *(households.household_types, households.persons, households.affected, households.population),
    *(households.refugees, characteristics.characteristics, characteristics.moves, characteristics.incomes),
)


def compute(
    extracts: Mapping[str, pd.DataFrame], rules: Rules | None = None, *, with_programmes: bool = True
) -> pd.DataFrame:
    """Every statistic in one frame.

    Args:
        extracts: By source id, the landed columns; dates as datetime64, amounts as numbers.
        rules: The parameters; those of the annual report when left out.
        with_programmes: Whether KVP and the introduction programme (K, I) are computed beside S1-S36.

    Returns:
        statistic_id, year, month (0: the whole year), district_id, category, value, base (NaN: none), units.
    """
    people = People(extracts, rules or Rules())
    answers = [answer for family in FAMILIES for answer in family(people)]
    if with_programmes:
        answers += programmes.programmes(extracts)
    return pd.concat([answer for answer in answers if len(answer)], ignore_index=True)
