"""Recipients by what holds at last contact (S24-S32), their moves (S33, S34) and other incomes (S35, S36)."""

import pandas as pd

from tests.support.social_pandas.people import MONTHS, People
from tests.support.social_pandas.tables import AREA, counts, every_area, in_city, table, with_city


def characteristics(people: People) -> list[pd.DataFrame]:
    """S24-S32: each recipient once, in the district of last contact."""
    last, rules, years = with_city(people.recipients), people.rules, people.years
    everyone = every_area(counts(last), years)
    known = every_area(counts(last[last["country"].notna()]), years)
    long_term = last["duration"] >= rules.long_term_months + (not rules.long_term_inclusive)
    flags = {
        "under_30": last["age"] < 30,
        "with_children": last["children_main"] >= 1,
        "four_or_more_children": last["children_main"] >= 4,
        "foreign_background": last["country"].notna() & (last["country"] != "NOR"),
        "refugee_background": last["is_refugee"],
        "new_recipients": last["is_new"],
        "long_term": long_term,
        "full_assistance": last["full_share"].round(6) >= rules.full_share,
    }
    answers = [
        table(
            name,
            every_area(counts(last[flag]), years),
            base=known if name == "foreign_background" else everyone,
        )
        for name, flag in flags.items()
    ]
    # 24 months and above are named by months, whatever the long-term limit
    classes = pd.cut(
        last["duration"], [0, 5, 23, 10_000], labels=["under_6_months", "months_6_23", "months_24_plus"]
    )
    split = counts(last.assign(category=classes), [*AREA, "category"])
    return [*answers, table("duration", split, base=everyone)]


def moves(people: People) -> list[pd.DataFrame]:
    """S33 and S34: the last change of district of a recipient in the year; the matrix as category `to`."""
    order = ["pid", "month_no", "paid_on", "ore", "district_id"]
    rows = people.months.sort_values(order, ascending=[True, True, True, True, False])
    rows = rows.assign(before=rows.groupby(["pid", "year"])["district_id"].shift())
    moved = rows[rows["before"].notna() & (rows["before"].astype(object) != rows["district_id"])]
    moved = moved.drop_duplicates(["pid", "year"], keep="last")[["year", "before", "district_id"]]
    out = moved.assign(category=moved["district_id"], district_id=moved["before"])
    into, left = (every_area(counts(with_city(frame)), people.years) for frame in (moved, out))
    recipients = counts(with_city(people.months[["pid", *AREA]].drop_duplicates()))
    return [
        table("moves", counts(out, [*AREA, "category"])),
        table("moved_in", into, base=recipients),
        table("moved_out", left, base=recipients),
        table("net_moves", into - left, base=recipients),
    ]


def incomes(people: People) -> list[pd.DataFrame]:
    """S35 and S36: recipients whose household has an income of a type in a month with payment."""
    months = in_city(people.flow[["pid", "year", "month_no"]])
    months["month"] = (months["month_no"] - 1) % MONTHS + 1
    by_month = months.merge(people.incomes[["pid", "month_no", "category"]], on=["pid", "month_no"])
    keys = [*AREA, "month"]
    found, base = counts(by_month, [*keys, "category"]), counts(months, keys)
    shares = found.to_frame("n").join(base.rename("base"), on=keys)
    found = found[shares["n"] >= people.rules.income_least_share * shares["base"]]
    areas = people.months[["pid", "month_no", *AREA]]
    pairs = areas.merge(people.incomes[["pid", "month_no", "category"]], on=["pid", "month_no"])
    pairs = with_city(pairs[["pid", *AREA, "category"]]).drop_duplicates()
    recipients = counts(with_city(areas[["pid", *AREA]]).drop_duplicates())
    return [
        table("income_month", found, base=base),
        table("income_year", counts(pairs, [*AREA, "category"]), base=recipients),
    ]
