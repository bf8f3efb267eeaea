"""Small record extracts in the real shape, as CSV and as Parquet, made in a project of their own."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import SIDECAR_SUFFIX, sha256_of
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import LandedSource, land_source
from pipelines.landing.records.cells import sql_type
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.contract.project import ROOT

Row = Mapping[str, str]

GOOD: dict[str, dict[str, str]] = {
    "fasit_payments": {
        "payment_line_id": "L1",
        "main_person_pid": "p1",
        "district_code": "01",
        "payment_date": "2024-03-15",
        "purpose_code": "Husleie",
        "gross_amount_nok": "12345,60",
        "extracted_on": "2025-01-15",
    },
    "fasit_household": {
        "main_person_pid": "p1",
        "month": "2024-03-01",
        "member_pid": "p1",
        "role_code": "Hovedperson",
        "birth_date": "1980-05-06",
        "custody_pct": "",
        "extracted_on": "2025-01-15",
    },
    "fasit_persons": {
        "person_pid": "p1",
        "sex_code": "Kvinne",
        "birth_date": "1980-05-06",
        "marital_status_code": "Ugift",
        "origin_country_code": "SYR",
        "citizenship_country_code": "",
        "valid_from": "2024-01-01",
        "valid_to": "2024-12-31",
        "extracted_on": "2025-01-15",
    },
    "fasit_income": {
        "main_person_pid": "p1",
        "member_pid": "p1",
        "month": "2024-03-01",
        "income_type_code": "Barnetrygd",
        "amount_nok": "",
        "extracted_on": "2025-01-15",
    },
    "fasit_kvp": {
        "person_pid": "p1",
        "district_code": "05",
        "start_date": "2019-02-01",
        "end_date": "2020-08-31",
        "ended_as_agreed": "Ja",
        "end_status_code": "Ordinært arbeid heltid",
        "end_status_scheme": "until_2020",
        "sex_code": "Mann",
        "birth_date": "1980-05-06",
        "marital_status_code": "Gift",
        "n_children": "2",
        "origin_country_code": "NOR",
        "citizenship_country_code": "NOR",
        "extracted_on": "2025-01-15",
    },
    "socio_persons": {
        "person_pid": "p1",
        "sex_code": "Kvinne",
        "birth_date": "1980-05-06",
        "citizenship_country_code": "SYR",
        "n_children": "0",
        "prior_education_code": "Fullført vgs.",
        "settlement_date": "2018-04-05",
        "settlement_type_code": "På kvote",
        "settled_district_code": "15",
        "extracted_on": "2025-01-15",
    },
    "socio_intro": {
        "person_pid": "p1",
        "district_code": "15",
        "start_date": "2018-06-01",
        "end_date": "",
        "end_status_code": "",
        "legal_basis_code": "Introduksjonsloven",
        "extracted_on": "2025-01-15",
    },
}
"""A good row of each source, by header."""

PERIODS = {"fasit_kvp": "2017-2024", "socio_persons": "2017-2024", "socio_intro": "2017-2024"}


def period_of(source_id: str) -> str:
    """A period of the source that its good row fits."""
    return PERIODS.get(source_id, "2024")


def row(source_id: str, **cells: str) -> dict[str, str]:
    """A good row with some cells changed."""
    return GOOD[source_id] | cells


def payments(*changes: Mapping[str, str]) -> list[dict[str, str]]:
    """Payment lines L1, L2, ..., each with its changes."""
    return [
        row("fasit_payments", **({"payment_line_id": f"L{number}"} | dict(change)))
        for number, change in enumerate(changes, start=1)
    ]


def as_csv(rows: Sequence[Row], end: str = "\r\n") -> bytes:
    """A whole CSV file."""
    lines = [";".join(rows[0]), *(";".join(one.values()) for one in rows)]
    return "".join(line + end for line in lines).encode()


def write_parquet(path: Path, source_id: str, rows: Sequence[Row]) -> None:
    """The same rows in a Parquet file with typed columns; labels stay as delivered."""
    fields = load_source(source_id).fields
    with duckdb.connect() as connection:
        names = list(rows[0])
        connection.execute(f"create table t ({', '.join(f'{name} varchar' for name in names)})")
        connection.executemany(
            f"insert into t values ({', '.join('?' for _ in names)})",
            [[cell or None for cell in one.values()] for one in rows],
        )
        casts = ", ".join(
            f"cast({name} = 'Ja' as boolean) as {name}"
            if fields[name].type == "boolean"
            else f"cast(replace({name}, ',', '.') as {sql_type(fields[name])}) as {name}"
            if fields[name].type == "amount"
            else f"cast({name} as {sql_type(fields[name])}) as {name}"
            for name in names
        )
        connection.execute(f"copy (select {casts} from t) to '{path}' (format parquet)")


def project(folder: Path, **settings: Any) -> Settings:  # noqa: ANN401, whatever a setting takes
    """A project without deliveries."""
    return Settings(
        **{
            "root": folder,
            "dbt_project": ROOT / "dbt_project",
            "expectations": ROOT / "expectations",
        }
        | settings
    )


def deliver(
    settings: Settings,
    delivery_id: str,
    content: bytes | Sequence[Row],
    **origin: object,
) -> Path:
    """Put a file and its sidecar in data_raw; rows become CSV or Parquet by the file's name."""
    source_id, period, _ = delivery_id.split("/")
    path = settings.data_raw / delivery_id
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif path.suffix == ".parquet":
        write_parquet(path, source_id, content)
    else:
        path.write_bytes(as_csv(content))
    said = {
        "source_id": source_id,
        "title": "SYNTETISK: uttrekk / SYNTHETIC: extract",
        "producer": "kriterier (tests)",
        "contact": "kriterier",
        "period": period,
        "received_on": "2025-01-20",
        "licence": "EUPL-1.2",
        "personal_data": "pseudonymised",
        "synthetic": True,
        "sha256": sha256_of(path),
        "bytes": path.stat().st_size,
    } | origin
    path.with_name(path.name + SIDECAR_SUFFIX).write_text(
        yaml.safe_dump(said, allow_unicode=True), encoding="utf-8"
    )
    return path


def land(settings: Settings, source_id: str) -> LandedSource:
    """Take inventory and land the source."""
    return land_source(source_id, settings, take_inventory(settings, [source_id]))


def findings(settings: Settings, source_id: str) -> list[Finding]:
    """What landing says against the source; nothing when it lands."""
    try:
        land(settings, source_id)
    except DeliveryError as error:
        return list(error.findings)
    return []


def told(finding: Finding) -> tuple[str, int | None, str | None, str | None]:
    """Code, row, column and found of a finding."""
    return finding.code, finding.row, finding.column, finding.found


def landed_rows(landed: LandedSource, columns: str = "*") -> list[tuple[Any, ...]]:
    """What was landed, by delivery and row."""
    with duckdb.connect() as connection:
        return connection.execute(
            f"select {columns} from read_parquet('{landed.parquet}/*.parquet') order by delivery_id, file_row"
        ).fetchall()
