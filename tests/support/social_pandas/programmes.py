"""The qualification programme (K2-K7) and the introduction programme with settlement (I2-I6)."""

from collections.abc import Mapping

import pandas as pd

from tests.support.social_pandas.people import MONTHS, month_number, year_of
from tests.support.social_pandas.rules import COUPLE, SINGLE
from tests.support.social_pandas.tables import AREA, counts, in_city, table, with_city

WORK_OR_EDUCATION = ("work_full_time", "work_part_time", "education", "sheltered_work", "wage_subsidy")
KEYS = [*AREA, "category"]


def programmes(extracts: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """K2-K7 and I2-I6, on the snapshots' own span of years."""
    kvp, settled = extracts["fasit_kvp"], extracts["socio_persons"]
    intro = extracts["socio_intro"]
    settled = settled.dropna(subset=["settlement_date", "settled_district_code"])
    settled = pd.DataFrame(
        {
            "year": settled["settlement_date"].dt.year,
            "district_id": "0301" + settled["settled_district_code"].astype("str"),
            "category": settled["settlement_type_code"],
        }
    )
    return [
        *_participation(kvp, "kvp"),
        *_participation(intro, "intro"),
        *_kvp_kinds(kvp),
        table("settled_refugees", counts(with_city(settled), KEYS)),
        table("intro_end_status", counts(_ended(intro), KEYS)),
    ]


def _active(periods: pd.DataFrame) -> pd.DataFrame:
    """One row per period and month it is active in, up to the year of the extract's last start or end."""
    dates = pd.concat([periods["start_date"], periods["end_date"]]).dropna()
    if dates.empty:
        return pd.DataFrame({"pid": [], "month_no": [], "district_id": [], "year": [], "month": []})
    last = int(dates.dt.year.max()) * MONTHS + MONTHS
    first_no = month_number(periods["start_date"])
    last_no = month_number(periods["end_date"].fillna(dates.max())).where(periods["end_date"].notna(), last)
    length = (last_no - first_no + 1).clip(lower=0)
    rows = pd.DataFrame({"pid": periods["person_pid"], "first_no": first_no})
    rows["district_id"] = "0301" + periods["district_code"].astype("str")
    rows = rows.loc[rows.index.repeat(length)]
    rows["month_no"] = rows["first_no"] + rows.groupby(level=0).cumcount()
    return rows.assign(year=year_of(rows["month_no"]), month=(rows["month_no"] - 1) % MONTHS + 1)


def _participation(periods: pd.DataFrame, name: str) -> list[pd.DataFrame]:
    active = with_city(_active(periods.reset_index(drop=True)))
    months = counts(active.drop_duplicates(["pid", "month_no", "district_id"]), [*AREA, "month"])
    years = counts(active.drop_duplicates(["pid", *AREA]))
    new = counts(with_city(_new(periods)))
    return [
        table(f"{name}_participants_month", months),
        table(f"{name}_participants_monthly_mean", months.groupby(AREA).sum() / MONTHS, units=years),
        table(f"{name}_participants_year", years),
        table(f"{name}_new", new),
    ]


def _new(periods: pd.DataFrame) -> pd.DataFrame:
    """Starts that are not the next row of a mover: nothing of the person ended the day before or later."""
    rows = periods.sort_values(["person_pid", "start_date"])
    before = rows.groupby("person_pid")["end_date"].shift()
    rows = rows[~(before + pd.Timedelta(days=1) >= rows["start_date"])]
    rows = rows.assign(
        year=rows["start_date"].dt.year, district_id="0301" + rows["district_code"].astype("str")
    )
    return rows.drop_duplicates(["person_pid", "year"])


def _ended(periods: pd.DataFrame) -> pd.DataFrame:
    rows = periods.dropna(subset=["end_date", "end_status_code"])
    return in_city(rows).assign(year=rows["end_date"].dt.year, category=rows["end_status_code"])


def _kvp_kinds(kvp: pd.DataFrame) -> list[pd.DataFrame]:
    new = in_city(_new(kvp))
    birth, start = new["birth_date"].dt, new["start_date"].dt
    later = (birth.month > start.month) | ((birth.month == start.month) & (birth.day > start.day))
    age = start.year - birth.year - later
    marital = new["marital_status_code"]
    country = new["origin_country_code"].fillna(new["citizenship_country_code"])
    kinds = {
        "sex": new["sex_code"],
        "age": pd.cut(age, [-1, 29, 44, 200], labels=["under_30", "30_44", "45_plus"]).astype("str"),
        "household": marital.map({**dict.fromkeys(SINGLE, "single"), **dict.fromkeys(COUPLE, "couple")}),
        "children": pd.cut(new["n_children"], [-1, 0, 2, 99], labels=["0", "1_2", "3_plus"]).astype("str"),
        "country": country.map(lambda code: "norwegian" if code == "NOR" else "foreign", na_action="ignore"),
    }
    answers = []
    for kind, values in kinds.items():
        rows = new.assign(category=kind + "|" + values.astype("object"))[values.notna()]
        answers.append(table("kvp_new_characteristics", counts(rows, KEYS), base=counts(rows)))
    ended = _ended(kvp)
    agreed = ended[ended["ended_as_agreed"].fillna(value=False).astype(bool)].drop(columns="category")
    work = agreed[agreed["end_status_code"].isin(WORK_OR_EDUCATION)]
    return [*answers, table("kvp_outcomes", counts(work), base=counts(agreed))]
