"""Recipients and amounts: S1-S5, S10-S14."""

import numpy as np
import pandas as pd

from tests.support.social_pandas.people import MONTHS, People
from tests.support.social_pandas.rules import ARREARS, HOUSING
from tests.support.social_pandas.tables import AREA, counts, every_area, in_city, table, with_city

ORE = 100
STEP, LAST = 5_000, 250_000
QUARTILES = {0.25: "lower_quartile", 0.5: "median", 0.75: "upper_quartile"}


def recipients(people: People) -> list[pd.DataFrame]:
    """S1-S3 and the recipients by last contact."""
    areas = with_city(people.months[["pid", "year", "month_no", "district_id"]])
    in_months = areas.drop_duplicates()
    in_years = in_months.drop_duplicates(["pid", *AREA])
    year = every_area(counts(in_years), people.years)
    months = every_area(counts(in_months), people.years)
    monthly = in_months.assign(month=(in_months["month_no"] - 1) % MONTHS + 1)
    return [
        table("recipients_year", year),
        table("recipients_last_contact", every_area(counts(with_city(people.recipients)), people.years)),
        table("recipients_month", counts(monthly, [*AREA, "month"])),
        table("recipients_monthly_mean", months / MONTHS, units=year),
        table("months_per_recipient", months, base=year, units=year),
    ]


def gross(people: People) -> list[pd.DataFrame]:
    """S4, S5, S10 and S11: kroner, the spread of annual amounts, the histogram of the city."""
    areas = with_city(people.months[["pid", "year", "month_no", "district_id", "ore"]])
    annual = areas.groupby(["pid", *AREA], observed=True)["ore"].sum()
    by_area = annual.groupby(AREA, observed=True)
    units = by_area.size()
    months = counts(areas.drop_duplicates(["pid", "month_no", *AREA]))
    years = people.years
    paid = every_area(by_area.sum() / ORE, years)
    spread = by_area.quantile(np.array(list(QUARTILES)))
    spread.index = spread.index.set_names([*AREA, "category"])
    spread = spread.rename(index=QUARTILES, level="category")
    mean = pd.concat({"mean": by_area.mean()}, names=["category"]).reorder_levels([*AREA, "category"])
    city = annual.rename("ore").reset_index()
    city = city[city["district_id"] == "0301"]
    bounds = np.minimum((city["ore"] - 1) // (STEP * ORE) * STEP, LAST)
    classes = counts(city.assign(category=bounds), [*AREA, "category"])
    return [
        table("gross_paid", paid, base=every_area(months, years), units=every_area(units, years)),
        table("annual_amount", pd.concat([spread, mean]) / ORE, units=units),
        table("annual_amount_histogram", classes, base=units),
    ]


def purposes(people: People) -> list[pd.DataFrame]:
    """S12-S14: kroner by purpose, by year and by month, and for housing."""
    lines = people.lines
    purpose = lines["purpose_code"]
    folded = {code: ARREARS.get(code, code) for code in purpose.cat.categories}
    group = purpose.map(folded).astype("category")
    lines = lines[["pid", "year", "month_no", "district_id", "ore"]].assign(group=group)
    city = lines.groupby(["year", "group"], observed=True)["ore"].transform("sum")
    small = city < people.rules.purpose_least_nok * ORE
    category = group.cat.add_categories("other").mask(small, "other")
    areas = with_city(lines.assign(category=category))
    by_purpose = areas.groupby([*AREA, "category"], observed=True)["ore"].sum() / ORE
    total = areas.groupby(AREA, observed=True)["ore"].sum() / ORE
    units = counts(areas.drop_duplicates(["pid", *AREA, "category"]), [*AREA, "category"])
    housing = areas[areas["group"].isin(HOUSING)]
    monthly = in_city(lines).assign(month=(lines["month_no"] - 1) % MONTHS + 1, category=lines["group"])
    keys = [*AREA, "month"]
    return [
        table("gross_by_purpose", by_purpose, base=total, units=units),
        table(
            "housing_purposes",
            every_area(housing.groupby(AREA, observed=True)["ore"].sum() / ORE, people.years),
            base=total,
            units=counts(housing.drop_duplicates(["pid", *AREA])),
        ),
        table(
            "gross_by_purpose_month",
            monthly.groupby([*keys, "category"], observed=True)["ore"].sum() / ORE,
            base=monthly.groupby(keys, observed=True)["ore"].sum() / ORE,
            units=counts(monthly.drop_duplicates(["pid", *keys, "category"]), [*keys, "category"]),
        ),
    ]
