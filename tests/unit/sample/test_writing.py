"""The files on disk: the same on every run, those of the project, and never replaced unasked."""

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli.main import app
from pipelines.core.origins import SIDECAR_SUFFIX, read_origin, sha256_of
from pipelines.sample.drift import factor, step, unit
from pipelines.sample.files import SampleFile, write_sample
from pipelines.sample.spread import spread
from tests.support.deliveries import ROOT

LARGEST_FILE, LARGEST_SAMPLE = 2_000_000, 10_000_000
EXTRACTS, LARGEST_EXTRACTS = ("fasit_", "socio_"), 5_000_000


def test_two_processes_make_the_same_bytes(sample: dict[str, SampleFile]) -> None:
    code = (
        "import hashlib; from pipelines.sample.deliveries import make_sample\n"
        "for file in make_sample(): print(file.path.as_posix(), hashlib.sha256(file.content).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, encoding="utf-8", timeout=120
    )
    found = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert found == {path: hashlib.sha256(file.content).hexdigest() for path, file in sample.items()}


def test_the_projects_deliveries_are_those_of_the_generator(sample: dict[str, SampleFile]) -> None:
    outcome = write_sample(sample.values(), ROOT / "data_raw", force=False)
    assert outcome.refused == (), "run `kriterier sample --force`, or mend the generator"
    assert outcome.written == ()
    sources = {file.source_id for file in sample.values()}
    lying = {
        path.relative_to(ROOT / "data_raw").as_posix()
        for source in sources
        for path in (ROOT / "data_raw" / source).rglob("*")
        if path.is_file() and not path.name.endswith(SIDECAR_SUFFIX)
    }
    assert lying == set(sample)


def test_the_sample_stays_small(sample: dict[str, SampleFile]) -> None:
    sizes = [len(file.content) for file in sample.values()]
    assert max(sizes) <= LARGEST_FILE
    assert sum(sizes) <= LARGEST_SAMPLE
    extracts = [len(file.content) for file in sample.values() if file.source_id.startswith(EXTRACTS)]
    assert 0 < sum(extracts) <= LARGEST_EXTRACTS


def test_extracts_are_pseudonymised_and_kostra_person_files_do_not_ship(
    sample: dict[str, SampleFile],
) -> None:
    for file in sample.values():
        is_extract = file.source_id.startswith(EXTRACTS)
        assert file.personal_data == ("pseudonymised" if is_extract else "none")
        assert file.source_id not in {"kostra_11f", "kostra_11cf"}
    found = {path for path in sample if path.endswith(".csv") and path.startswith(EXTRACTS)}
    assert found == {"fasit_payments/2024/fasit_payments_2024.csv"}
    assert sum(path.startswith(EXTRACTS) for path in sample) == 4 * 8 + 3


def test_every_sidecar_says_that_it_is_invented(sample: dict[str, SampleFile], tmp_path: Path) -> None:
    write_sample(sample.values(), tmp_path)
    for path, file in sample.items():
        origin = read_origin(tmp_path / (path + SIDECAR_SUFFIX))
        assert origin.synthetic
        assert f"{origin.source_id}/{origin.period}/{file.name}" == path
        assert (origin.sha256, origin.bytes) == (sha256_of(tmp_path / path), len(file.content))
        for text in (origin.title, origin.note or ""):
            assert text.startswith("SYNTETISK")
            assert " / SYNTHETIC" in text
        assert (origin.table is not None) == (origin.source_id == "microdata_tables")


def one_file(content: bytes = b"a;b\r\n", name: str = "fil.csv") -> Iterable[SampleFile]:
    return [SampleFile("municipal_deflator", "2015-2026", name, content)]


