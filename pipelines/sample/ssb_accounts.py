"""`ssb_accounts`: table 12369 of Statistics Norway, as PxWeb csv and in the last year as parquet."""

import io
from collections.abc import Iterator

from pipelines.sample.accounts import ADULT_EDUCATION, FUNCTIONS, YEARS, gross, net
from pipelines.sample.files import SampleFile
from pipelines.sample.places import DISTRICTS

REGION, FUNCTION, ART = "KOKbydelsregion0000", "KOKfunksjon0000", "KOKart0000"
CONTENTS = "KOSbelop0000"
ALL_DISTRICTS = "EAB"
NOT_IN_USE = "."
_PARQUET_YEAR = 2024


def make_files() -> Iterator[SampleFile]:
    """One file per accounting year."""
    for year in YEARS:
        as_parquet = year == _PARQUET_YEAR
        name = f"12369_regnskap_{year}.{'parquet' if as_parquet else 'csv'}"
        content = _parquet(year) if as_parquet else _csv(year)
        yield SampleFile("ssb_accounts", str(year), name, content)


def _rows(year: int) -> Iterator[tuple[str, str, str, int | None]]:
    """(region, function, net or gross, thousand NOK or None where the function is not in use)."""
    for function in FUNCTIONS:
        for art, amount in (("AGB4", net), ("AGB6", gross)):
            total = 0
            for place in DISTRICTS:
                in_use = function != "213" or place.number in ADULT_EDUCATION
                value = amount(place.number, function, year)
                yield place.klass, function, art, value if in_use else None
                total += value
            yield ALL_DISTRICTS, function, art, total


def _csv(year: int) -> bytes:
    header = ",".join(f'"{name}"' for name in (REGION, FUNCTION, ART, f"{CONTENTS} {year}"))
    lines = [
        f'"{region}","{function}","{art}",{NOT_IN_USE if value is None else value}'
        for region, function, art, value in _rows(year)
    ]
    return "".join(line + "\r\n" for line in (header, *lines)).encode("iso-8859-1")


def _parquet(year: int) -> bytes:
    from datetime import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    regions, functions, arts, values = zip(*_rows(year), strict=True)
    start = datetime(year, 1, 1)  # noqa: DTZ001 - PxWeb's timestamp has no zone
    table = pa.table(
        {
            REGION: pa.array(regions),
            FUNCTION: pa.array(functions),
            ART: pa.array(arts),
            "Tid": pa.array([str(year)] * len(values)),
            "timestamp": pa.array([start] * len(values), pa.timestamp("ms")),
            "value": pa.array(values, pa.float64()),
            "value_symbol": pa.array([NOT_IN_USE if value is None else "" for value in values]),
        }
    )
    content = io.BytesIO()
    pq.write_table(table, content)
    return content.getvalue()
