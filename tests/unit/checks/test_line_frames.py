"""The ledger's expectations: on sums that DuckDB made, with the findings an accountant can act on."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.checks.expectations import evaluate_suite
from pipelines.checks.frames import make_frames
from pipelines.core.errors import Finding
from pipelines.landing.lines.reconcile import amount_text
from pipelines.settings import Settings
from tests.support.ledger import FILE, SOURCE, land, ledger, line, project_with

DISTRICTS = [f"{number:02d}" for number in range(1, 16)]


def ledger_lines(year: int = 2024) -> list[dict[str, str]]:
    """What a sound year has at the least: in every district and month one payment, and some income."""
    return [
        {
            "Koststed": f"1{district}100",
            "Periode": f"{year}{month:02d}",
            "Bilagsdato": f"15.{month:02d}.{year}",
            "Beløp": "1 000 000,00",
        }
        for district in DISTRICTS
        for month in range(1, 13)
    ]


def check(
    folder: Path, lines: list[dict[str, str]], total_nok: int | str, year: int = 2024
) -> tuple[Settings, dict[str, tuple[Finding, ...]]]:
    """Land the lines; gives the findings by rule, rules that hold left out."""
    content = ledger([line(**cells) for cells in lines], amount_text(Decimal(total_nok)))
    settings = project_with(folder, {f"{year}/{FILE}": content})
    land(settings)
    return settings, {r.spec.meta.rule_id: r.findings for r in evaluate_suite(SOURCE, settings) if r.findings}


pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("expectations")]


def test_a_sound_ledger_breaks_no_rule_and_no_line_is_loaded(tmp_path: Path) -> None:
    settings, broken = check(tmp_path, ledger_lines() * 20, 3_600_000_000)
    assert broken == {}
    records = make_frames(SOURCE, settings).records
    assert {name: len(rows) for name, rows in records.items()} == {"rows": 180, "grid": 15, "totals": 15}
    first = records["rows"][0]
    assert (first["area_label"], first["lines"], first["value_text"]) == ("101100", 20, "20000000.00")


def test_a_district_without_social_assistance_is_named(tmp_path: Path) -> None:
    lines = [one | ({"Funksjon": "276"} if one["Koststed"] == "112100" else {}) for one in ledger_lines()]
    _, broken = check(tmp_path, lines, 180_000_000)
    [finding] = broken["complete_grid"]
    assert (finding.code, finding.file) == ("missing_area", f"{SOURCE}/2024/{FILE}")
    assert "The area is missing: Alna, amount_nok, function 281, 2024. Expected: 12 Alna." in finding.text(
        "en"
    )


def test_internal_arts_that_do_not_cancel_are_told_with_the_difference(tmp_path: Path) -> None:
    internal = {"Koststed": "103200", "Konto": "298010", "Beløp": "500 000,00"}
    sold = {"Koststed": "103300", "Konto": "798010", "Beløp": "489 999,99-"}
    _, broken = check(tmp_path, [*ledger_lines(), internal, sold], "180010000.01")
    assert list(broken) == ["internal_arts_cancel"]
    [finding] = broken["internal_arts_cancel"]
    assert finding.found == "10000.01"
    assert finding.params["about"] == "amount_nok, 2024, Sagene"
    assert finding.params["severity"] == "critical"
    assert "art 298 og 798 opphever hverandre" in finding.text("nb")


def test_a_sign_turned_round_is_told(tmp_path: Path) -> None:
    lines = [one | {"Beløp": f"{one['Beløp']}-"} for one in ledger_lines()]
    _, broken = check(tmp_path, lines, -180_000_000)
    assert len(broken["expenditure_is_positive"]) == 15
    assert broken["expenditure_is_positive"][0].found == "-12000000.00"
    assert len(broken["plausible_social_assistance"]) == 15


def test_a_month_without_lines_and_a_heavy_closing_are_shown_as_warnings(tmp_path: Path) -> None:
    december = {"Periode": "202413", "Beløp": "4 000 000,00"}
    lines = [
        one | (december if (one["Koststed"], one["Periode"]) == ("105100", "202412") else {})
        for one in ledger_lines()
    ]
    _, broken = check(tmp_path, lines, 183_000_000)
    assert sorted(broken) == ["closing_is_small", "every_month"]
    [finding] = broken["every_month"]
    assert (finding.found, finding.params["about"]) == ("11", "amount_nok, 2024, Frogner")
    assert {one.params["severity"] for found in broken.values() for one in found} == {"warning"}
