"""Random small extracts of Fasit and Socio as frames with the landed columns; the same seed, the same rows.

Everything that the rules of the statistics turn on comes often: movers within and between months, gaps of
exactly 2, 3, 24 and 25 months, corrections, months that sum to zero or below, children with custody 0, 50
and 51 who turn 18, partners, youth at home, missing countries, incomes in months without payment.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

Frames = dict[str, pd.DataFrame]
Row = dict[str, object]

FIRST_YEAR, YEARS = 2020, 5
PURPOSES = (
    *("rent", "rent_arrears", "basic_amount", "temporary_housing", "electricity", "electricity_arrears"),
    *("home_setup", "dental_care", "emergency", "other_section_19"),
)
INCOMES = (
    *("work_income", "aap", "activity_allowance", "municipal_housing_subsidy", "state_housing_allowance"),
    *("child_benefit", "care_allowance", "qualification_benefit", "child_support", "old_age_pension"),
)
COUNTRIES = ("NOR", "NOR", "SYR", "UKR", "SOM", "POL", "XXA", None)
MARITAL = ("unmarried", "married", "cohabiting", "divorced", "separated", "widowed", "unknown")
WITHIN, BETWEEN = (1, 1, 1, 1, 1, 1, 2, 3), (4, 5, 24, 25, 26)
SPELLS = (1, 2, 3, 6, 7, 23, 24, 25)
CUSTODY = (0, 1, 30, 50, 51, 80, 100, 100)


@dataclass
class Drawn:
    """Rows drawn so far, by source."""

    rng: np.random.Generator
    districts: int
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, source_id: str, **columns: object) -> None:
        """One more row."""
        self.rows.setdefault(source_id, []).append(columns)

    def one(self, values: tuple[object, ...]) -> object:
        """One of the values."""
        return values[int(self.rng.integers(len(values)))]

    def likely(self, share: float) -> bool:
        """True with this probability."""
        return bool(self.rng.random() < share)

    def district(self) -> str:
        """A district's code."""
        return f"{int(self.rng.integers(1, self.districts + 1)):02d}"


