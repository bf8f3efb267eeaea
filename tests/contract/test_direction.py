"""Data and imports flow one way: no model reads to its right, no Python room imports to its right."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.contract.project import ROOT
from tests.contract.rooms import LANDED_SOURCES, READS, room_of, wrong_edges

SCHEMA_NAMED = re.compile(
    r"\b(?:from|join)\s+(?:staging|intermediate|criteria|keys|social|evaluation|qc|reports|decisions|geography"
    r"|codes|allocations|meta)\.\w+",
    re.IGNORECASE,
)
FILE_READ = re.compile(r"\b(?:read_\w+|parquet_scan|glob|attach|copy)\s*\(|\bfrom\s+'", re.IGNORECASE)


def models(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]


def test_every_model_reads_only_rooms_to_its_left(manifest: dict[str, Any]) -> None:
    assert models(manifest), "the manifest holds no model"
    assert wrong_edges(manifest) == []


def test_every_landed_source_is_read_by_staging_models_one_to_one(manifest: dict[str, Any]) -> None:
    readers: dict[str, list[str]] = {
        unique_id: []
        for unique_id, source in manifest["sources"].items()
        if source["source_name"] in LANDED_SOURCES
    }
    for model in models(manifest):
        sources = [unique_id for unique_id in model["depends_on"]["nodes"] if unique_id in readers]
        assert len(sources) == (room_of(model) == "staging"), f"{model['name']} reads {sources}"
        for unique_id in sources:
            readers[unique_id].append(model["name"])
    assert {unique_id: found for unique_id, found in readers.items() if len(found) != 1} == {}


def test_no_model_reads_around_ref_and_source(manifest: dict[str, Any]) -> None:
    found = [
        f"{model['original_file_path']}: {match.group()}"
        for model in models(manifest)
        for pattern in (SCHEMA_NAMED, FILE_READ)
        for match in pattern.finditer(model["raw_code"])
    ]
    assert found == [], "edges that dbt does not see cannot be checked, and dbt may build in the wrong order"


@pytest.mark.parametrize(
    ("reader", "read"),
    [
        pytest.param(
            "models/staging/stg_a__b.sql", "models/staging/stg_c__d.sql", id="staging reads staging"
        ),
        pytest.param("models/intermediate/int_a__b.sql", "models/keys/k.sql", id="against the flow"),
        pytest.param(
            "models/criteria/oslo/a.sql", "models/criteria/oslo/b.sql", id="criterion reads criterion"
        ),
        pytest.param("models/keys/k.sql", "models/evaluation/e.sql", id="main room reads a wing"),
        pytest.param("models/evaluation/e.sql", "models/qc/qc_a.sql", id="somebody reads a sink"),
        pytest.param("models/cellar/c.sql", "models/staging/stg_a__b.sql", id="unknown room"),
    ],
)
def test_a_wrong_edge_is_found(reader: str, read: str) -> None:
    nodes = {
        path: {
            "unique_id": path,
            "resource_type": "model",
            "name": path.rpartition("/")[2],
            "original_file_path": path,
            "depends_on": {"nodes": [read] if path == reader else []},
        }
        for path in (reader, read)
    }
    assert len(wrong_edges({"nodes": nodes, "sources": {}})) == 1


def test_a_check_that_runs_too_late_is_found() -> None:
    nodes: dict[str, Any] = {
        f"model.{room}": {
            "unique_id": f"model.{room}",
            "resource_type": "model",
            "name": room,
            "original_file_path": f"models/{room}/m.sql",
            "depends_on": {"nodes": []},
        }
        for room in ("staging", "keys")
    }
    nodes["test"] = {
        "unique_id": "test",
        "resource_type": "test",
        "name": "t",
        "attached_node": "model.staging",
        "depends_on": {"nodes": ["model.staging", "model.keys"]},
    }
    assert wrong_edges({"nodes": nodes, "sources": {}}) == ["test t on staging (staging) reads keys (keys)"]


def test_every_room_of_models_is_known(manifest: dict[str, Any]) -> None:
    rooms = {path.name for path in (ROOT / "dbt_project" / "models").iterdir() if path.is_dir()}
    assert rooms <= set(READS)


def test_python_rooms_import_only_to_their_left() -> None:
    # a process of its own: the linter configures logging and thereby switches off every logger there is
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
