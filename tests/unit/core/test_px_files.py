"""PxWeb's csv and parquet give the table that its JSON-stat gives."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.files import read_px
from pipelines.core.px.table import MARKS, PxTable, as_decimal
from tests.support.px_files import Cell, PxCube
from tests.support.px_tables import ACCOUNTS

ABOUT = Finding("", "kilde", "kilde/2022/f")
VARIABLES = ["KOKbydelsregion0000", "KOKfunksjon0000", "KOKart0000", "Tid"]
CONTENTS = {"ContentsCode": ["KOSbelop0000"]}


def read(
    tmp_path: Path, content: bytes, suffix: str, contents: dict[str, list[str]] | None = None
) -> PxTable:
    file = tmp_path / f"f{suffix}"
    file.write_bytes(content)
    return read_px(file, VARIABLES, contents or CONTENTS, ABOUT, MARKS)


def faults(tmp_path: Path, content: bytes, suffix: str) -> list[Finding]:
    with pytest.raises(DeliveryError) as caught:
        read(tmp_path, content, suffix)
    return list(caught.value.findings)


def cells(table: PxTable) -> dict[frozenset[str], tuple[Decimal | None, int]]:
    return {
        frozenset(table.place(cell).split(", ")): (as_decimal(value), int(mark))
        for cell, (value, mark) in enumerate(zip(table.values, table.marks, strict=True))
    }


def written(cube: PxCube) -> dict[frozenset[str], tuple[Decimal | None, int]]:
    """The cells as the cube was told to write them."""
    return {
        frozenset(f"{name}={code}" for name, code in zip(cube.variables, key, strict=True)): (
            None if value is None else Decimal(str(value)),
            MARKS.index(mark) if mark else -1,
        )
        for key, (value, mark) in ((key, cube.cell(key)) for key in product(*cube.variables.values()))
    }


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        pytest.param(ACCOUNTS.csv(), ".csv", id="csv"),
        pytest.param(ACCOUNTS.csv(["ContentsCode", "KOKart0000", "Tid"]), ".csv", id="csv, wide"),
        pytest.param(ACCOUNTS.csv(["Tid"]), ".csv", id="csv, contents in the stub"),
        pytest.param(ACCOUNTS.parquet(), ".parquet", id="parquet"),
        pytest.param(ACCOUNTS.json(list(ACCOUNTS.variables)[::-1]), ".JSON", id="suffix in capitals"),
    ],
)
def test_every_format_gives_the_same_cells(tmp_path: Path, content: bytes, suffix: str) -> None:
    expected = written(ACCOUNTS)
    assert {mark for _, mark in expected.values()} == {-1, 0, 1, 3}, "the table has the marks . .. :"
    assert cells(read(tmp_path, content, suffix)) == expected


@pytest.mark.parametrize(
    ("number", "printed"),
    [(7.5, "7.5"), (-0.25, "-0.25"), (24.8, "24.8"), (1234567890123.5, "1234567890123.5")],
)
def test_decimals_are_the_same_in_every_format(tmp_path: Path, number: float, printed: str) -> None:
    def cell(key: tuple[str, ...]) -> Cell:
        return (number, None) if key[0] == "030101" else (3, None)

    cube = replace(ACCOUNTS, cell=cell)
    for content, suffix in ((cube.json(), ".json"), (cube.csv(), ".csv"), (cube.parquet(), ".parquet")):
        found = {value for value, _ in cells(read(tmp_path, content, suffix)).values()}
        assert found == {Decimal(printed), Decimal(3)}, suffix


def two_contents() -> PxCube:
    contents = {"KOSbelop0000": "Beløp (1000 kr)", "KOSandel3501": "Andel (prosent)"}
    return replace(ACCOUNTS, variables={**ACCOUNTS.variables, "ContentsCode": contents})


def test_several_contents_are_columns_in_csv_and_parquet(tmp_path: Path) -> None:
    cube = two_contents()
    codes = {"ContentsCode": list(cube.variables["ContentsCode"])}
    expected = written(cube)
    assert cells(read(tmp_path, cube.json(), ".json", codes)) == expected
    assert cells(read(tmp_path, cube.csv(), ".csv", codes)) == expected
    assert cells(read(tmp_path, cube.parquet(), ".parquet", codes)) == expected


def test_csv_with_texts_has_texts_for_codes(tmp_path: Path) -> None:
    table = read(tmp_path, ACCOUNTS.csv(texts=True), ".csv")
    by_code = {variable.code: variable for variable in table.variables}
    assert by_code["ContentsCode"].texts("labels") == ("Beløp (1000 kr)",)
    assert "Søndre Nordstrand (Oslo)" in by_code["KOKbydelsregion0000"].codes
    assert not table.states_units


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    [finding] = faults(tmp_path, b"", ".px")
    assert (finding.code, finding.found) == ("unknown_file_kind", ".px")


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".json"])
def test_a_web_page_is_named_in_every_format(tmp_path: Path, suffix: str) -> None:
    page = b"<html><head><title>Too many cells selected</title></head></html>\r\n"
    [finding] = faults(tmp_path, page, suffix)
    assert (finding.code, finding.found) == ("error_answer", "Too many cells selected")


@pytest.mark.parametrize(
    ("content", "suffix"), [(ACCOUNTS.csv(), ".csv"), (ACCOUNTS.parquet(), ".parquet")], ids=["csv", "pq"]
)
def test_a_cut_file_is_named(tmp_path: Path, content: bytes, suffix: str) -> None:
    [finding] = faults(tmp_path, content[: len(content) // 2], suffix)
    assert finding.code == "truncated_file"


def edited(old: str, new: str) -> bytes:
    text = ACCOUNTS.csv().decode("iso-8859-1")
    assert old in text
    return text.replace(old, new, 1).encode("iso-8859-1")


def test_a_csv_without_rows_is_cut(tmp_path: Path) -> None:
    [finding] = faults(tmp_path, ACCOUNTS.csv().splitlines(keepends=True)[0], ".csv")
    assert finding.code == "truncated_file"


def test_a_missing_row_of_a_csv_is_named_by_its_place(tmp_path: Path) -> None:
    lines = ACCOUNTS.csv().splitlines(keepends=True)
    [finding] = faults(tmp_path, b"".join(lines[:3] + lines[4:]), ".csv")
    assert finding.code == "wrong_cell_total"
    assert finding.column == ", ".join(
        f"{name}={code}"
        for name, code in zip(
            ACCOUNTS.variables, ("030101", "242", "AGB4", "KOSbelop0000", "2022"), strict=True
        )
    )
    assert (finding.found, finding.expected) == ("255", "16 x 8 x 2 x 1 x 1 = 256")


def test_a_repeated_row_of_a_csv_is_named_by_its_place(tmp_path: Path) -> None:
    lines = ACCOUNTS.csv().splitlines(keepends=True)
    [finding] = faults(tmp_path, b"".join([*lines, lines[5]]), ".csv")
    assert (finding.code, finding.found) == ("repeated_cell", "2")
    assert (finding.column or "").startswith("KOKbydelsregion0000=030101, KOKfunksjon0000=243")


def test_a_short_row_of_a_csv_is_named(tmp_path: Path) -> None:
    content = ACCOUNTS.csv() + b'"030101","281"\r\n'
    [finding] = faults(tmp_path, content, ".csv")
    assert (finding.code, finding.row, finding.found) == ("wrong_cell_count", 258, "2")


def test_an_unknown_mark_of_a_csv_is_named_by_row_and_column(tmp_path: Path) -> None:
    lines = ACCOUNTS.csv().decode("iso-8859-1").split("\r\n")
    lines[4] = lines[4].rsplit(",", 1)[0] + ",n/a"
    [finding] = faults(tmp_path, "\r\n".join(lines).encode("iso-8859-1"), ".csv")
    assert (finding.code, finding.row, finding.column, finding.found) == (
        *("unknown_mark", 5, "KOSbelop0000 2022", "n/a"),
    )


def test_a_csv_without_a_variable_says_which(tmp_path: Path) -> None:
    [finding] = faults(tmp_path, edited('"KOKart0000"', '"KOKart"'), ".csv")
    assert finding.code == "missing_variable"
    assert finding.expected == "ContentsCode, KOKart0000, Tid"


def parquet_of(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return bytes(sink.getvalue().to_pybytes())


def test_parquet_columns_that_are_missing_or_strange_are_named(tmp_path: Path) -> None:
    table = pq.read_table(pa.BufferReader(ACCOUNTS.parquet()))
    renamed = table.rename_columns(["art" if name == "KOKart0000" else name for name in table.column_names])
    found = faults(tmp_path, parquet_of(renamed), ".parquet")
    assert [(one.code, one.column) for one in found] == [
        ("missing_variable", None),
        ("undeclared_variable", "art"),
    ]
    assert found[0].expected == "KOKart0000"
    [finding] = faults(tmp_path, parquet_of(table.drop_columns(["value", "value_symbol"])), ".parquet")
    assert (finding.code, finding.expected) == ("missing_variable", "value")


def test_an_unknown_mark_of_parquet_is_named_by_its_row(tmp_path: Path) -> None:
    table = pq.read_table(pa.BufferReader(ACCOUNTS.parquet()))
    symbols = table["value_symbol"].to_pylist()
    symbols[6] = "?"
    place = table.column_names.index("value_symbol")
    content = parquet_of(table.set_column(place, "value_symbol", pa.array(symbols)))
    [finding] = faults(tmp_path, content, ".parquet")
    assert (finding.code, finding.row, finding.column, finding.found) == (
        *("unknown_mark", 7, "value_symbol", "?"),
    )


def test_nulls_of_parquet_are_no_value_like_nan(tmp_path: Path) -> None:
    table = pq.read_table(pa.BufferReader(ACCOUNTS.parquet()))
    place = table.column_names.index("value")
    nulls = [None if number != number else number for number in table["value"].to_pylist()]  # noqa: PLR0124
    content = parquet_of(table.set_column(place, "value", pa.array(nulls, pa.float64())))
    assert cells(read(tmp_path, content, ".parquet")) == cells(read(tmp_path, ACCOUNTS.parquet(), ".parquet"))
