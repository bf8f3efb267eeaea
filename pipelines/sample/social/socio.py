"""`socio_persons`: participants, other settled refugees, and recipients of Fasit."""

from typing import TYPE_CHECKING

import numpy as np

from pipelines.sample.social.flows import first_day
from pipelines.sample.social.intro import PLACES, programme
from pipelines.sample.social.margins import DISTRICTS, FIRST, LAST, Ints, fact, spread
from pipelines.sample.social.participants import COUNTRIES, EDUCATION
from pipelines.sample.social.rows import keeps
from pipelines.sample.social.snapshots import EXTRACTED_ON, day_column
from pipelines.sample.social.tables import SEXES, coded, pid_column

if TYPE_CHECKING:
    import pyarrow as pa

_SEED = 2008
_OTHERS = PLACES + 1_000_000
"""Where the settled who never took part begin among the places that pseudonyms are made of."""
TYPES = ("På kvote", "Familiegjenforening", "Selvbosetter", "Sekundærbosetter")
SETTLED = {
    2017: 1050, 2018: 900, 2019: 720, 2020: 400, 2021: 520, 2022: 1650, 2023: 2101,
    LAST: int(fact("refugees_settled_total")),
}  # fmt: skip
"""Settled refugees of the city; 2023 and 2024 are printed, the others assumed."""
_QUOTA = {LAST: int(fact("refugees_settled_on_quota"))}
_QUOTA_PART = 0.91
"""Assumed part of the other years' settled who came on the quota."""
_OUTSIDE = np.array([60, 30, 46])
_CHILDREN, _OLD = (
    fact("settled_share_under_18_at_settlement") / 100,
    fact("settled_share_over_67_at_settlement") / 100,
)
_UKRAINE = fact("settled_share_from_ukraine") / 100
_BEFORE = range(2008, FIRST)


def make_socio(refugees: "pa.Table", years: range = range(FIRST, LAST + 1), scale: float = 1.0) -> "pa.Table":
    """Everybody registered in Socio by the end of the years; each person once.

    Args:
        refugees: Recipients with refugee background, see `fasit.FasitWorld`, already at the scale.
        years: The span of the snapshot.
        scale: At a scale below 1 every 1/scale-th person of those who are made here is kept.
    """
    import pyarrow as pa

    rng = np.random.default_rng(_SEED)
    taking_part = _participants(rng)
    others = _others(taking_part, rng)
    made = {name: np.concatenate([taking_part[name], others[name]]) for name in taking_part}
    made["kind"] = _types(made["settled"], rng)
    first_day_after = int(first_day(max(years) + 1))
    known = made["settled"] < first_day_after
    places = np.concatenate(
        [keeps(part["place"] - part["place"].min(), scale) for part in (taking_part, others)]
    )
    chosen = known & places
    size = int(chosen.sum())
    table = pa.table(
        {
            "person_pid": pid_column(made["place"][chosen]),
            "sex_code": coded(made["female"][chosen], SEXES),
            "birth_date": day_column(made["birth"][chosen]),
            "citizenship_country_code": coded(made["country"][chosen], COUNTRIES),
            "n_children": pa.array(made["children"][chosen], pa.int32()),
            "prior_education_code": coded(made["education"][chosen], EDUCATION),
            "settlement_date": day_column(made["settled"][chosen]),
            "settlement_type_code": coded(made["kind"][chosen], TYPES),
            "settled_district_code": coded(
                made["district"][chosen], [f"{number:02}" for number in range(1, 16)]
            ),
            "extracted_on": _extracted(years, size),
        }
    )
    recipients = _recipients(refugees, years, rng)
    plain = pa.schema([(field.name, _plain(field.type)) for field in table.schema])
    return pa.concat_tables([part.select(plain.names).cast(plain) for part in (table, recipients)])


def _participants(rng: np.random.Generator) -> dict[str, Ints]:
    """Participants of the programme, settled some weeks before they started."""
    made = programme()
    person, first = np.unique(made.periods.person, return_index=True)
    start = made.periods.start[first]
    settled = np.maximum(start - rng.integers(10, 60, len(start)), first_day(2008))
    return {
        "place": PLACES + person,
        "female": made.traits.female.astype(np.int64),
        "birth": made.traits.birth,
        "country": made.traits.country,
        "children": made.traits.children,
        "education": made.traits.education,
        "settled": settled,
        "district": made.periods.district[first],
    }


