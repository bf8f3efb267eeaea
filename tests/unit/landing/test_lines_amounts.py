"""Amounts in every spelling of the export come back to the øre; the same file in UTF-8 lands alike."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.errors import DeliveryError
from pipelines.core.lines_shape import LinesShape
from pipelines.landing.inventory import take_inventory
from pipelines.landing.lines.land import land_lines
from pipelines.landing.lines.reconcile import amount_text
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.support.landing import query
from tests.support.ledger import DELIVERY, FILE, SOURCE, land_2024, ledger, line, project_with

LARGEST = 10**18 - 1


@st.composite
def spelled(draw: st.DrawFn) -> tuple[Decimal, str]:
    """An amount and one of the ways an export may write it."""
    ore = draw(st.integers(-LARGEST, LARGEST) | st.integers(-300_000, 300_000))
    kroner, rest = divmod(abs(ore), 100)
    space = draw(st.sampled_from(["", " ", "\xa0"]))
    text = f"{kroner:,}".replace(",", space)
    if rest % 10 == 0 and draw(st.booleans()):
        text += "" if rest == 0 else f",{rest // 10}"
    else:
        text += f",{rest:02d}"
    if ore < 0:
        text = draw(st.sampled_from([f"-{text}", f"{text}-"]))
    return Decimal(ore) / 100, text


@settings(max_examples=25, deadline=None)
@given(st.lists(spelled(), min_size=1, max_size=60))
def test_amounts_come_back_to_the_ore(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[tuple[Decimal, str]]
) -> None:
    total = sum((amount for amount, _ in amounts), Decimal(0))
    content = ledger([line(Beløp=text) for _, text in amounts], amount_text(total))
    landed = land_2024(tmp_path_factory.mktemp("amounts"), content)
    assert query(landed, "select amount_nok from landed") == [(amount,) for amount, _ in amounts]
    assert query(landed, "select sum(amount_nok) from landed") == [(total,)]


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0,00"), ("1234.5", "1 234,50"), ("-1234567.01", "1 234 567,01-"), ("-0.01", "0,01-")],
)
def test_an_amount_is_told_as_the_export_writes_it(amount: str, text: str) -> None:
    assert amount_text(Decimal(amount)) == text


LINES = [line(Bilagsart="LØ"), line(Beløp="5\xa0000,00-", Tekst="Strøm – mars"), line(Konto="10100")]


def land_utf8(project: Settings) -> list[tuple[object, ...]]:
    """Land the delivery as if the source had agreed on UTF-8."""
    source = load_source(SOURCE)
    assert isinstance(source.file, LinesShape)
    shape = source.file.model_copy(update={"encoding": "utf-8"})
    deliveries = take_inventory(project, [SOURCE]).for_source(SOURCE)
    parquet, results = land_lines(source, shape, project, deliveries)
    assert results[DELIVERY].rows_delivered == results[DELIVERY].rows_landed + 1
    with duckdb.connect() as connection:
        return connection.execute(f"from read_parquet('{parquet}')").fetchall()


def test_the_same_file_in_utf8_lands_alike(tmp_path: Path) -> None:
    content = ledger(LINES, "2 531,00-")
    expected = query(land_2024(tmp_path / "a", content), "from landed")
    utf8 = content.decode("cp1252").encode()
    assert land_utf8(project_with(tmp_path / "b", {f"2024/{FILE}": utf8})) == expected
    mixed = utf8.replace(b"\r\n", b"\n", 2)
    assert land_utf8(project_with(tmp_path / "c", {f"2024/{FILE}": mixed})) == expected


def test_bytes_that_are_not_utf8_in_a_landed_column_are_told(tmp_path: Path) -> None:
    utf8 = ledger(LINES, "2 531,00-").decode("cp1252").encode()
    broken = utf8.replace("LØ".encode(), b"L\xd8")
    with pytest.raises(DeliveryError) as caught:
        land_utf8(project_with(tmp_path, {f"2024/{FILE}": broken}))
    [finding] = caught.value.findings
    assert (finding.code, finding.row, finding.column) == ("wrong_encoding", 2, "Bilagsart")
    assert finding.found == "Windows-1252 (byte 0xD8)"


def test_a_broken_line_in_utf8_is_told_with_its_row(tmp_path: Path) -> None:
    utf8 = ledger([LINES[0], "", *LINES[1:]], "2 531,00-").decode("cp1252").encode()
    with pytest.raises(DeliveryError) as caught:
        land_utf8(project_with(tmp_path, {f"2024/{FILE}": utf8}))
    assert [(one.code, one.row) for one in caught.value.findings] == [("blank_line", 3)]
