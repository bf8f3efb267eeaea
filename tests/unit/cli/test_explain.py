"""`kriterier explain` on the hand-made warehouse: what stands on screen adds up."""

import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from pipelines.analysis.explain import explain
from pipelines.cli.explain_view import print_explanation
from pipelines.settings import Settings
from pipelines.warehouse.access import open_published
from pipelines.warehouse.queries import read_key_rows, read_keys
from pipelines.warehouse.rows import DistrictRow
from tests.support.warehouse import publish_by_hand
from tests.unit.cli.conftest import Run

ALNA = ("explain", "--system", "fo4_gh2024", "--key", "fo4c", "--district", "Alna")
HEIMDAL = ("explain", "--system", "trondheim_2014_proposal", "--key", "f232", "--district", "Heimdal")


def table_rows(output: str) -> dict[str, list[str]]:
    """Cells of the printed table by their first one."""
    rows = [re.split(r"\s{2,}", line.strip()) for line in output.splitlines()]
    return {row[0]: row[1:] for row in rows if len(row) > 1}


def test_the_amounts_add_up_on_screen(settings: Settings, kriterier: Run) -> None:
    found = kriterier(*ALNA)
    assert found.exit_code == 0
    rows = table_rows(found.output)
    assert rows["Poor households with children"] == [
        *("300", "400", "households", "2020", "75.0000", "0.4 x 0.8", "24.0000", "240 000", "[2] row 5 S")
    ]
    assert rows["Accounting share FO4C"] == [
        *("60 000 000", "100 000 000", "NOK", "2022", "60.0000", "0.2", "12.0000", "120 000", "[3] row 6 S")
    ]
    parts = ("Poor households with children", "Municipal dwellings", "Accounting share FO4C")
    points, total = rows["Sum"]
    assert (
        sum(int(rows[part][-2].replace(" ", "")) for part in parts) == int(total.replace(" ", "")) == 480_000
    )
    assert sum(Decimal(rows[part][-3]) for part in parts) == Decimal(points) == Decimal("48.0000")


def test_the_key_the_frame_and_the_files_are_named(settings: Settings, kriterier: Run) -> None:
    output = kriterier(*ALNA).output
    assert "48.0000 % = 0.8 x criteria key 45.0000 % + 0.2 x accounting share 60.0000 %" in output
    assert "1 000 001 NOK (price level GH2024)" in output
    assert "[1] data_raw/boligbygg_dwellings/2022/boliger.xlsx  sha256 c3c3c3c3c3c3  SYNTHETIC" in output


def test_synthetic_and_estimated_are_said_on_its_face(settings: Settings, kriterier: Run) -> None:
    output = kriterier(*ALNA).output
    assert "*** SYNTHETIC" in output
    assert "*** ESTIMATED" in output
    assert "***" not in kriterier(*HEIMDAL).output


def test_norwegian_labels_and_numbers(settings: Settings, kriterier: Run) -> None:
    output = kriterier(*ALNA, "--lang", "nb").output
    for text in (
        "Økonomisk sosialhjelp",
        "Kommunale boliger",
        "Regnskapsandel FO4C",
        "48,0000",
        "SYNTETISK",
        "ANSLAG",
    ):
        assert text in output


def test_a_key_without_a_frame_has_shares_only(settings: Settings, kriterier: Run) -> None:
    found = kriterier(*HEIMDAL)
    assert found.exit_code == 0
    assert "none is given" in found.output
    assert table_rows(found.output)["Sum"] == ["75.0000", "-"]
    assert "Shares are relative" in found.output


def test_json_has_every_digit_and_the_whole_hash(settings: Settings, kriterier: Run) -> None:
    found = json.loads(kriterier(*ALNA, "--json").output, parse_float=Decimal)
    assert found["amount_nok"] == sum(line["amount_nok"] for line in found["lines"]) == 480_000
    assert found["allocation_share"] == Decimal("0.480000000000000000")
    assert (found["synthetic"], found["estimated"], found["computable"]) == (True, True, True)
    assert {delivery["sha256"] for delivery in found["deliveries"]} == {"a1" * 32, "c3" * 32, "f6" * 32}


