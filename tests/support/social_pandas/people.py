"""What the statistics of assistance share: recipient-months, contacts, spells, households, facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from tests.support.social_pandas.rules import COUPLE, SINGLE, SUPPLEMENTARY, Rules

MONTHS = 12


def month_number(dates: pd.Series) -> pd.Series:
    """Year times 12 plus month."""
    number: pd.Series = dates.dt.year * MONTHS + dates.dt.month
    return number


def year_of(month_no: pd.Series) -> pd.Series:
    """The year of a month number; December is month 12 of its own year."""
    return (month_no - 1) // MONTHS


def age_at_month_end(birth: pd.Series, month_no: pd.Series) -> pd.Series:
    """Full years on the last day of the month, whose birthdays are all past."""
    birthday_comes = birth.dt.month > (month_no - 1) % MONTHS + 1
    age: pd.Series = year_of(month_no) - birth.dt.year - birthday_comes
    return age


@dataclass(frozen=True)
class People:
    """Frames derived from the landed columns; persons are numbers from 0, amounts are whole oere.

    Args:
        extracts: A frame by source id with the landed columns.
        rules: The parameters.
    """

    extracts: Mapping[str, pd.DataFrame]
    rules: Rules

    @cached_property
    def ids(self) -> pd.Index:
        """The pseudonyms of all main persons with a payment line; the place is the number."""
        ids: pd.Index = pd.Index(self.extracts["fasit_payments"]["main_person_pid"].unique())
        return ids

    def numbers(self, pids: pd.Series) -> np.ndarray:
        """The numbers of pseudonyms; -1 for one without a payment line."""
        return self.ids.get_indexer(pd.Index(pids))

    @cached_property
    def years(self) -> list[int]:
        """Years with a recipient."""
        return sorted(self.months["year"].unique().tolist())

    @cached_property
    def all_lines(self) -> pd.DataFrame:
        """Payment lines: pid, district_id, month_no, purpose_code, ore, paid_on."""
        lines = self.extracts["fasit_payments"]
        return pd.DataFrame(
            {
                "pid": self.numbers(lines["main_person_pid"]),
                "district_id": ("0301" + lines["district_code"].astype("str")).astype("category"),
                "month_no": month_number(lines["payment_date"]).to_numpy(),
                "purpose_code": lines["purpose_code"].astype("category"),
                "ore": np.rint(lines["gross_amount_nok"].to_numpy("float64") * 100).astype("int64"),
                "paid_on": lines["payment_date"],
            }
        )

    @cached_property
    def months(self) -> pd.DataFrame:
        """Recipient-months: pid, month_no, district_id with a positive sum; ore, paid_on (last), year."""
        keys = ["pid", "month_no", "district_id"]
        months = self.all_lines.groupby(keys, observed=True, as_index=False).agg(
            ore=("ore", "sum"), paid_on=("paid_on", "max")
        )
        months = months[months["ore"] > 0]
        return months.assign(year=year_of(months["month_no"]))

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The lines of recipient-months, with the year."""
        keys = ["pid", "month_no", "district_id"]
        return self.all_lines.merge(self.months[[*keys, "year"]], on=keys)

    @cached_property
    def main_district(self) -> pd.DataFrame:
        """One row per person and month: the district that paid last (then most, then the lowest id)."""
        order = ["pid", "month_no", "paid_on", "ore", "district_id"]
        rows = self.months.sort_values(order, ascending=[True, True, True, True, False])
        return rows.drop_duplicates(["pid", "month_no"], keep="last")

    @cached_property
    def flow(self) -> pd.DataFrame:
        """Person-months: pid, month_no, year, is_new, duration in months so far."""
        rules = self.rules
        flow = self.main_district[["pid", "month_no", "year"]].copy()
        gap = flow.groupby("pid")["month_no"].diff()
        flow["is_new"] = gap.isna() | (gap > rules.new_gap_months)
        spells = flow.groupby((gap.isna() | (gap > rules.spell_gap_months + 1)).cumsum())["month_no"]
        span = flow["month_no"] - spells.transform("min") + 1
        flow["duration"] = span if rules.duration_counts == "span" else spells.cumcount() + 1
        return flow

    @cached_property
    def members(self) -> pd.DataFrame:
        """Household members in months with payment: pid, month_no, year, role_code, age, custody."""
        rows = self.extracts["fasit_household"]
        members = pd.DataFrame(
            {
                "pid": self.numbers(rows["main_person_pid"]),
                "month_no": month_number(rows["month"]).to_numpy(),
                "role_code": rows["role_code"].astype("category"),
                "custody": rows["custody_pct"].fillna(0).astype("int16"),
            }
        )
        members["age"] = age_at_month_end(rows["birth_date"], members["month_no"])
        return members.merge(self.flow[["pid", "month_no", "year"]], on=["pid", "month_no"])

    @cached_property
    def sizes(self) -> pd.DataFrame:
        """Counts by pid and month_no: children above the month and the year threshold, partners."""
        members, rules = self.members, self.rules
        child = (members["role_code"] == "child") & (members["age"] < rules.child_age)
        flags = members[["pid", "month_no"]].assign(
            partners=members["role_code"].isin(["spouse", "cohabitant"]),
            children=child & (members["custody"] > rules.custody_month),
            children_main=child & (members["custody"] > rules.custody_year),
        )
        return flags.groupby(["pid", "month_no"]).sum()

    @cached_property
    def facts(self) -> pd.DataFrame:
        """What is known of a main person: pid, first_no, last_no (months), birth, group, country."""
        rows = self.extracts["fasit_persons"]
        facts = pd.DataFrame(
            {
                "pid": self.numbers(rows["person_pid"]),
                "first_no": month_number(rows["valid_from"]),
                "last_no": month_number(rows["valid_to"]),
                "birth": rows["birth_date"],
                "country": rows["origin_country_code"].fillna(rows["citizenship_country_code"]),
            }
        )
        single, couple = (rows["marital_status_code"].isin(codes) for codes in (SINGLE, COUPLE))
        facts["group"] = np.select([single, couple], ["single", "couple"], "unknown")
        return facts[facts["pid"] >= 0]

    def with_facts(self, months: pd.DataFrame) -> pd.DataFrame:
        """Person-months with the facts that hold in them, and the age."""
        joined = months[["pid", "month_no"]].merge(self.facts, on="pid")
        joined = joined[joined["month_no"].between(joined["first_no"], joined["last_no"])]
        joined["age"] = age_at_month_end(joined["birth"], joined["month_no"])
        columns = ["pid", "month_no", "age", "group", "country"]
        return months.merge(joined[columns], on=["pid", "month_no"], how="left")

    @cached_property
    def refugees(self) -> np.ndarray:
        """Numbers of the main persons who are registered in Socio."""
        return np.flatnonzero(self.ids.isin(self.extracts["socio_persons"]["person_pid"]))

    @cached_property
    def incomes(self) -> pd.DataFrame:
        """Income types in months with payment: pid, month_no, year, category; each once."""
        rows = self.extracts["fasit_income"]
        incomes = pd.DataFrame(
            {
                "pid": self.numbers(rows["main_person_pid"]),
                "month_no": month_number(rows["month"]),
                "category": rows["income_type_code"].astype("category"),
            }
        ).drop_duplicates()
        return incomes.merge(self.flow[["pid", "month_no", "year"]], on=["pid", "month_no"])

    @cached_property
    def full_shares(self) -> pd.Series:
        """Share of the year's payment months without supplementary income, by pid and year."""
        incomes = self.incomes
        supplementary = incomes.loc[incomes["category"].isin(SUPPLEMENTARY), ["pid", "month_no"]]
        months = self.flow.merge(
            supplementary.drop_duplicates(), on=["pid", "month_no"], how="left", indicator="found"
        )
        return (months["found"] == "left_only").groupby([months["pid"], months["year"]]).mean()

    @cached_property
    def recipients(self) -> pd.DataFrame:
        """One row per person and year at last contact, with everything the characteristics ask for."""
        last = self.main_district.drop_duplicates(["pid", "year"], keep="last")
        rows = self.with_facts(last[["pid", "year", "month_no", "district_id"]])
        rows = rows.merge(self.flow[["pid", "month_no", "duration"]], on=["pid", "month_no"])
        rows = rows.join(self.sizes, on=["pid", "month_no"])
        rows["children_main"] = rows["children_main"].fillna(0)
        rows["is_refugee"] = rows["pid"].isin(self.refugees)
        rows = rows.join(self.full_shares.rename("full_share"), on=["pid", "year"])
        return rows.join(self.flow.groupby(["pid", "year"])["is_new"].any(), on=["pid", "year"])