def test_what_is_there_and_differs_is_refused_whole(tmp_path: Path) -> None:
    assert len(write_sample(one_file(), tmp_path).written) == 2
    assert len(write_sample(one_file(), tmp_path).kept) == 2
    edited = tmp_path / "municipal_deflator" / "2015-2026" / "fil.csv"
    edited.write_bytes(b"mine")
    both = [*one_file(), *one_file(name="ny.csv")]
    outcome = write_sample(both, tmp_path)
    assert [path.name for path in outcome.refused] == ["fil.csv"]
    assert outcome.written == ()
    assert edited.read_bytes() == b"mine"
    assert not edited.with_name("ny.csv").exists()
    assert len(write_sample(both, tmp_path, force=True).written) == 3
    assert edited.read_bytes() == b"a;b\r\n"


def test_a_workbook_packed_otherwise_is_the_same(tmp_path: Path, sample: dict[str, SampleFile]) -> None:
    file = sample["budget_frames/2024-2026/rammer_fo4.xlsx"]
    write_sample([file], tmp_path)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    write_sample(
        [SampleFile(file.source_id, file.period, file.name, packed.getvalue())], tmp_path, force=True
    )
    assert (tmp_path / file.path).read_bytes() == file.content


def test_the_command_writes_keeps_and_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.sample.deliveries.make_sample", one_file)
    run = CliRunner().invoke
    first = run(app, ["sample", "--out", str(tmp_path)])
    assert (first.exit_code, "2 files written" in first.stdout) == (0, True)
    assert "2 were there already" in run(app, ["sample", "--out", str(tmp_path)]).stdout
    (tmp_path / "municipal_deflator" / "2015-2026" / "fil.csv").write_bytes(b"mine")
    refused = run(app, ["sample", "--out", str(tmp_path)])
    assert refused.exit_code == 1
    assert "differs: municipal_deflator/2015-2026/fil.csv" in refused.stderr
    assert "--force" in refused.stderr
    assert run(app, ["sample", "--out", str(tmp_path), "--force"]).exit_code == 0


def test_the_command_writes_where_deliveries_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.sample.deliveries.make_sample", one_file)
    monkeypatch.setenv("KRITERIER_DATA_RAW", str(tmp_path / "raw"))
    assert CliRunner().invoke(app, ["sample"]).exit_code == 0
    assert (tmp_path / "raw" / "municipal_deflator" / "2015-2026" / "fil.csv").is_file()


def test_a_folder_that_is_a_file_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.sample.deliveries.make_sample", one_file)
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    found = CliRunner().invoke(app, ["sample", "--out", str(taken)])
    assert found.exit_code == 2
    assert "cannot write" in found.stderr


@pytest.mark.parametrize(
    ("total", "weights"), [(10, [1, 1, 1]), (-7, [3, 2, 1]), (0, [1, 2]), (5, [0.1, 0, 9.9]), (6, [4, 1, 1])]
)
def test_spreading_loses_nothing(total: int, weights: list[float]) -> None:
    parts = spread(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    assert all(abs(part - total * weight / whole) < 1 for part, weight in zip(parts, weights, strict=True))


def test_a_year_moves_a_series_by_one_to_four_per_cent() -> None:
    moves = [abs(step(2023, "series", number) - 1) for number in range(200)]
    assert 0.01 <= min(moves) < 0.015
    assert 0.035 < max(moves) <= 0.04
    assert factor(2020, 2022, "series") * factor(2022, 2020, "series") == pytest.approx(1)
    assert unit("a", 1) != unit("a", 2)
    assert 0 <= min(unit(number) for number in range(500)) < 0.01


def test_every_source_of_the_sample_lands(sample: dict[str, SampleFile], tmp_path: Path) -> None:
    from pipelines.landing.inventory import take_inventory
    from pipelines.landing.land import land_source
    from pipelines.settings import Settings
    from pipelines.sources import SOURCES

    settings = Settings(root=ROOT, build=tmp_path)
    for source_id in sorted({file.source_id for file in sample.values()}):
        if source_id in SOURCES:
            landed = land_source(source_id, settings, take_inventory(settings, [source_id]))
            assert landed.rows > 0
