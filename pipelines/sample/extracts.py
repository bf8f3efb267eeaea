"""The case-system extracts of the sample: which files there are, and how a table becomes one."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipelines.sample.files import SampleFile
from pipelines.sample.tabular import facts_of, months_of, save_csv, save_parquet

if TYPE_CHECKING:
    import pyarrow as pa

    from pipelines.sample.social.fasit import FasitWorld

Format = Literal["parquet", "csv"]

YEARS = range(2017, 2025)
YEARLY = ("fasit_payments", "fasit_household", "fasit_persons", "fasit_income")
"""Sources with a file per year or month."""
SNAPSHOTS = ("fasit_kvp", "socio_persons", "socio_intro")
"""Sources with one file for the whole span."""
KOSTRA = {"kostra_11f": "Sosial_030100.dat", "kostra_11cf": "Kvalifisering_030100.dat"}
SOURCES = (*YEARLY, *SNAPSHOTS, *KOSTRA)
SHIPPED_SCALE = 0.05
_SHIPPED_AS_CSV = ("fasit_payments", "2024")
_MONTHS = 12
_DATES = {"fasit_payments": "payment_date", "fasit_household": "month", "fasit_income": "month"}
_DIRECT, _PSEUDONYMISED = "direct", "pseudonymised"


@dataclass(frozen=True)
class Wish:
    """What extracts are asked for.

    Attributes:
        sources: Ids of `SOURCES`.
        years: Consecutive years.
        scale: Above 0, at most 1; 1 has as many persons as the annual report prints.
        format: Format of the tables; KOSTRA files have their own.
        monthly: A year whose yearly files come by month instead.
        as_csv: Source and period of files that are CSV whatever the format.
    """

    sources: tuple[str, ...]
    years: range = YEARS
    scale: float = 1.0
    format: Format = "parquet"
    monthly: int | None = None
    as_csv: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ExtractFile:
    """One file of an extract, made when it is saved; attributes as of `SampleFile`."""

    source_id: str
    period: str
    name: str
    personal_data: str
    save: Callable[[Path], None]
    table: str | None = None

    @property
    def path(self) -> Path:
        """Its place below data_raw."""
        return Path(self.source_id, self.period, self.name)


def make_extracts(wish: Wish) -> Iterator[ExtractFile]:
    """The files of a wish, source by source.

    Raises:
        ValueError: For years or a scale that the generators do not have.
    """
    if set(wish.sources) & {*YEARLY, *SNAPSHOTS}:
        if min(wish.years) < YEARS[0] or max(wish.years) > YEARS[-1]:
            asked = f"{min(wish.years)}-{max(wish.years)}"
            raise ValueError(f"years {asked}: the extracts have {YEARS[0]}-{YEARS[-1]}")
        yield from _tables(wish)
    from pipelines.sample.social.kostra_files import YEARS as KOSTRA_YEARS
    from pipelines.sample.social.kostra_files import make_kostra_file

    for source_id, name in KOSTRA.items():
        for year in KOSTRA_YEARS:
            if source_id in wish.sources and (wish.years == YEARS or year in wish.years):
                content = make_kostra_file(source_id, year, wish.scale)
                yield ExtractFile(source_id, str(year), name, _DIRECT, _saver(content))


def shipped_extracts() -> Iterator[SampleFile]:
    """The extracts that ship with the project: every 20th person, one year of payments as CSV."""
    wish = Wish((*YEARLY, *SNAPSHOTS), scale=SHIPPED_SCALE, as_csv=(_SHIPPED_AS_CSV,))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "file"
        for file in make_extracts(wish):
            file.save(place)
            content = place.read_bytes()
            yield SampleFile(
                file.source_id, file.period, file.name, content, personal_data=file.personal_data
            )


def _saver(content: bytes) -> Callable[[Path], None]:
    def save(path: Path) -> None:
        path.write_bytes(content)

    return save


def _tables(wish: Wish) -> Iterator[ExtractFile]:
    from pipelines.sample.social.fasit import make_fasit
    from pipelines.sample.social.intro import make_intro
    from pipelines.sample.social.kvp import make_kvp
    from pipelines.sample.social.socio import make_socio

    asked = set(wish.sources)
    span = f"{min(wish.years)}-{max(wish.years)}"
    if asked & {*YEARLY, "socio_persons"}:
        world = make_fasit(wish.years, wish.scale)
        yield from fasit_files(world, wish)
        if "socio_persons" in asked:
            yield _file("socio_persons", span, make_socio(world.refugees, wish.years, wish.scale), wish)
    if "fasit_kvp" in asked:
        yield _file("fasit_kvp", span, make_kvp(wish.years, wish.scale), wish)
    if "socio_intro" in asked:
        yield _file("socio_intro", span, make_intro(wish.years, wish.scale), wish)


def fasit_files(world: "FasitWorld", wish: Wish) -> Iterator[ExtractFile]:
    """The files of the yearly sources that a wish asks for, of a world that is made already."""
    for source_id in YEARLY:
        for year in wish.years if source_id in wish.sources else ():
            table = world.tables[source_id][year]
            if year == wish.monthly:
                yield from _by_month(source_id, year, table, world.tables["fasit_payments"][year], wish)
            else:
                yield _file(source_id, str(year), table, wish)


def _by_month(
    source_id: str, year: int, table: "pa.Table", payments: "pa.Table", wish: Wish
) -> Iterator[ExtractFile]:
    for month in range(1, _MONTHS + 1):
        if source_id == "fasit_persons":
            part = facts_of(table, payments, year, month)
        else:
            part = months_of(table, _DATES[source_id], year, month)
        yield _file(source_id, f"{year}-{month:02}", part, wish)


def _file(source_id: str, period: str, table: "pa.Table", wish: Wish) -> ExtractFile:
    is_csv = wish.format == "csv" or (source_id, period) in wish.as_csv
    save, ending = (save_csv, "csv") if is_csv else (save_parquet, "parquet")

    def write(path: Path) -> None:
        save(table, path)

    return ExtractFile(source_id, period, f"{source_id}_{period}.{ending}", _PSEUDONYMISED, write)
