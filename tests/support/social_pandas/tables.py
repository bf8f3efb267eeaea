"""The shape of an answer: one row per statistic, year, month, district and category."""

from collections.abc import Sequence

import pandas as pd

from tests.support.social_pandas.rules import CITY, DISTRICTS, EVERY

GRAIN = ["statistic_id", "year", "month", "district_id", "category"]
COLUMNS = [*GRAIN, "value", "base", "units"]
AREA = ["year", "district_id"]
_AREAS = pd.CategoricalDtype([*DISTRICTS, CITY])


def with_city(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows twice: in their district and in the city."""
    district = frame["district_id"].astype(_AREAS)
    city = pd.Series(CITY, index=frame.index).astype(_AREAS)
    frames = [frame.assign(district_id=area) for area in (district, city)]
    return pd.concat(frames, ignore_index=True)


def in_city(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in the city alone."""
    return frame.assign(district_id=CITY)


def counts(frame: pd.DataFrame, by: Sequence[str] = AREA) -> pd.Series:
    """Rows by area, or by more than the area."""
    return frame.groupby(list(by), observed=True).size()


def every_area(value: pd.Series, years: Sequence[int]) -> pd.Series:
    """A count by year and district for all districts and the city, 0 where there is none."""
    index = pd.MultiIndex.from_product([years, [*DISTRICTS, CITY]], names=AREA)
    return value.reindex(index, fill_value=0)


def table(
    statistic_id: str, value: pd.Series, base: pd.Series | None = None, units: pd.Series | None = None
) -> pd.DataFrame:
    """A statistic in the common shape.

    Args:
        statistic_id: Its id.
        value: By year and district, and by month and category when they are levels of its index.
        base: The denominator, by some of the same levels.
        units: Persons behind the value, by some of the same levels; the value itself when left out.
    """
    frame = value.rename("value").to_frame()
    for name, column in (("base", base), ("units", units)):
        if column is not None:
            frame = frame.join(column.rename(name), on=[str(level) for level in column.index.names])
    frame = frame.reset_index()
    frame["statistic_id"] = statistic_id
    if "month" not in frame:
        frame["month"] = 0
    if "category" not in frame:
        frame["category"] = EVERY
    if base is None:
        frame["base"] = float("nan")
    if units is None:
        frame["units"] = frame["value"]
    frame["category"] = frame["category"].astype(str)
    frame["district_id"] = frame["district_id"].astype(str)
    return frame[COLUMNS]
