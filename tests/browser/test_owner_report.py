"""The data owner's report as a browser shows it: rendered text, phone width, nothing loaded."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipelines.checks.judge import judge_deliveries
from pipelines.reports.owner_report import build_report, write_owner_report
from tests.support.deliveries import ALNA_PATIENTS, HELSEDATA_TSB, PATIENTS, copy_project, edit_row

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason="no browser is installed")]


def dump(page: Path, profile: Path, *options: str) -> str:
    """The page's elements after the browser has laid it out."""
    assert BROWSER is not None
    command = [BROWSER, *OPTIONS, f"--user-data-dir={profile}", *options, "--dump-dom", page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The report of a delivery with a cell of markup in it, and the row of that cell."""
    settings = copy_project(tmp_path_factory.mktemp("project"))
    row = edit_row(
        settings, HELSEDATA_TSB, PATIENTS, "<script>document.title='x'</script>", where=ALNA_PATIENTS
    )
    report = build_report(judge_deliveries(settings, [HELSEDATA_TSB]), "nb")
    return write_owner_report(report, tmp_path_factory.mktemp("report"), "tsb")[1], row


def test_a_browser_shows_the_finding_and_runs_nothing(page: tuple[Path, int], tmp_path: Path) -> None:
    path, row = page
    shown = dump(path, tmp_path)
    assert "<title>Svar på leveransen: tsb</title>" in shown
    assert f"Ark «Tabell 1», rad {row}, kolonne «{PATIENTS}»" in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert "Leveransen kan ikke brukes ennå: ett funn må rettes." in shown


def test_it_fits_a_phone(page: tuple[Path, int], tmp_path: Path) -> None:
    """A frame of a phone's width around the page asks how wide the page is laid out."""
    outer = tmp_path / "phone.html"
    outer.write_text(
        f"<iframe id=f style='width:360px;height:800px' srcdoc=\"\"></iframe><pre id=out></pre><script>"
        f"f.srcdoc = {_as_script(page[0].read_text(encoding='utf-8'))};"
        "f.onload = () => out.textContent = 'wide ' + f.contentDocument.documentElement.scrollWidth"
        "</script>",
        encoding="utf-8",
    )
    shown = dump(outer, tmp_path / "profile", "--virtual-time-budget=3000")
    found = re.search(r"wide (\d+)", shown)
    assert found, shown[-500:]
    assert 0 < int(found[1]) <= 360


def _as_script(text: str) -> str:
    return json.dumps(text).replace("</", "<\\/")
