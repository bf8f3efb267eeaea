"""Metadata is whole: everything a reader meets says what it is, in which unit, and who answers for it."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.landing.schema import landed_columns
from pipelines.sources import load_source
from tests.contract.project import ROOT, relative
from tests.contract.rooms import LANDED_SOURCES

SUITES = sorted((ROOT / "expectations").glob("*.json"))
SEVERITIES = {"critical", "warning", "info"}
RULE_TEXTS = ("rule_nb", "rule_en", "why_nb", "why_en", "owner")
CRITERION_META = (
    *("label_nb", "label_en", "unit", "definition", "definition_nb", "source", "lag", "owner"),
    *("caveats", "caveats_nb", "band_min_change", "band_max_change", "band_reason"),
)
SHORTEST_DESCRIPTION = 12


def described(manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Models, seeds and sources: all that carries columns."""
    for node in manifest["nodes"].values():
        if node["resource_type"] in {"model", "seed"}:
            yield node
    yield from manifest["sources"].values()


def config_meta(item: Mapping[str, Any]) -> Mapping[str, Any]:
    meta: Mapping[str, Any] = item.get("config", {}).get("meta") or item.get("meta") or {}
    return meta


def test_every_table_says_what_it_is(manifest: dict[str, Any]) -> None:
    silent = [
        item["unique_id"]
        for item in described(manifest)
        if len(item["description"].strip()) < SHORTEST_DESCRIPTION
    ]
    assert silent == []


def test_every_column_has_description_type_and_unit(manifest: dict[str, Any]) -> None:
    lacking = [
        f"{item['unique_id']}.{column['name']}: {missing}"
        for item in described(manifest)
        for column in item["columns"].values()
        for missing, value in (
            ("description", column["description"].strip()),
            ("data_type", column.get("data_type")),
            ("unit", config_meta(column).get("unit")),
        )
        if not value
    ]
    assert lacking == []


def test_every_table_declares_its_columns(manifest: dict[str, Any]) -> None:
    """The contract compares a model's columns with its YAML when dbt builds it; seeds are compared here."""
    for item in described(manifest):
        assert item["columns"], f"{item['unique_id']} declares no columns"
        if item["resource_type"] == "model":
            assert item["config"]["contract"]["enforced"], f"{item['unique_id']} has no enforced contract"
        if item["resource_type"] == "seed":
            with (ROOT / "dbt_project" / item["original_file_path"]).open(encoding="utf-8") as file:
                assert list(item["columns"]) == next(csv.reader(file)), item["unique_id"]


def test_every_landed_column_is_declared_as_landing_writes_it(manifest: dict[str, Any]) -> None:
    """Name, order and type; the ledger's lines have columns of their own, which dbt checks in staging."""
    declared = {
        source["name"]: [(column["name"], column["data_type"]) for column in source["columns"].values()]
        for source in manifest["sources"].values()
        if source["source_name"] in LANDED_SOURCES
    }
    written = {
        source_id: [(c.name, c.data_type.lower().replace(",", ", ")) for c in landed_columns(source)]
        for source_id in declared
        if (source := load_source(source_id)).file.kind != "lines"
    }
    assert {source_id: declared[source_id] for source_id in written} == written


def test_every_dbt_check_has_a_sentence_and_an_owner(manifest: dict[str, Any]) -> None:
    lacking = [
        f"{node['name']}: {missing}"
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        for missing, value in (
            ("description", node["description"].strip()),
            ("owner", config_meta(node).get("owner")),
        )
        if not value
    ]
    assert lacking == []


def test_every_unit_test_says_what_it_shows(manifest: dict[str, Any]) -> None:
    assert [test["name"] for test in manifest["unit_tests"].values() if not test["description"]] == []


def test_every_please_look_view_names_who_looks(manifest: dict[str, Any]) -> None:
    views = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["original_file_path"].startswith("models/qc/")
    ]
    assert views
    for view in views:
        assert view["name"].startswith("qc_")
        assert view["config"]["materialized"] == "view"
        assert config_meta(view).get("owner"), view["name"]
        assert "message" in view["columns"], view["name"]


def test_every_criterion_is_catalogued(manifest: dict[str, Any]) -> None:
    criteria = [node for node in manifest["nodes"].values() if node["fqn"][1:2] == ["criteria"]]
    criteria = [node for node in criteria if node["resource_type"] == "model" and len(node["fqn"]) == 4]
    assert criteria
    for node in criteria:
        meta = config_meta(node)
        assert [key for key in CRITERION_META if meta.get(key) in (None, "")] == [], node["name"]
        assert isinstance(meta["lag"], int), node["name"]
        assert isinstance(meta.get("activity_dependent"), bool), node["name"]


def test_every_source_has_a_suite_and_every_suite_a_source(manifest: dict[str, Any]) -> None:
    sources = manifest["sources"].values()
    landed = {source["name"] for source in sources if source["source_name"] in LANDED_SOURCES}
    folders = {path.parent.name for path in (ROOT / "pipelines" / "sources").glob("*/source.yml")}
    assert landed == folders == {suite.stem for suite in SUITES}


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_every_expectation_has_rule_reason_owner_and_severity(path: Path) -> None:
    suite = json.loads(path.read_text(encoding="utf-8"))
    assert suite["name"] == path.stem
    assert suite["expectations"]
    for expectation in suite["expectations"]:
        where = f"{path.stem}: {expectation['type']}"
        assert expectation["severity"] in SEVERITIES, where
        assert [key for key in RULE_TEXTS if not expectation["meta"].get(key)] == [], where


def test_every_sidecar_of_invented_figures_says_so_in_its_title() -> None:
    for path in sorted((ROOT / "data_raw").rglob("*.origin.yml")):
        origin = yaml.safe_load(path.read_text(encoding="utf-8"))
        says_so = "synt" in str(origin["title"]).lower()
        assert says_so == origin["synthetic"], f"{relative(path)}: title and `synthetic` disagree"
