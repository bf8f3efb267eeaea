from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.readings import ReadResult
from pipelines.settings import Settings
from pipelines.sources import load_reader, load_source
from tests.support.deliveries import copy_project
from tests.support.px_tables import origin

ReadBytes = Callable[[bytes, str], ReadResult]
FindingsIn = Callable[[bytes, str], list[Finding]]


@pytest.fixture
def source_id() -> str:
    raise NotImplementedError("a module says which source it tests")


@pytest.fixture
def period() -> str:
    return "2022"


@pytest.fixture
def read(tmp_path: Path, source_id: str, period: str) -> ReadBytes:
    """Reads bytes as a delivery of the source, under the given file name."""

    def read_bytes(content: bytes, file_name: str) -> ReadResult:
        file = tmp_path / file_name
        file.write_bytes(content)
        return load_reader(source_id)(file, origin(source_id, period), load_source(source_id))

    return read_bytes


@pytest.fixture
def findings(read: ReadBytes) -> FindingsIn:
    """What is said against bytes, whether the file is refused whole or in part."""

    def findings_in(content: bytes, file_name: str) -> list[Finding]:
        try:
            found = list(read(content, file_name).findings)
        except DeliveryError as error:
            found = list(error.findings)
        assert found, "nothing was found"
        for finding in found:
            assert finding.file is not None
            assert finding.file.endswith(f"/{file_name}")
            assert "{" not in finding.message("nb") + finding.message("en"), "a word is not filled in"
        return found

    return findings_in


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A copy of the project to land in."""
    return copy_project(tmp_path / "project")
