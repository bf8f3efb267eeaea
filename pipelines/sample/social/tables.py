"""Columns as the tables of the neutral contract: our column names, Norwegian labels, dictionary-encoded."""

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from pipelines.sample.social.amounts import PURPOSES
from pipelines.sample.social.facts import COUNTRIES, MARITAL
from pipelines.sample.social.incomes import TYPES
from pipelines.sample.social.margins import Ints
from pipelines.sample.social.people import People
from pipelines.sample.social.rows import ROLES, Lines, Members, pseudonyms

if TYPE_CHECKING:
    import pyarrow as pa

EXTRACTED_ON = date(2025, 2, 3)
"""Day of the extract the report's figures were taken from."""
SEXES = ("Mann", "Kvinne")
_TYPE_LABELS = {
    "qualification_benefit": "Kvalifiseringsstønad", "introduction_benefit": "Introduksjonsstønad",
    "work_income": "Arbeidsinntekt", "unemployment_benefit": "Dagpenger",
    "activity_allowance": "Tiltakspenger", "sickness_benefit": "Sykepenger", "aap": "AAP",
    "disability_benefit": "Uføretrygd",
    "old_age_pension": "Alderspensjon", "municipal_housing_subsidy": "Kommunalt boligtilskudd",
    "state_housing_allowance": "Statlig bostøtte", "child_benefit": "Barnetrygd",
    "care_allowance": "Pleiepenger", "municipal_care_benefit": "Omsorgsstønad",
}  # fmt: skip


def payments_table(lines: Lines, year: int, numbers: Ints) -> "pa.Table":
    """fasit_payments of one year; `numbers` are the running numbers of the lines at full scale."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pc.binary_join_element_wise(str(year), pc.cast(pa.array(numbers), pa.string()), "-")
    return pa.table(
        {
            "payment_line_id": names,
            "main_person_pid": pid_column(lines.main),
            "district_code": coded(lines.district, [f"{number:02}" for number in range(1, 16)]),
            "payment_date": dates(year * 12 + 1 + lines.month, lines.day),
            "purpose_code": coded(lines.purpose, PURPOSES),
            "gross_amount_nok": kroner(lines.ore),
            "extracted_on": _extracted(len(lines.main)),
        }
    )


def household_table(rows: Members, year: int) -> "pa.Table":
    """fasit_household of one year."""
    import pyarrow as pa

    return pa.table(
        {
            "main_person_pid": pid_column(rows.main),
            "month": dates(year * 12 + 1 + rows.month, np.ones_like(rows.month)),
            "member_pid": pid_column(rows.member),
            "role_code": coded(rows.role, ROLES),
            "birth_date": dates(rows.birth, rows.day),
            "custody_pct": pa.array(rows.custody, pa.int32(), mask=rows.custody < 0),
            "extracted_on": _extracted(len(rows.main)),
        }
    )


def persons_table(people: People, places: Ints, unregistered: Ints, year: int) -> "pa.Table":
    """fasit_persons of one year; places without a registered country have neither origin nor citizenship."""
    import pyarrow as pa

    unknown = np.isin(places, unregistered)
    citizen = people.citizenship[places]
    no_origin = unknown | ((places % 31 == 7) & (people.foreign[places] == (citizen != 0)))
    return pa.table(
        {
            "person_pid": pid_column(places),
            "sex_code": coded(people.female[places].astype(np.int64), SEXES),
            "birth_date": dates(people.birth[places], people.day[places]),
            "marital_status_code": coded(people.marital[places], MARITAL),
            "origin_country_code": coded(np.where(no_origin, -1, people.country[places]), COUNTRIES),
            "citizenship_country_code": coded(np.where(unknown, -1, citizen), COUNTRIES),
            "valid_from": pa.array([date(year, 1, 1)] * len(places)),
            "valid_to": pa.array([date(year, 12, 31)] * len(places)),
            "extracted_on": _extracted(len(places)),
        }
    )


def income_table(main: Ints, month: Ints, kind: Ints, ore: Ints, year: int) -> "pa.Table":
    """fasit_income of one year; an amount of 0 øre stands for one that is not registered."""
    import pyarrow as pa

    pid = pid_column(main)
    return pa.table(
        {
            "main_person_pid": pid,
            "member_pid": pid,
            "month": dates(year * 12 + 1 + month, np.ones_like(month)),
            "income_type_code": coded(kind, [_TYPE_LABELS[name] for name in TYPES]),
            "amount_nok": kroner(ore, missing=ore == 0),
            "extracted_on": _extracted(len(main)),
        }
    )


def pid_column(places: Ints) -> "pa.Array":
    """Pseudonyms of places, dictionary-encoded."""
    distinct, index = np.unique(places, return_inverse=True)
    return coded(index, pseudonyms(distinct))


def coded(index: Ints, labels: "list[str] | tuple[str, ...]") -> "pa.Array":
    """Labels by place, dictionary-encoded; -1 is null."""
    import pyarrow as pa

    places = pa.array(index, pa.int32(), mask=index < 0)
    return pa.DictionaryArray.from_arrays(places, pa.array(labels, pa.string()))


def dates(month: Ints, day: Ints) -> "pa.Array":
    """Dates of a month number (year * 12 + 1-12) and a day."""
    import pyarrow as pa

    first = (month - 1 - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    return pa.array(first + (day - 1).astype("timedelta64[D]"))


def kroner(ore: Ints, missing: Any = None) -> "pa.Array":  # noqa: ANN401 - a mask or nothing
    """Whole øre as decimal(12,2)."""
    import pyarrow as pa

    words = np.stack([ore, ore >> 63], axis=1).astype("<i8")
    valid = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.decimal128(12, 2), len(ore), [valid, pa.py_buffer(words.tobytes())])


def _extracted(size: int) -> "pa.Array":
    import pyarrow as pa

    return pa.repeat(pa.scalar(EXTRACTED_ON), size)
