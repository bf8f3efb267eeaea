"""`kriterier status` on the hand-made warehouse."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.support.warehouse import publish_by_hand
from tests.unit.cli.conftest import Run

ACCOUNTS = "unit4_ledger/2022/hovedbok.csv"


def test_what_is_published_and_from_what(settings: Settings, kriterier: Run) -> None:
    found = kriterier("status")
    assert found.exit_code == 0
    assert str(settings.published_db) in found.output
    assert "2024-02-01 01:02:03 UTC, run run-1, as known on 2024-01-02" in found.output
    rows = {line.split()[0]: line.split() for line in found.output.splitlines() if line.strip()}
    assert rows[ACCOUNTS] == [ACCOUNTS, "used", "SYNTHETIC", "2024-01-02", "16", "15", "a1a1a1a1a1a1"]
    assert rows["boligbygg_dwellings/2022/gammel.xlsx"][1] == "superseded"
    assert rows["dbt_test"] == ["dbt_test", "1", "1", "0"]


@pytest.mark.parametrize(
    "text",
    [
        "*** SYNTHETIC",
        "warn: yearly_change_within_band (data team): Heimdal grew by 40 % from 2011 to 2012.",
        "qc_identical_counts (Kari Analytiker): Heimdal and Østbyen have the same count",
        "trondheim_2013/f244 2013: missing values of single_parents 2012; weights of single_parents",
        "trondheim_2014_proposal/f232 2013",
    ],
)
def test_what_needs_attention_is_listed(settings: Settings, kriterier: Run, text: str) -> None:
    assert text in kriterier("status").output


def test_json_for_machines(settings: Settings, kriterier: Run) -> None:
    found = json.loads(kriterier("status", "--json").output)
    assert found["run"]["run_id"] == "run-1"
    assert found["synthetic"] is True
    assert [delivery["state"] for delivery in found["deliveries"]] == [
        "used",
        "superseded",
        "used",
        "used",
        "used",
        "used",
    ]
    assert found["checks"][0] == {"kind": "dbt_test", "passed": 1, "warned": 1, "failed": 0}
    assert found["without_frame"] == [
        {"allocation_system": "trondheim_2014_proposal", "key_id": "f232", "budget_year": 2013}
    ]


def test_data_raw_is_compared_by_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kriterier: Run
) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    same, new = tmp_path / "data_raw" / ACCOUNTS, tmp_path / "data_raw" / "unit4_ledger/2023/ny.csv"
    for path in (same, new):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"some bytes")
    digest = hashlib.sha256(b"some bytes").hexdigest()
    publish_by_hand(
        tmp_path, f"update meta.deliveries set sha256 = '{digest}' where delivery_id = '{ACCOUNTS}'"
    )
    drift = json.loads(kriterier("status", "--json").output)["drift"]
    assert drift["added"] == ["unit4_ledger/2023/ny.csv"]
    assert drift["changed"] == []
    assert ACCOUNTS not in drift["gone"]
    assert drift["inputs_differ"] is True

    same.write_bytes(b"other bytes")
    assert json.loads(kriterier("status", "--json").output)["drift"]["changed"] == [ACCOUNTS]
    output = kriterier("status").output
    assert f"changed: {ACCOUNTS}" in output
    assert "new: unit4_ledger/2023/ny.csv" in output


def test_only_notices_after_publishing_are_news(settings: Settings, kriterier: Run) -> None:
    published = settings.published_db.stat().st_mtime
    settings.notices.mkdir()
    for name, moment in (("old.txt", published - 60), ("new.txt", published + 60)):
        (settings.notices / name).write_text("x", encoding="utf-8")
        os.utime(settings.notices / name, (moment, moment))
    found = json.loads(kriterier("status", "--json").output)
    assert found["newer_notices"] == [str(settings.notices / "new.txt")]


def test_a_failed_check_in_what_is_published_is_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kriterier: Run
) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    publish_by_hand(tmp_path, "update meta.checks set passed = false, message = 'wrong' where check_id = 'a'")
    found = kriterier("status")
    assert found.exit_code == 1
    assert "error: expectations (data owner): wrong" in found.output


def test_corrections_are_listed_with_what_they_moved(settings: Settings, kriterier: Run) -> None:
    lines = kriterier("status").output.splitlines()
    assert "Corrections (2)" in lines
    [swapped] = [line for line in lines if line.lstrip().startswith("boliger-alna-2022")]
    for text in ("dwellings, Alna, 2022, sub_district=1201", "1250", "1205", "Kari Analytiker", "12 345"):
        assert text in swapped
    [dropped] = [line for line in lines if line.lstrip().startswith("boliger-sentrum-2022")]
    assert dropped.split()[-6:] == ["suppressed", "drop", "Kari", "Analytiker", "2024-01-16", "unknown"]
    assert (
        "  - boliger-alna-2022: The digits are swapped, says Boligbygg. "
        "(boligbygg_dwellings/2022/boliger.xlsx, row 14, column «Antall boliger»)"
    ) in lines


def test_no_corrections_no_heading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kriterier: Run) -> None:
    monkeypatch.setenv("KRITERIER_ROOT", str(tmp_path))
    publish_by_hand(tmp_path, "delete from meta.corrections")
    assert "Corrections" not in kriterier("status").output
    assert json.loads(kriterier("status", "--json").output)["corrections"] == []