def _others(taking_part: dict[str, Ints], rng: np.random.Generator) -> dict[str, Ints]:
    """Settled refugees who do not take part: children, the old and others, up to the year's number."""
    years = list(SETTLED)
    here = _year_of(taking_part["settled"])
    missing = np.array([SETTLED[year] for year in years]) - np.array([(here == year).sum() for year in years])
    if (missing < 0).any():
        raise ValueError(f"more participants than settled refugees: {dict(zip(years, missing, strict=True))}")
    year = np.repeat(years, missing)
    settled = first_day(0, 1 + 12 * year) + rng.integers(0, 365, len(year))
    part = np.array([SETTLED[one] for one in years]) / np.maximum(missing, 1)
    draw = rng.random(len(year)) / part[year - FIRST]
    child = draw < _CHILDREN
    old = ~child & (draw < _CHILDREN + _OLD)
    age = np.where(
        child,
        rng.integers(0, 18, len(year)),
        np.where(old, rng.integers(68, 85, len(year)), rng.integers(18, 67, len(year))),
    )
    ukrainian = (year >= 2022) & (rng.random(len(year)) < _UKRAINE)
    syrian = rng.random(len(year)) < 0.6
    country = np.where(
        ukrainian, COUNTRIES.index("UKR"), np.where(syrian, COUNTRIES.index("SYR"), COUNTRIES.index("ERI"))
    )
    return {
        "place": _OTHERS + np.arange(len(year)),
        "female": rng.integers(0, 2, len(year)),
        "birth": settled - np.floor(365.25 * age).astype(np.int64) - rng.integers(2, 363, len(year)),
        "country": country,
        "children": np.where(child | old, 0, rng.integers(0, 4, len(year))),
        "education": np.full(len(year), len(EDUCATION) - 1),
        "settled": settled,
        "district": rng.choice(DISTRICTS, len(year), p=np.bincount(taking_part["district"]) / len(here)),
    }


def _types(settled: Ints, rng: np.random.Generator) -> Ints:
    """How each came; the quota of the last year is printed."""
    found = np.zeros(len(settled), np.int64)
    for year in range(2008, LAST + 1):
        rows = rng.permutation(np.flatnonzero(_year_of(settled) == year))
        quota = _QUOTA.get(year, round(_QUOTA_PART * len(rows)))
        parts = spread(len(rows) - quota, _OUTSIDE)
        found[rows[quota:]] = np.repeat(np.arange(1, len(TYPES)), parts)
    return found


def _recipients(refugees: "pa.Table", years: range, rng: np.random.Generator) -> "pa.Table":
    """Recipients of Fasit: settled before the first year, or by another municipality (no date here)."""
    import pyarrow as pa

    size = refugees.num_rows
    early = first_day(_BEFORE[0]) + rng.integers(0, 365 * len(_BEFORE), size)
    birth = refugees["birth_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    ukrainian = refugees["citizenship_country_code"].combine_chunks().to_pylist()
    elsewhere = np.array([code == "UKR" for code in ukrainian], np.bool_) | (rng.random(size) < 0.35)
    elsewhere |= early <= birth
    kind = rng.choice(len(TYPES), size, p=[0.8, 0.1, 0.05, 0.05])
    return pa.table(
        {
            "person_pid": refugees["pid"],
            "sex_code": refugees["sex_code"],
            "birth_date": refugees["birth_date"],
            "citizenship_country_code": refugees["citizenship_country_code"],
            "n_children": refugees["n_children"],
            "prior_education_code": coded(rng.integers(0, len(EDUCATION), size), EDUCATION),
            "settlement_date": day_column(early, missing=elsewhere),
            "settlement_type_code": coded(np.where(elsewhere, -1, kind), TYPES),
            "settled_district_code": coded(
                np.where(elsewhere, -1, rng.integers(0, DISTRICTS, size)),
                [f"{number:02}" for number in range(1, 16)],
            ),
            "extracted_on": _extracted(years, size),
        }
    )


def _plain(kind: "pa.DataType") -> "pa.DataType":
    """Text where a column is encoded as places in a list."""
    import pyarrow as pa

    return pa.string() if pa.types.is_dictionary(kind) else kind


def _extracted(years: range, size: int) -> "pa.Array":
    import pyarrow as pa

    return pa.repeat(pa.scalar(EXTRACTED_ON.replace(year=max(years) + 1)), size)


def _year_of(days: Ints) -> Ints:
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