def make_extracts(seed: int, persons: int = 200, districts: int = 4) -> Frames:
    """The frames by source id; dates are datetime64, amounts floats with two decimals.

    Args:
        seed: Decides every row.
        persons: Number of main persons.
        districts: Payments come from the first so many districts.
    """
    drawn = Drawn(np.random.default_rng(seed), districts)
    for number in range(persons):
        _recipient(drawn, number)
    for number in range(persons // 3):
        _participant(drawn, number)
    frames = {}
    for source_id, rows in drawn.rows.items():
        frame = pd.DataFrame(rows)
        frame["delivery_id"] = f"{source_id}/{FIRST_YEAR}/file"
        frame["synthetic"] = True
        frame["file_row"] = np.arange(2, len(frame) + 2)
        frame["extracted_on"] = pd.Timestamp(FIRST_YEAR + YEARS, 2, 3)
        for column in frame.columns:
            if column.endswith("_date") or column in ("month", "valid_from", "valid_to"):
                frame[column] = pd.to_datetime(frame[column])
        frames[source_id] = frame
    return frames


def _recipient(drawn: Drawn, number: int) -> None:
    pid = f"k1recipient{number:04d}"
    months: list[int] = []
    month = int(drawn.rng.integers(0, 40))
    while month < YEARS * 12 and not drawn.likely(0.1):
        # the last month of a spell makes it exactly as long as drawn
        end = month + int(str(drawn.one(SPELLS))) - 1
        while month < end:
            months.append(month)
            month += int(str(drawn.one(WITHIN)))
        months.append(end)
        month = end + int(str(drawn.one(BETWEEN)))
    months = [month for month in months if month < YEARS * 12]
    birth = _birth(drawn, 17, 75)
    country, citizenship = drawn.one(COUNTRIES), drawn.one(COUNTRIES)
    _facts(drawn, pid, birth, country, citizenship)
    household = _household(drawn, pid, birth)
    if drawn.likely(0.25):
        _refugee(drawn, pid, birth, citizenship)
    district = drawn.district()
    for index in months:
        if drawn.likely(0.08):
            district = drawn.district()
        _month(drawn, pid, index, district, household)


def _birth(drawn: Drawn, youngest: int, oldest: int) -> pd.Timestamp:
    years = int(drawn.rng.integers(youngest, oldest + 1))
    first = pd.Timestamp(FIRST_YEAR - years, int(drawn.rng.integers(1, 13)), 1)
    if drawn.likely(0.2) and first.month != 2:  # who is born on 29 February has no agreed birthday
        return first + pd.offsets.MonthEnd(0)
    return first + pd.Timedelta(days=int(drawn.rng.integers(0, 28)))


def _facts(drawn: Drawn, pid: str, birth: pd.Timestamp, country: object, citizenship: object) -> None:
    sex, marital = drawn.one(("female", "male")), drawn.one(MARITAL)
    for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
        change = int(drawn.rng.integers(2, 13)) if drawn.likely(0.2) else None
        ends = [pd.Timestamp(year, change, 1) - pd.Timedelta(days=1)] if change else []
        start = pd.Timestamp(year, 1, 1)
        for end in (*ends, pd.Timestamp(year, 12, 31)):
            drawn.add(
                "fasit_persons",
                person_pid=pid,
                sex_code=sex,
                birth_date=birth,
                marital_status_code=marital,
                origin_country_code=country,
                citizenship_country_code=citizenship,
                valid_from=start,
                valid_to=end,
            )
            start = end + pd.Timedelta(days=1)
            marital = drawn.one(MARITAL) if change else marital
            country = country if country is not None or not change else drawn.one(COUNTRIES)


def _household(drawn: Drawn, pid: str, birth: pd.Timestamp) -> list[Row]:
    members: list[Row] = [{"member_pid": pid, "role_code": "main_person", "birth_date": birth}]
    if drawn.likely(0.3):
        role = drawn.one(("spouse", "cohabitant"))
        members.append({"member_pid": f"{pid}p", "role_code": role, "birth_date": _birth(drawn, 18, 60)})
    for child in range(int(str(drawn.one((0, 0, 0, 1, 1, 2, 3, 4, 5))))):
        shared = child == 0 and drawn.likely(0.3)
        member = f"k1sharedchild{int(drawn.rng.integers(20)):02d}" if shared else f"{pid}c{child}"
        born = pd.Timestamp(2006, 5, 31) if shared else _birth(drawn, 0, 18)
        members.append({"member_pid": member, "role_code": "child", "birth_date": born})
        members[-1]["custody_pct"] = drawn.one(CUSTODY)
    if drawn.likely(0.15):
        youth = {"member_pid": f"{pid}y", "role_code": "youth_at_home", "birth_date": _birth(drawn, 16, 22)}
        members.append({**youth, "custody_pct": drawn.one(CUSTODY)})
    return members


def _month(drawn: Drawn, pid: str, index: int, district: str, household: list[Row]) -> None:
    month = pd.Timestamp(FIRST_YEAR + index // 12, index % 12 + 1, 1)
    _pay(drawn, pid, month, district)
    if drawn.likely(0.06):
        _pay(drawn, pid, month, drawn.district())
    for member in household:
        if member["role_code"] != "main_person" and drawn.likely(0.05):
            continue
        drawn.add("fasit_household", main_person_pid=pid, month=month, **{"custody_pct": None, **member})
    for _ in range(int(drawn.rng.integers(0, 3)) if drawn.likely(0.35) else 0):
        kind, member = drawn.one(INCOMES), household[0 if drawn.likely(0.7) else min(1, len(household) - 1)]
        late = month + pd.DateOffset(months=int(str(drawn.one((0, 0, 0, 0, 1, 6)))))
        if late.year < FIRST_YEAR + YEARS:
            amount = None if drawn.likely(0.1) else float(drawn.rng.integers(1, 3_000_000)) / 100
            drawn.add(
                "fasit_income",
                main_person_pid=pid,
                member_pid=member["member_pid"],
                month=late,
                income_type_code=kind,
                amount_nok=amount,
            )


def _pay(drawn: Drawn, pid: str, month: pd.Timestamp, district: str) -> None:
    amounts = [int(drawn.rng.integers(1, 4_000_000)) for _ in range(int(drawn.rng.integers(1, 4)))]
    if drawn.likely(0.1):
        amounts.append(-int(drawn.rng.integers(1, 2_000_000)))
    if drawn.likely(0.05):
        amounts.append(-sum(amounts))
    for amount in amounts:
        drawn.add(
            "fasit_payments",
            payment_line_id=f"line{len(drawn.rows.get('fasit_payments', ())):07d}",
            main_person_pid=pid,
            district_code=district,
            payment_date=month + pd.Timedelta(days=int(drawn.rng.integers(0, 28))),
            purpose_code=drawn.one(PURPOSES),
            gross_amount_nok=amount / 100,
        )


def _refugee(drawn: Drawn, pid: str, birth: pd.Timestamp, citizenship: object) -> None:
    settled = pd.Timestamp(FIRST_YEAR, 1, 1) + pd.Timedelta(days=int(drawn.rng.integers(0, 365 * YEARS)))
    drawn.add(
        "socio_persons",
        person_pid=pid,
        sex_code=drawn.one(("female", "male")),
        birth_date=birth,
        citizenship_country_code=citizenship,
        n_children=int(drawn.rng.integers(0, 6)),
        prior_education_code=drawn.one(("primary", "higher", "not_registered")),
        settlement_date=settled,
        settlement_type_code=drawn.one(("quota", "self_settled", "secondary", "family_reunification")),
        settled_district_code=drawn.district(),
    )


def _participant(drawn: Drawn, number: int) -> None:
    kvp, intro = f"k1recipient{number:04d}", f"k1refugee{number:04d}"
    start = pd.Timestamp(FIRST_YEAR, 1, 1) + pd.Timedelta(days=int(drawn.rng.integers(0, 365 * 4)))
    end = start + pd.Timedelta(days=int(drawn.rng.integers(20, 700)))
    birth = _birth(drawn, 18, 60)
    _refugee(drawn, intro, birth, drawn.one(COUNTRIES))
    ended = end if end.year < FIRST_YEAR + YEARS else None
    status = drawn.one(("work_full_time", "education", "other", "stopped_moved")) if ended else None
    first_part = start + pd.Timedelta(days=int(drawn.rng.integers(1, 15)))
    spans: list[tuple[pd.Timestamp, pd.Timestamp | None]] = [(start, ended)]
    if drawn.likely(0.2):
        spans = [(start, first_part), (first_part + pd.Timedelta(days=1), ended)]
    for place, (begun, finished) in enumerate(spans):
        is_last = place == len(spans) - 1
        period = {"district_code": drawn.district(), "start_date": begun, "end_date": finished}
        drawn.add(
            "fasit_kvp",
            **period,
            person_pid=kvp,
            ended_as_agreed=str(status)[:7] != "stopped" if is_last and status else None,
            end_status_code=status if is_last else None,
            sex_code=drawn.one(("female", "male")),
            birth_date=birth,
            marital_status_code=drawn.one(MARITAL),
            n_children=int(drawn.rng.integers(0, 5)),
            origin_country_code=drawn.one(COUNTRIES),
            citizenship_country_code=drawn.one(COUNTRIES),
        )
        drawn.add(
            "socio_intro",
            **period,
            person_pid=intro,
            end_status_code=drawn.one(("work", "stopped", "other")) if is_last and finished else None,
            legal_basis_code="integration_act",
        )
