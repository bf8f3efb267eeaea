"""Which sources the keys and the allocation rest on, by the dbt manifest."""

from collections.abc import Mapping
from typing import Any

from pipelines.settings import Settings

KEYS = "keys"
LANDED = "landed"


def needed_sources(settings: Settings) -> frozenset[str]:
    """Sources without which no key or allocation can be computed as decided.

    Raises:
        DbtProjectError: The dbt project does not parse.
    """
    from pipelines.allocation.assets import READ_FROM
    from pipelines.warehouse.manifest import read_manifest

    return sources_behind(read_manifest(settings), frozenset(READ_FROM))


def sources_behind(manifest: Mapping[str, Any], relations: frozenset[tuple[str, str]]) -> frozenset[str]:
    """Landed sources from which a path leads to a model of the keys or to one of the relations.

    Args:
        manifest: The dbt manifest.
        relations: Schema and name of further models.
    """
    nodes: dict[str, Any] = {**manifest["nodes"], **manifest["sources"]}
    waiting = [
        unique_id
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
        and (node["schema"] == KEYS or (node["schema"], node["name"]) in relations)
    ]
    seen: set[str] = set()
    while waiting:
        unique_id = waiting.pop()
        if unique_id not in seen and unique_id in nodes:
            seen.add(unique_id)
            waiting += nodes[unique_id].get("depends_on", {}).get("nodes", [])
    return frozenset(
        source["name"]
        for unique_id, source in manifest["sources"].items()
        if unique_id in seen and source["source_name"] == LANDED
    )
