"""Ledger deliveries that land: the traps of the export, the row account, the sum to the øre."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.landing.schema import LINE_COLUMNS
from tests.support.landing import query
from tests.support.ledger import (
    COLUMNS,
    DELIVERY,
    FILE,
    control,
    findings,
    land,
    land_2024,
    ledger,
    line,
    project_with,
)


def total_of(content: bytes) -> Decimal:
    """Sum of the amounts by Python alone: bytes to text to decimals, nothing shared with the landing."""
    total = Decimal(0)
    for cells in csv.reader(content.decode("cp1252").splitlines()[1:], delimiter=";"):
        if cells and cells[0] != "Sum":
            text = cells[13].replace(" ", "").replace("\xa0", "").replace(",", ".")
            total += -Decimal(text[:-1]) if text.endswith("-") else Decimal(text)
    return total


def traps() -> Iterator[str]:
    """One line for each thing an export does to a posting."""
    yield line()
    yield line(Beløp="1\xa0234\xa0567,89")
    yield line(Beløp="1 234\xa0567,89-")
    yield line(Beløp="-12,5")
    yield line(Beløp="0,00")
    yield line(Beløp="7")
    yield line(Beløp="1234567,01-")
    yield line(Periode="202413", Bilagsdato="31.12.2024")
    yield line(Periode="202400", Bilagsdato="01.01.2024", Bilagsart="IB")
    yield line(Konto="10100")
    yield line(Konto="298010", Motpart="KOMM", Beløp="500,00")
    yield line(Konto="798010", Motpart="KOMM", Beløp="500,00-")
    yield line(Funksjon="281")
    yield line(Funksjon="2810")
    yield line(Koststed="116100")
    yield line(Bilagsart="LØ", Tekst="Lønn – «fast» … 50 €")
    yield line(Tekst='"Strøm; nett ""og"" leie"')
    yield line(Tekst='Rør 5" og 3" kobling')


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_trap_of_the_export_lands(tmp_path: Path, end: str) -> None:
    content = ledger(list(traps()), "1 247 406,11", end)
    total = total_of(content)
    content = ledger(list(traps()), str(total).replace(".", ","), end)
    landed = land_2024(tmp_path, content)
    assert query(landed, "select count(*), sum(amount_nok) from landed") == [(len(list(traps())), total)]
    rows = query(
        landed,
        "select accounting_year, period, voucher_type, voucher_date::varchar, account, art, cost_centre, "
        "function, counterpart, amount_nok::varchar from landed",
    )
    year, day, good = 2024, "2024-03-15", ("470100", "470", "101100", "281", None)
    assert rows == [
        (year, 3, "HB", day, *good, "1234.50"),
        (year, 3, "HB", day, *good, "1234567.89"),
        (year, 3, "HB", day, *good, "-1234567.89"),
        (year, 3, "HB", day, *good, "-12.50"),
        (year, 3, "HB", day, *good, "0.00"),
        (year, 3, "HB", day, *good, "7.00"),
        (year, 3, "HB", day, *good, "-1234567.01"),
        (year, 13, "HB", "2024-12-31", *good, "1234.50"),
        (year, 0, "IB", "2024-01-01", *good, "1234.50"),
        (year, 3, "HB", day, "010100", "010", "101100", "281", None, "1234.50"),
        (year, 3, "HB", day, "298010", "298", "101100", "281", "KOMM", "500.00"),
        (year, 3, "HB", day, "798010", "798", "101100", "281", "KOMM", "-500.00"),
        (year, 3, "HB", day, *good, "1234.50"),
        (year, 3, "HB", day, *good, "1234.50"),
        (year, 3, "HB", day, "470100", "470", "116100", "281", None, "1234.50"),
        (year, 3, "LØ", day, *good, "1234.50"),
        (year, 3, "HB", day, *good, "1234.50"),
        (year, 3, "HB", day, *good, "1234.50"),
    ]


def test_the_landed_table_has_the_agreed_columns_and_no_free_text(tmp_path: Path) -> None:
    landed = land_2024(tmp_path, ledger([line(Tekst="Kari Nordmann")], "1 234,50"))
    described = query(landed, "describe select * from landed")
    assert [(name, kind) for name, kind, *_ in described] == [(c.name, c.data_type) for c in LINE_COLUMNS]
    assert "Nordmann" not in landed.parquet.read_bytes().decode("latin-1")
    assert query(landed, "select delivery_id, synthetic from landed") == [(DELIVERY, True)]


def test_the_record_accounts_for_every_line(tmp_path: Path) -> None:
    landed = land_2024(tmp_path, ledger([line()] * 3, "3 703,50") + b"\r\n\r\n")
    [delivery] = landed.record["deliveries"]
    assert (delivery["rows_delivered"], delivery["rows_landed"], delivery["rows_not_data"]) == (4, 3, 1)
    assert delivery["delivery_id"] == DELIVERY
    assert landed.rows == 3
    written = landed.parquet.with_suffix(".json").read_text(encoding="utf-8")
    assert json.loads(written) == landed.record
    assert sorted(path.name for path in landed.parquet.parent.iterdir()) == [
        "unit4_ledger.json",
        "unit4_ledger.parquet",
    ]


def test_the_row_in_the_file_is_the_place_in_the_parquet_file(tmp_path: Path) -> None:
    files = {
        f"{year}/hovedbok_{year}.csv": ledger(
            [
                line(Bilagsnr=str(row), Periode=f"{year}05", Bilagsdato=f"02.05.{year}", Beløp="1,00")
                for row in range(2, count + 2)
            ],
            f"{count},00",
        )
        for year, count in ((2022, 4000), (2023, 1), (2024, 2500))
    }
    landed = land(project_with(tmp_path, files))
    wrong = """
        select * from (
            select
                voucher_no::integer as row_in_file,
                file_row_number - min(file_row_number) over (partition by delivery_id) + 2 as computed
            from read_parquet(landed, file_row_number = true)
        )
        where row_in_file <> computed
    """
    assert query(landed, wrong) == []
    assert query(landed, "select accounting_year, count(*) from landed group by all order by all") == [
        (2022, 4000),
        (2023, 1),
        (2024, 2500),
    ]


def test_landing_twice_gives_the_same_file(tmp_path: Path) -> None:
    content = ledger([line(Bilagsnr=str(number)) for number in range(500)], "617 250,00")
    settings = project_with(tmp_path, {f"2024/{FILE}": content})
    first = land(settings).parquet.read_bytes()
    assert land(settings).parquet.read_bytes() == first


def test_a_refused_landing_leaves_the_last_one_and_no_work_behind(tmp_path: Path) -> None:
    settings = project_with(tmp_path, {f"2024/{FILE}": ledger([line()], "1 234,50")})
    before = land(settings).parquet.read_bytes()
    project_with(tmp_path, {f"2024/{FILE}": ledger([line(Konto="abc")], "1 234,50")})
    assert findings(settings)
    assert (settings.landed / "unit4_ledger.parquet").read_bytes() == before
    assert [path.name for path in settings.build.iterdir()] == ["landed"]
    assert len(list(settings.landed.iterdir())) == 2


def test_line_ends_of_two_kinds_in_one_file_do_no_harm(tmp_path: Path) -> None:
    lines = [line(Bilagsnr=str(number), Beløp="1,00") for number in range(20)]
    text = ledger(lines[:10], None) + ledger(lines[10:], "20,00", "\n").split(b"\n", maxsplit=1)[1]
    assert land_2024(tmp_path, text).rows == 20


def test_a_control_line_without_a_line_end_is_whole(tmp_path: Path) -> None:
    content = ledger([line()], None) + control("1 234,50").encode()
    assert land_2024(tmp_path, content).rows == 1


def test_a_column_that_moved_is_found_by_its_header(tmp_path: Path) -> None:
    moved = [name for name in COLUMNS if name not in ("Beløp", "Koststed(T)")]
    moved.insert(1, "Beløp")
    cells = dict(zip(COLUMNS, line().split(";"), strict=True))
    lines = [";".join(moved), ";".join(cells[name] for name in moved), f"Sum;1 234,50{';' * 12}"]
    content = "".join(one + "\n" for one in lines).encode("cp1252")
    landed = land_2024(tmp_path, content)
    expected = [("101100", "281", Decimal("1234.50"))]
    assert query(landed, "select cost_centre, function, amount_nok from landed") == expected
