"""What the whole snapshots (KVP and Socio) share: their day, days as columns, a span of years."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from pipelines.sample.social.flows import OPEN, Periods, first_day
from pipelines.sample.social.margins import Flags, Ints

if TYPE_CHECKING:
    import pyarrow as pa

EXTRACTED_ON = date(2025, 2, 5)
"""Day of the extract behind chapters 4 and 5 of the report; a span that ends earlier, earlier."""


def day_column(days: Ints, missing: Any = None) -> "pa.Array":  # noqa: ANN401 - a mask or nothing
    """Dates of days since 1970."""
    import pyarrow as pa

    return pa.array(days.astype("datetime64[D]"), pa.date32(), mask=missing)


def in_span(periods: Periods, years: range) -> Flags:
    """Rows active in a year of the span."""
    begun = periods.start < first_day(max(years) + 1)
    return np.asarray(begun & ((periods.how == OPEN) | (periods.end >= first_day(min(years)))))
