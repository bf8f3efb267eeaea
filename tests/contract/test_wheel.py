"""The wheel carries what the installed command needs: package data, entry point, licence."""

import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.contract.project import ROOT, relative, tracked_files

PACKAGE_DATA = (".yml", ".csv", ".typed")


pytestmark = pytest.mark.xdist_group("wheel")  # one process builds it once


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as an installer does, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("kriterier-*.whl")
    return built


def test_the_wheel_holds_the_whole_package_and_nothing_else(wheel: Path) -> None:
    expected = {relative(path) for path in tracked_files() if relative(path).startswith("pipelines/")}
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected


def test_the_wheel_holds_the_package_data_of_every_source(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    sources = [path.parent for path in (ROOT / "pipelines" / "sources").glob("*/source.yml")]
    assert sources
    for source in sources:
        # posting lines are read by landing's bulk path, so their source has nothing of its own to run
        own = {file.name for file in source.iterdir() if file.suffix in {".py", ".yml", ".csv"}}
        for file in own | {"source.yml", "column_map.csv"}:
            assert f"pipelines/sources/{source.name}/{file}" in names


def test_the_wheel_declares_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        parser = ConfigParser()
        parser.read_string(archive.read(entry_points).decode())
        assert any(name.endswith("/licenses/LICENSE") for name in archive.namelist())
    assert parser["console_scripts"]["kriterier"] == "pipelines.cli.main:main"


def test_the_command_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv[1:] = ['--help']\n"
        "import pipelines, pipelines.cli.main as cli; from pipelines.sources import SOURCES, load_source\n"
        f"assert pipelines.__file__.startswith({str(tmp_path)!r}), pipelines.__file__\n"
        "assert SOURCES and all(load_source(name) for name in SOURCES)\n"
        "cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "refresh" in done.stdout
