"""Rows about persons stay in the database that is never published, and so does what is counted of them."""

from typing import Any

PERSONAL = "personal"


def models_and_sources(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    models = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    return {**models, **manifest["sources"]}


def test_what_rests_on_personal_rows_is_in_the_personal_database(manifest: dict[str, Any]) -> None:
    known = models_and_sources(manifest)
    personal = {key for key, node in known.items() if node["database"] == PERSONAL}
    assert len(personal) > 20
    leaks = [
        f"{node['name']} reads {parent}"
        for key, node in known.items()
        if key not in personal
        for parent in node.get("depends_on", {}).get("nodes", ())
        if parent in personal
    ]
    assert leaks == [], "a table of the candidate is published as it is"


def test_the_rooms_of_personal_rows_are_in_the_personal_database(manifest: dict[str, Any]) -> None:
    elsewhere = [
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and node["original_file_path"].startswith(("models/social/", "models/staging/extracts/"))
        and node["database"] != PERSONAL
    ]
    assert elsewhere == []


def test_no_seed_or_public_table_has_a_pseudonym(manifest: dict[str, Any]) -> None:
    found = [
        f"{node['name']}.{column['name']}"
        for node in [*manifest["nodes"].values(), *manifest["sources"].values()]
        if node.get("database") != PERSONAL and node["resource_type"] in {"model", "seed", "source"}
        for column in node["columns"].values()
        if (column.get("config", {}).get("meta") or {}).get("unit") == "pseudonym"
    ]
    assert found == []
