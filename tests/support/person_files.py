"""KOSTRA's files of persons to test with; their numbers have 80 added to the month, so nobody has them."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pipelines.core.errors import Finding
from pipelines.core.fixed_width import Layout
from pipelines.core.person_records.read import PersonFile, PersonReader
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.support.extracts import deliver
from tests.support.px_tables import origin

KEY = "a key for tests only, 32 bytes or more"
OTHER_KEY = "another key for tests, 32 bytes or more"

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)


def national_id(born: date, number: int = 0, *, d_number: bool = False) -> str:
    """The `number`-th synthetic national id of a day of birth from 1900 to 2039, month + 80."""
    individuals = range(500) if born.year < 2000 else range(500, 1000)
    day = born.day + (40 if d_number else 0)
    start = f"{day:02d}{born.month + 80:02d}{born.year % 100:02d}"
    found = -1
    for individual in individuals:
        # endings of placeholders
        if individual in (1, 2, 999):
            continue
        digits = [int(digit) for digit in f"{start}{individual:03d}"]
        first = -sum(w * d for w, d in zip(_FIRST, digits, strict=True)) % 11
        second = -sum(w * d for w, d in zip(_SECOND, [*digits, first], strict=True)) % 11
        if first < 10 and second < 10:
            found += 1
            if found == number:
                return f"{start}{individual:03d}{first}{second}"
    raise LookupError(f"{born} has {found + 1} numbers")


def duf_number(number: int) -> str:
    """A DUF number: ten digits that count up from an invented year, and two that check them."""
    ten = f"2099{number:06d}"
    return ten + f"{sum(w * int(d) for w, d in zip(_DUF, ten, strict=True)) % 11:02d}"


ANNA = national_id(date(1980, 5, 17))
BERIT = national_id(date(1990, 2, 28))


def _anna(year: int) -> dict[str, str]:
    """Who a record of either file is about, and the district it comes from."""
    return {
        "KOMMUNE_NR": "0301",
        "VERSION": f"{year % 100:02d}",
        "BYDELSNR": "01",
        "FODSELSDATO": "17051980",
        "PERSON_JOURNALNR": "J1",
        "PERSON_FODSELSNR": ANNA,
    }


def recipient(year: int, **fields: str) -> dict[str, str]:
    """The fields of a record of 11F that breaks no rule; `fields` take their place."""
    own = {
        "KJONN": "2",
        "EKTSTAT": "1",
        "BU18": "2",
        "VKLO": "5",
        "TRYGDESIT": "12",
        "ARBSIT": "07",
        "STMND_1": "01",
        "STMND_3": "03",
        "BIDRAG": "20000",
        "LAAN": "0",
        "BIDRAG_JAN": "12000",
        "BIDRAG_MARS": "8000",
        "GITT_OKONOMIRAD": "2",
        "FAAT_INDIVIDUELL_PLAN": "2",
        "SAKSBEHANDLER": "S-ANSATT",
        "BOSIT": "1",
        "VILKARSOSLOV": "1",
        "VILKARSAMEKT": "2",
        "UTBETDATO": _day(year, date(year, 1, 15)),
        "UTBETTOMDATO": _day(year, date(year, 3, 31)),
        "VILKARARBEID": "16",
    }
    return _anna(year) | own | fields


def participant(year: int, **fields: str) -> dict[str, str]:
    """The fields of a record of 11CF that breaks no rule; `fields` take their place."""
    own = {
        "KJONN": "1",
        "EKTSTAT": "2",
        "BU18": "1",
        "ANTBU18": "02",
        "REG_DATO": _day(year, date(year - 1, 11, 2)),
        "VEDTAK_DATO": _day(year, date(year - 1, 12, 1)),
        "BEGYNT_DATO": _day(year, date(year, 1, 8)),
        "KVP_KOMM": "2",
        "KVP_MED_ASTONAD": "2",
        "STMND_1": "01",
        "STMND_2": "02",
        "KVP_STONAD": "0041000",
        "STATUS": "1",
        "SAKSBEHANDLER": "S-ANSATT",
    }
    return _anna(year) | own | fields


def record(layout: Layout, fields: Mapping[str, str]) -> str:
    """The fields in their places; what the layout has no place for is left out."""
    line = ""
    for place in layout.fields:
        width = place.end - place.start
        text = fields.get(place.name, "")
        assert len(text) <= width, place.name
        line += f"{text:<{width}}"
    return line


def content(reader: PersonReader, year: int, *records: Mapping[str, str]) -> bytes:
    """A file of the reporting year."""
    layout = reader.form.layout(year)
    return "".join(record(layout, one) + "\r\n" for one in records).encode("iso-8859-1")


def read_records(
    reader: PersonReader,
    source_id: str,
    folder: Path,
    *records: Mapping[str, str],
    year: int = 2025,
    data: bytes | None = None,
    key: str | None = KEY,
) -> PersonFile:
    """Read records, or bytes, as the file of a reporting year."""
    file = folder / "Person_030100.dat"
    file.write_bytes(content(reader, year, *records) if data is None else data)
    made = None if key is None else Pseudonymiser(key.encode())
    return reader.read(file, origin(source_id, str(year)), load_source(source_id), made)


def columns(source_id: str, found: PersonFile) -> list[dict[str, object]]:
    """The landed rows by column."""
    names = ["file_row", *load_source(source_id).fields]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


def fired(findings: Iterable[Finding]) -> set[str]:
    """The control rules that are told of."""
    return {one.params.get("rule_id", one.code) for one in findings}


def places(findings: Iterable[Finding]) -> set[tuple[str, int | None, str | None]]:
    """The control rules that are told of, with row and field."""
    return {(one.params.get("rule_id", one.code), one.row, one.column) for one in findings}


def deliver_persons(
    settings: Settings, source_id: str, period: str, file_name: str, data: bytes, **fields: str
) -> str:
    """Put a file of persons into data_raw with a sidecar that says so; gives its delivery id."""
    delivery_id = f"{source_id}/{period}/{file_name}"
    deliver(settings, delivery_id, data, **{"personal_data": "direct", **fields})
    return delivery_id


def _day(year: int, day: date) -> str:
    """The day as records of the reporting year write it."""
    return day.strftime("%d%m%Y" if year >= 2025 else "%d%m%y")
