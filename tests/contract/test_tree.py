"""The tree keeps its shape: fixed top level, rooms that say what they are, small files, no loose ends."""

import ast
import re
from pathlib import Path

import pytest

from tests.contract.project import ROOT, relative, tracked_files

TOP_LEVEL = {
    # rooms
    *("benchmarks", "data_raw", "dbt_project", "deploy", "docs", "expectations", "pipelines", "tests"),
    # for people
    *("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"),
    # for tools
    *("Makefile", "dagster.yaml", "pyproject.toml", "uv.lock", "workspace.yaml", ".ci", ".editorconfig"),
    *(".gitattributes", ".gitignore", ".pre-commit-config.yaml", ".sqlfluff", ".yamllint.yaml"),
}
ROOMS_WITH_README = ("benchmarks", "data_raw", "dbt_project", "deploy", "docs", "expectations", "tests")
OPENING_LINES = 12
LIMITS = {("", ".py"): 250, ("dbt_project/", ".sql"): 80}
"""Folder and suffix -> lines; SQL under tests is prepared data, not an idea."""
LARGEST_FILE = 2_000_000

OPEN_END = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|TBD)\b(?!\([\w.@-]+\))")
MACHINE_PATH = re.compile(r"(?<![\w.:/}])/(?:home|root|Users|work|mnt|opt|tmp)/[\w.-]+")
INDEX_HOST = re.compile(
    r'(?:url|registry|index) = "(?:https?|file)://(?!pypi\.org/|files\.pythonhosted\.org/)'
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
BINARY = {".xlsx", ".parquet", ".png"}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def text_files() -> list[Path]:
    """Tracked files that people write; deliveries are what they are."""
    return [
        path
        for path in tracked_files()
        if path.suffix not in BINARY
        and (relative(path).split("/")[0] != "data_raw" or path.name.endswith((".yml", ".md")))
    ]


def test_the_top_level_is_fixed() -> None:
    found = {relative(path).split("/")[0] for path in tracked_files()}
    assert found - TOP_LEVEL == set(), "a new thing at the top needs a decision (docs/decisions)"


def test_everything_the_top_level_promises_is_there() -> None:
    assert {name for name in TOP_LEVEL if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("room", ROOMS_WITH_README)
def test_a_room_without_python_opens_with_a_readme(room: str) -> None:
    readme = ROOT / room / "README.md"
    assert readme.is_file(), f"{room}/README.md: what belongs here, what does not, which room is next"
    assert len(text_of(readme).splitlines()) <= OPENING_LINES


def test_a_python_room_opens_with_a_docstring() -> None:
    packages = [path for path in tracked_files() if relative(path).startswith("pipelines/")]
    packages = [path for path in packages if path.name == "__init__.py"]
    assert packages
    for path in packages:
        docstring = ast.get_docstring(ast.parse(text_of(path)))
        assert docstring, f"{relative(path)} does not say what belongs here"
        assert len(docstring.splitlines()) <= OPENING_LINES, relative(path)


def test_every_python_folder_of_the_package_is_a_package() -> None:
    folders = {path.parent for path in tracked_files() if relative(path).startswith("pipelines/")}
    modules = {path.parent for path in folders for path in path.glob("*.py")}
    assert [relative(folder) for folder in modules if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize(("folder", "suffix"), LIMITS, ids=["python", "sql"])
def test_files_stay_small(folder: str, suffix: str) -> None:
    limit = LIMITS[folder, suffix]
    long = {
        relative(path): lines
        for path in tracked_files()
        if relative(path).startswith(folder)
        and path.suffix == suffix
        and (lines := len(text_of(path).splitlines())) > limit
    }
    assert long == {}, f"one idea a file: at most {limit} lines"


def test_no_file_is_too_large_to_review() -> None:
    assert [relative(path) for path in tracked_files() if path.stat().st_size > LARGEST_FILE] == []


def test_an_open_end_names_its_owner() -> None:
    found = [
        f"{relative(path)}: {match.group()}"
        for path in text_files()
        if path != Path(__file__) and path.name != "uv.lock"
        for match in OPEN_END.finditer(text_of(path))
    ]
    assert found == [], "write who will do it: TODO(name)"


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [
        f"{relative(path)}: {match.group()}"
        for path in text_files()
        if path != Path(__file__)
        for match in MACHINE_PATH.finditer(text_of(path))
    ]
    assert found == []


def test_links_in_documents_lead_somewhere() -> None:
    dead = [
        f"{relative(path)}: {target}"
        for path in text_files()
        if path.suffix == ".md"
        for target in LINK.findall(text_of(path))
        if not (path.parent / target).exists()
    ]
    assert dead == []


def test_the_lock_file_names_only_the_public_index() -> None:
    assert INDEX_HOST.findall(text_of(ROOT / "uv.lock")) == []


def test_every_delivery_has_a_sidecar_and_every_sidecar_a_delivery() -> None:
    files = {relative(path) for path in tracked_files() if relative(path).startswith("data_raw/")}
    files = {name for name in files if name.count("/") == 3}
    sidecars = {name for name in files if name.endswith(".origin.yml")}
    assert {name.removesuffix(".origin.yml") for name in sidecars} == files - sidecars
