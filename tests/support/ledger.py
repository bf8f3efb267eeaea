"""Small ledger deliveries in the real shape, made in a project of their own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import SIDECAR_SUFFIX, sha256_of
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import LandedSource, land_source
from pipelines.settings import Settings
from tests.contract.project import ROOT

SOURCE = "unit4_ledger"
HEADER = (
    "Firma;Bilagsart;Bilagsnr;Bilagsdato;Periode;Konto;Konto(T);Koststed;Koststed(T);Funksjon;Prosjekt;Tjeneste;"
    "Motpart;Beløp;Tekst"
)
COLUMNS = HEADER.split(";")
FILE = "hovedbok_2024.csv"
DELIVERY = f"{SOURCE}/2024/{FILE}"

_GOOD = {
    "Firma": "10",
    "Bilagsart": "HB",
    "Bilagsnr": "24000001",
    "Bilagsdato": "15.03.2024",
    "Periode": "202403",
    "Konto": "470100",
    "Konto(T)": "Overføring til andre",
    "Koststed": "101100",
    "Koststed(T)": "NAV Gamle Oslo, sosialtjeneste",
    "Funksjon": "28100",
    "Prosjekt": "",
    "Tjeneste": "S281",
    "Motpart": "",
    "Beløp": "1 234,50",
    "Tekst": "Økonomisk stønad",
}


def line(**cells: str) -> str:
    """A good posting line with some cells changed, by their headers."""
    return ";".join(str(cell) for cell in (_GOOD | cells).values())


GOOD = [line(Bilagsnr=str(number), Beløp="1,00") for number in range(2, 12)]


def with_line(broken: str, total: str = "10,00") -> bytes:
    """Ten good lines and another one on row 6."""
    return ledger([*GOOD[:4], broken, *GOOD[4:]], total)


def told(finding: Finding) -> tuple[str, int | None, str | None, str | None, str | None]:
    """Code, row, column, found and expected of a finding."""
    return finding.code, finding.row, finding.column, finding.found, finding.expected_text("en")


def control(total: str) -> str:
    """The control line."""
    return f"Sum{';' * 13}{total};"


def ledger(lines: Sequence[str], total: str | None, end: str = "\r\n", header: str = HEADER) -> bytes:
    """A whole file in Windows-1252; `total` None leaves the control line out."""
    all_lines = [header, *lines, *([] if total is None else [control(total)])]
    return "".join(one + end for one in all_lines).encode("cp1252")


def project_with(folder: Path, files: Mapping[str, bytes], build: str = "build") -> Settings:
    """A project whose only deliveries are the given ledgers, by period/file."""
    for place, content in files.items():
        path = folder / "data_raw" / SOURCE / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        origin = {
            "source_id": SOURCE,
            "title": "SYNTETISK: hovedbok / SYNTHETIC: ledger",
            "producer": "kriterier (tests)",
            "contact": "kriterier",
            "period": place.split("/", maxsplit=1)[0],
            "received_on": "2026-11-02",
            "licence": "EUPL-1.2",
            "personal_data": "none",
            "synthetic": True,
            "sha256": sha256_of(path),
            "bytes": len(content),
        }
        text = yaml.safe_dump(origin, allow_unicode=True)
        path.with_name(path.name + SIDECAR_SUFFIX).write_text(text, encoding="utf-8")
    return Settings(
        root=folder,
        data_raw=folder / "data_raw",
        dbt_project=ROOT / "dbt_project",
        expectations=ROOT / "expectations",
        build=folder / build,
    )


def land(settings: Settings) -> LandedSource:
    """Land the ledger."""
    return land_source(SOURCE, settings, take_inventory(settings, [SOURCE]))


def findings(settings: Settings) -> list[Finding]:
    """What landing says against the ledger; nothing when it lands."""
    try:
        land(settings)
    except DeliveryError as error:
        return list(error.findings)
    return []


def land_2024(folder: Path, content: bytes) -> LandedSource:
    """Land one delivery for 2024."""
    return land(project_with(folder, {f"2024/{FILE}": content}))


def findings_2024(folder: Path, content: bytes) -> list[Finding]:
    """What landing says against one delivery for 2024."""
    return findings(project_with(folder, {f"2024/{FILE}": content}))