def test_corrections_are_named_with_what_they_did_to_the_district(settings: Settings, kriterier: Run) -> None:
    lines = [" ".join(line.split()) for line in kriterier(*ALNA).output.splitlines()]
    assert "Corrections behind the numbers (2)" in lines
    swapped = "boliger-alna-2022: Alna 2022, 1250 -> 1205; -12 345 NOK for the district."
    assert any(line.startswith(f"- {swapped} The digits are swapped") for line in lines)
    norwegian = " ".join(kriterier(*ALNA, "--lang", "nb").output.split())
    assert "boliger-sentrum-2022: Sentrum 2022, suppressed -> utelatt;" in norwegian
    assert "uten den kan nøkkelen ikke regnes ut. Levert ved en feil." in norwegian
    assert "Corrections" not in kriterier(*HEIMDAL).output


def test_json_has_the_corrections(settings: Settings, kriterier: Run) -> None:
    found = json.loads(kriterier(*ALNA, "--json").output)
    changes = {one["correction_id"]: one["change_nok"] for one in found["corrections"]}
    assert changes == {"boliger-alna-2022": -12345, "boliger-sentrum-2022": None}


@pytest.mark.parametrize("district", ["030101", "bydel gamle oslo", "01"])
def test_a_district_goes_by_code_and_alias(settings: Settings, kriterier: Run, district: str) -> None:
    output = kriterier(*ALNA[:-1], district).output
    assert output.startswith("Gamle Oslo (030101), budget year 2024: Social assistance, key fo4c")
    assert "520 001 NOK: 10.40 NOK for each of 50 000 inhabitants, 18 and over, in 2022; [2] row 2" in output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("x", "fo4c", "Alna"),
            "unknown system: 'x'; valid: fo4_gh2024, trondheim_2013, trondheim_2014_proposal",
        ),
        (("fo4_gh2024", "x", "Alna"), "unknown key of fo4_gh2024: 'x'; valid: fo4c"),
        (("fo4_gh2024", "fo4c", "Sentrum"), "'Sentrum'; valid: Gamle Oslo (030101), Alna (030112)"),
        (("fo4_gh2024", "fo4c", "Alna", "2025"), "'2025'; valid: 2024"),
    ],
)
def test_what_is_unknown_lists_what_is_valid(
    settings: Settings, kriterier: Run, words: tuple[str, ...], says: str
) -> None:
    options = zip(("--system", "--key", "--district", "--budget-year"), words, strict=False)
    found = kriterier("explain", *(word for option in options for word in option))
    assert (found.exit_code, found.stdout) == (2, "")
    assert says in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_a_key_that_could_not_be_computed_says_what_is_missing(settings: Settings, kriterier: Run) -> None:
    words = ("explain", "--system", "trondheim_2013", "--key", "f244", "--district", "Heimdal")
    found = kriterier(*words)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "cannot be computed for 2013" in found.stderr
    assert "The weight of single_parents is unknown." in found.stderr
    as_json = kriterier(*words, "--json")
    assert as_json.exit_code == 1
    assert [row["missing_kind"] for row in json.loads(as_json.stdout)["missing"]] == [
        "criterion_values",
        "weight",
    ]


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_no_number_is_cut_in_a_terminal_of_any_width(settings: Settings, width: int) -> None:
    screen = io.StringIO()
    with open_published(settings) as connection:
        key = next(row for row in read_keys(connection) if row.key_id == "fo4c")
        rows = read_key_rows(connection, key, DistrictRow("030112", "Alna"), 2024)
    console = Console(file=screen, width=width, markup=False, highlight=False)
    print_explanation(explain(rows, "en"), "en", console)
    lines = screen.getvalue().splitlines()
    assert max(len(line) for line in lines) <= width
    for text in (
        "240 000",
        "120 000",
        "480 000",
        "24.0000",
        "12.0000",
        "48.0000",
        "60 000 000",
        "100 000 000",
    ):
        assert text in " ".join(screen.getvalue().split()), text


def test_numbers_that_do_not_add_up_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kriterier: Run
) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    publish_by_hand(tmp_path, "update allocations.allocation_contributions set amount_nok = amount_nok + 1")
    found = kriterier(*ALNA)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "lines sum to 480003 NOK, the allocation is 480000" in found.stderr
