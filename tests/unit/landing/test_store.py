from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.core.readings import Reading
from pipelines.landing.source_folder import Delivery
from pipelines.landing.store import write_landed
from pipelines.settings import Settings
from tests.support.odd_files import origin_of

SOURCE = "boligbygg_dwellings"


def reading(name: str, row: int, value: Decimal | None = Decimal(1)) -> Reading:
    return Reading(
        sheet=None,
        file_row=row,
        file_column="Antall boliger",
        area_label="Marka",
        measure="dwellings",
        source_year=2022,
        value=value,
        status="missing" if value is None else "observed",
        precision="exact",
        lowest=value,
        highest=value,
        codes=("1701", name),
    )


def landed(tmp_path: Path, readings: list[Reading]) -> list[tuple[object, ...]]:
    delivery = Delivery(
        f"{SOURCE}/2022/f.xlsx",
        SOURCE,
        "2022",
        tmp_path / "f.xlsx",
        origin_of(SOURCE, "2022"),
        "0" * 64,
        "used",
    )
    settings = Settings(root=tmp_path, build=tmp_path / "build")
    parquet = write_landed(settings, SOURCE, [(delivery, one) for one in readings], {})
    assert sorted(path.name for path in settings.landed.iterdir()) == [f"{SOURCE}.json", f"{SOURCE}.parquet"]
    with duckdb.connect() as connection:
        columns = "sheet, file_row, sub_district_name, value::varchar, for_budget_year, synthetic"
        return connection.execute(f"select {columns} from '{parquet}'").fetchall()


@pytest.mark.parametrize(
    "text",
    ["Marka, Maridalen", 'Marka "nord"', '"', "a\nb", "a\r\nb", "NULL", "\\", "'", " x ", "Østmarka", ""],
)
def test_a_text_lands_as_it_is(tmp_path: Path, text: str) -> None:
    assert landed(tmp_path, [reading(text, 2)]) == [(None, 2, text, "1.000000", None, True)]


@pytest.mark.parametrize("value", ["99999999999999.999999", "-0.000001", "1E+3", "0", None])
def test_a_value_lands_exactly(tmp_path: Path, value: str | None) -> None:
    number = None if value is None else Decimal(value)
    [row] = landed(tmp_path, [reading("x", 2, number)])
    assert row[3] == (None if number is None else f"{number:.6f}")


def test_rows_land_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = landed(tmp_path, [reading("b", 10), reading("c", 9), reading("a", 100)])
    assert [row[1] for row in rows] == [9, 10, 100]
