"""The rooms of the dbt project and which rooms each may read, as a rule over a dbt manifest."""

from collections.abc import Iterator, Mapping
from typing import Any

SEEDS = "seeds"
LANDED = "landed"
LANDED_SOURCES = ("landed", "personal")
"""dbt sources that landing writes; the second holds rows about persons."""
WRITTEN_BY_PYTHON = "written by Python"

LEFT_OF_KEYS = {"staging", "intermediate", "criteria"}
DERIVED = LEFT_OF_KEYS | {"keys"}

READS: Mapping[str, frozenset[str]] = {
    SEEDS: frozenset(),
    "staging": frozenset({SEEDS, LANDED}),
    "intermediate": frozenset({SEEDS, "staging", "intermediate"}),
    "criteria": frozenset({SEEDS, *LEFT_OF_KEYS}),
    "keys": frozenset({SEEDS, *DERIVED}),
    # side wings: they read the main rooms, no main room reads them
    "social": frozenset({SEEDS, "staging", "intermediate", "social"}),
    "evaluation": frozenset({SEEDS, *DERIVED, "social", "evaluation"}),
    # sinks: nobody reads them
    "qc": frozenset({SEEDS, *DERIVED, "social", "evaluation"}),
    "reports": frozenset({SEEDS, *DERIVED, "social", "evaluation", "reports", WRITTEN_BY_PYTHON}),
}
"""room -> what its models, and the tests on them, may read."""

PART_OF_CRITERION_PATH = 4  # models/criteria/<family>/<criterion_id>.sql


def room_of(node: Mapping[str, Any]) -> str:
    """Name the room a model, seed or source lies in, by its folder or its source name."""
    if node["resource_type"] == "source":
        return LANDED if node["source_name"] in LANDED_SOURCES else WRITTEN_BY_PYTHON
    parts = str(node["original_file_path"]).split("/")
    return SEEDS if parts[0] == SEEDS else parts[1]


def is_criterion(node: Mapping[str, Any]) -> bool:
    """Whether the node is a criterion model, which lies in a family's folder."""
    parts = str(node["original_file_path"]).split("/")
    return parts[:2] == ["models", "criteria"] and len(parts) == PART_OF_CRITERION_PATH


def wrong_edges(manifest: Mapping[str, Any]) -> list[str]:
    """List every dependency that does not run from left to right, as sentences."""
    return [*_wrong_model_edges(manifest), *_wrong_test_edges(manifest)]


def _wrong_model_edges(manifest: Mapping[str, Any]) -> Iterator[str]:
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model":
            continue
        room = room_of(node)
        if room not in READS:
            yield f"{node['name']} lies in models/{room}, which is not a room"
            continue
        for parent in _parents(manifest, node):
            if room_of(parent) not in READS[room]:
                yield f"{node['name']} ({room}) reads {parent['name']} ({room_of(parent)})"
            elif is_criterion(node) and room_of(parent) == "criteria":
                yield f"criterion {node['name']} reads {parent['name']}: criteria stand side by side"


def _wrong_test_edges(manifest: Mapping[str, Any]) -> Iterator[str]:
    """A test that reads a room to the right of what it guards runs too late to stop anything."""
    for node in manifest["nodes"].values():
        guarded = manifest["nodes"].get(node.get("attached_node") or "")
        if node["resource_type"] != "test" or guarded is None:
            continue
        room = room_of(guarded)
        allowed = READS.get(room, frozenset()) | {room}
        for parent in _parents(manifest, node):
            if parent["unique_id"] != guarded["unique_id"] and room_of(parent) not in allowed:
                guards = f"test {node['name']} on {guarded['name']} ({room})"
                yield f"{guards} reads {parent['name']} ({room_of(parent)})"


def _parents(manifest: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for unique_id in node["depends_on"]["nodes"]:
        yield manifest["nodes"].get(unique_id) or manifest["sources"][unique_id]
