"""Synthetic tables of the statbank sources, small, in the shape and with the oddities of the real ones."""

from datetime import date
from shutil import rmtree
from zlib import crc32

from pipelines.core.origins import Origin
from pipelines.settings import Settings
from tests.support.deliveries import OSLO_POPULATION, add_delivery
from tests.support.px_files import Cell, PxCube

DISTRICTS = (
    *("Gamle Oslo", "Grünerløkka", "Sagene", "St. Hanshaugen", "Frogner", "Ullern", "Vestre Aker"),
    *("Nordre Aker", "Bjerke", "Grorud", "Stovner", "Alna", "Østensjø", "Nordstrand", "Søndre Nordstrand"),
)


def _figure(key: tuple[str, ...]) -> int:
    return crc32("|".join(key).encode()) % 900


def _person_cell(key: tuple[str, ...]) -> Cell:
    figure = _figure(key)
    # every mark now and then
    marks = {0: ":", 1: "..", 2: ".", 3: "-", 4: "..."}
    return (None, marks[figure % 30]) if figure % 30 in marks else (figure, None)


POPULATION = PxCube(
    variables={
        "Region": {f"0301{number:02d}a": name for number, name in enumerate(DISTRICTS, start=1)}
        | {"030116a": "Sentrum", "030117a": "Marka", "030199a": "Uoppgitt", "0301": "Oslo - Oslove"},
        "Kjonn": {"1": "Menn", "2": "Kvinner"},
        "Alder": {"000": "0 år", "034": "34 år", "105+": "105 år eller eldre"},
        "ContentsCode": {"Personer1": "Personer"},
        "Tid": {str(year): str(year) for year in range(2022, 2027)},
    },
    contents="ContentsCode",
    time="Tid",
    unit="personer",
    cell=_person_cell,
)
"""Table 10826 at three ages."""


def _amount_cell(key: tuple[str, ...]) -> Cell:
    figure = _figure(key)
    marks = {0: ":", 1: "..", 2: "."}
    return (None, marks[figure % 30]) if figure % 30 in marks else (100 * (figure - 20), None)


ACCOUNTS = PxCube(
    variables={
        "KOKbydelsregion0000": {
            f"0301{number:02d}": f"{name} (Oslo)" for number, name in enumerate(DISTRICTS, start=1)
        }
        | {"EAB": "Alle bydeler"},
        "KOKfunksjon0000": {code: code for code in ("213", "242", "243", "265", "273", "276", "281", "283")},
        "KOKart0000": {"AGB4": "Netto driftsutgifter", "AGB6": "Brutto driftsutgifter"},
        "ContentsCode": {"KOSbelop0000": "Beløp (1000 kr)"},
        "Tid": {"2022": "2022"},
    },
    contents="ContentsCode",
    time="Tid",
    unit="1000 kr",
    cell=_amount_cell,
)
"""Table 12369 for one year."""

LOW_INCOME = PxCube(
    variables={
        "geografi": {str(place): f"{place + 1:02d} {name}" for place, name in enumerate(DISTRICTS)}
        | {"15": "16 Sentrum", "16": "17 Marka", "17": "99 Uten registrert adresse", "328": "Oslo i alt"},
        "husholdningstype": {
            "0": "Alle husholdninger",
            "1": "Husholdninger med barn under 18 år",
            "2": "Enslige",
        },
        "formue": {"0": "Uten formueskorreksjon", "1": "Med formueskorreksjon"},
        "statistikkvariabel": {"antall": "Husholdninger med lavinntekt"},
        # the code is a place in the list of all the table's years
        "år": {"7": "2020", "8": "2021", "9": "2022"},
    },
    contents="statistikkvariabel",
    time="år",
    unit="husholdninger",
    cell=_person_cell,
)
"""Table INN007 for three years."""


def deliver(project: Settings, source_id: str, period: str, file_name: str, content: bytes) -> str:
    """Make this the only delivery of a source in a copied project; gives its id."""
    rmtree(project.data_raw / source_id, ignore_errors=True)
    return add_delivery(project, source_id, period, file_name, content, like=OSLO_POPULATION)


def origin(source_id: str, period: str) -> Origin:
    """The sidecar of a made-up delivery; its hash is not that of any file."""
    return Origin(
        source_id=source_id,
        title="Prøve",
        producer="Prøve",
        contact="Prøve",
        period=period,
        received_on=date(2026, 11, 2),
        licence="Prøve",
        personal_data="aggregate",
        synthetic=True,
        sha256="0" * 64,
        bytes=0,
    )
