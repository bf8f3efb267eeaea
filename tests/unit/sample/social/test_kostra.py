"""The KOSTRA person files of the sample keep every control rule and say nothing of a real person."""

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pipelines.core.identifiers import birth_date, identifier_fault
from pipelines.core.person_records.read import PersonFile
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.sample.social.identifiers import synthetic_ids
from pipelines.sample.social.kostra_files import FORMS, YEARS, make_kostra_file
from pipelines.sample.social.margins import table
from pipelines.sources import load_source
from pipelines.sources.kostra_11cf import read as programme
from pipelines.sources.kostra_11f import read as assistance
from tests.support.px_tables import origin

READERS = {"kostra_11f": assistance.read, "kostra_11cf": programme.read}
LENGTHS = {
    ("kostra_11f", 2024): 324,
    ("kostra_11f", 2025): 338,
    ("kostra_11cf", 2024): 136,
    ("kostra_11cf", 2025): 152,
}
ID_PLACES = {2024: slice(16, 27), 2025: slice(24, 35)}
KEY = b"a key of the tests, long enough for the rule"


def landed(
    source_id: str, year: int, folder: Path, scale: float = 0.1
) -> tuple[PersonFile, list[dict[str, object]]]:
    file = folder / "Sosial_030100.dat"
    file.write_bytes(make_kostra_file(source_id, year, scale))
    source = load_source(source_id)
    found = READERS[source_id](file, origin(source_id, str(year)), source, Pseudonymiser(KEY))
    return found, [dict(zip(["file_row", *source.fields], row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("source_id", FORMS)
def test_the_reader_finds_nothing_to_say(source_id: str, year: int, tmp_path: Path) -> None:
    found, rows = landed(source_id, year, tmp_path)
    assert (found.findings, found.warnings) == ((), ())
    lines = (tmp_path / "Sosial_030100.dat").read_bytes().split(b"\n")
    assert {len(line) for line in lines[:-1]} == {LENGTHS[source_id, year]}
    assert len(rows) == len(lines) - 1 > 0
    assert {row["district_code"] for row in rows} == {f"{number:02}" for number in range(1, 16)}
    for line in lines[:-1]:
        number = line[ID_PLACES[year]].decode()
        assert 81 <= int(number[2:4]) <= 92
        assert identifier_fault(number) is None


def test_recipients_of_districts_and_city_at_full_scale() -> None:
    data = make_kostra_file("kostra_11f", 2024)
    records = [(line[6:8].decode(), line[16:27]) for line in data.split(b"\n")[:-1]]
    printed = [int(row["recipients_year_2024"]) for row in table("table_3_4_recipients")]
    assert len({number for _, number in records}) == printed[-1]
    assert len(records) == sum(printed[:-1])
    found = Counter(place for place, _ in records)
    assert [found[f"{number:02}"] for number in range(1, 16)] == printed[:-1]


def test_who_moves_has_a_record_in_two_districts_and_status_6_in_one(tmp_path: Path) -> None:
    _, rows = landed("kostra_11cf", 2024, tmp_path, scale=1.0)
    districts: dict[object, set[object]] = {}
    for row in rows:
        districts.setdefault(row["person_pid"], set()).add(row["district_code"])
    movers = {pid for pid, found in districts.items() if len(found) > 1}
    assert (len(districts), len(rows), len(movers)) == (2180, 2220, 40)
    statuses = Counter(row["status_code"] for row in rows if row["person_pid"] in movers)
    assert statuses["6"] == 40
    assert Counter(row["status_code"] for row in rows)["6"] == 40


def test_ids_say_the_day_and_the_sex_and_are_distinct() -> None:
    days = [date(1939, 12, 31), date(1940, 1, 1), date(1999, 12, 31), date(2000, 1, 1), date(2024, 2, 29)]
    birth = np.repeat(np.array(days, "datetime64[D]").astype(np.int64), 60)
    female = np.arange(len(birth)) % 2 == 0
    ids = synthetic_ids(birth, female, np.random.default_rng(1))
    assert len(set(ids)) == len(ids)
    assert [birth_date(number) for number in ids] == [day for day in days for _ in range(60)]
    assert [int(number[8]) % 2 == 0 for number in ids] == female.tolist()
    assert all(identifier_fault(number) is None and 81 <= int(number[2:4]) <= 92 for number in ids)


def test_the_same_bytes_every_time() -> None:
    assert make_kostra_file("kostra_11f", 2025, 0.02) == make_kostra_file("kostra_11f", 2025, 0.02)
    assert make_kostra_file("kostra_11f", 2025, 0.02) != make_kostra_file("kostra_11f", 2025, 0.03)
