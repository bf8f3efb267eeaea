"""Households and the persons in them: S16-S23."""

import numpy as np
import pandas as pd

from tests.support.social_pandas.people import MONTHS, People
from tests.support.social_pandas.rules import CITY
from tests.support.social_pandas.tables import AREA, counts, in_city, table, with_city

PERIODS = {2022: (2021 * MONTHS + 1, 2022 * MONTHS + 4), 2024: (2022 * MONTHS + 5, 2024 * MONTHS + 12)}
YOUNG, OLD = 17, 70


def calendar_month(frame: pd.DataFrame) -> pd.DataFrame:
    """With the calendar month of month_no, in the city."""
    return in_city(frame).assign(month=(frame["month_no"] - 1) % MONTHS + 1)


def household_types(people: People) -> list[pd.DataFrame]:
    """S16: single or couple by number of children, of recipients with a known marital status."""
    year = people.recipients[["year", "district_id", "group", "children_main"]]
    year = with_city(year[year["group"].isin(["single", "couple"])])
    months = people.with_facts(people.main_district[["pid", "year", "month_no"]])
    months = months.join(people.sizes["children"], on=["pid", "month_no"])
    months = calendar_month(months[months["group"].isin(["single", "couple"])])
    keys = [*AREA, "month"]
    return [
        table(
            "household_type_year",
            counts(year.assign(category=_kind(year, "children_main")), [*AREA, "category"]),
            base=counts(year),
        ),
        table(
            "household_type_month",
            counts(months.assign(category=_kind(months, "children")), [*keys, "category"]),
            base=counts(months, keys),
        ),
    ]


def _kind(frame: pd.DataFrame, children: str) -> pd.Series:
    number = frame[children].fillna(0).astype(int).clip(upper=4).astype("str").replace("4", "4plus")
    return frame["group"] + "_" + number


def persons(people: People) -> list[pd.DataFrame]:
    """S17: persons by role and month, and their mean over the year."""
    members, rules = people.members, people.rules
    child = (members["role_code"] == "child") & (members["age"] < rules.child_age)
    youth = members["role_code"] == "youth_at_home"
    youth &= members["age"].between(rules.youth_from, rules.youth_to) & (members["custody"] > 0)
    roles = {
        "main_person": members["role_code"] == "main_person",
        "partner": members["role_code"].isin(["spouse", "cohabitant"]),
        "child_full_custody": child & (members["custody"] == 100),
        "child_shared_custody": child & members["custody"].between(1, 99),
        "youth_at_home": youth,
    }
    category = pd.Series(np.select(list(roles.values()), list(roles), ""), index=members.index)
    rows = calendar_month(members[["year", "month_no"]].assign(category=category)[category != ""])
    by_month = counts(rows, [*AREA, "month", "category"])
    by_year = by_month.groupby([*AREA, "category"]).sum() / MONTHS
    # the persons behind a mean are a whole number
    units = np.floor(by_year + 0.5)
    return [table("persons_month", by_month), table("persons_monthly_mean", by_year, units=units)]


def affected(people: People) -> list[pd.DataFrame]:
    """S21 and S22: adults and children by the main person's background, by month and in two periods."""
    members, rules = people.members, people.rules
    child = (members["role_code"] == "child") & (members["age"] < rules.child_age)
    child &= members["custody"] > rules.custody_month
    adult = members["role_code"].isin(["main_person", "spouse", "cohabitant"])
    rows = members[["pid", "year", "month_no"]][child | adult]
    refugee = np.where(rows["pid"].isin(people.refugees), "_refugee", "_other")
    kind = np.where(child[child | adult], "children", "adults")
    rows = calendar_month(rows.assign(category=pd.Series(kind, index=rows.index) + refugee))
    answers = [table("affected_month", counts(rows, [*AREA, "month", "category"]))]
    for year, (first, last) in PERIODS.items():
        period = rows[rows["month_no"].between(first, last)].assign(year=year)
        mean = counts(period, [*AREA, "category"]) / (last - first + 1)
        answers.append(table("affected_period", mean))
    return answers


def population(people: People) -> list[pd.DataFrame]:
    """S18 and S19: persons in the household of the year's first contact, by age."""
    first = people.main_district.drop_duplicates(["pid", "year"])[["pid", "year", "month_no"]]
    main = people.with_facts(first)[["pid", "year", "month_no", "age"]]
    rows = people.members.drop(columns="year").merge(
        main.rename(columns={"age": "age_main"}), on=["pid", "month_no"]
    )
    own = rows["role_code"] == "main_person"
    partner = rows["role_code"].isin(["spouse", "cohabitant"])
    young = ~own & ~partner & (rows["custody"] > people.rules.custody_year)
    # a partner follows the main person's group, whatever the own age
    age = rows["age_main"].where(own | partner, rows["age"])
    rows = rows[["year"]].assign(district_id=CITY, age=age)
    broad, narrow = rows[own | partner | (young & (rows["age"] < 20))], rows[own | partner | young]
    keys = [*AREA, "category"]
    labels = {"persons_in_recipient_households": ["under_20", "age_20_64", "age_65_plus"]}
    labels["young_persons"] = ["age_0_10", "age_11_17", "age_18_23"]
    bins = {"persons_in_recipient_households": [-1, 19, 64, 200], "young_persons": [-1, 10, 17, 23]}
    answers = []
    for name, frame in zip(labels, (broad, narrow), strict=True):
        category = pd.cut(frame["age"], bins[name], labels=labels[name])
        answers.append(table(name, counts(frame.assign(category=category), keys)))
    return answers


def refugees(people: People) -> list[pd.DataFrame]:
    """S20 and S23: recipients with refugee background by month, and by age at last contact."""
    months = calendar_month(people.flow[["pid", "year", "month_no"]])
    keys = [*AREA, "month"]
    last = people.recipients.dropna(subset="age")
    age = last["age"].clip(YOUNG, OLD).astype(int).astype("str")
    ages = age + "|" + last["is_refugee"].map({True: "refugee", False: "other"})
    return [
        table(
            "refugee_recipients_month",
            counts(months[months["pid"].isin(people.refugees)], keys),
            base=counts(months, keys),
        ),
        table("age_by_refugee", counts(in_city(last).assign(category=ages), [*AREA, "category"])),
    ]
