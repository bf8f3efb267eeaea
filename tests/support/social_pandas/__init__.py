"""The statistics of Fasit and Socio a second time, in pandas, to check the dbt models and their speed.

Written from the definitions (annual report 2024, the statistics S1-S36, K2-K7 and I2-I6) and never from
the models' SQL. `compute` takes the landed columns as frames and gives one long frame of all statistics.
Does not belong here: anything the product itself uses. Next room: `tests/property`.
"""

from tests.support.social_pandas.compute import compute
from tests.support.social_pandas.rules import Rules

__all__ = ["Rules", "compute"]
