"""Which sources the keys rest on is read from lineage, not from a list."""

from typing import Any

from pipelines.allocation.assets import READ_FROM
from pipelines.nightly.lineage import sources_behind


def model(name: str, schema: str, *reads: str) -> dict[str, Any]:
    return {"resource_type": "model", "name": name, "schema": schema, "depends_on": {"nodes": list(reads)}}


def test_a_source_is_needed_when_a_path_leads_to_a_key_or_to_the_allocation() -> None:
    manifest = {
        "nodes": {
            "stg_a": model("stg_a", "staging", "source.a"),
            "stg_b": model("stg_b", "staging", "source.b"),
            "stg_c": model("stg_c", "staging", "source.c"),
            "criterion": model("criterion", "criteria", "stg_a"),
            "key": model("key", "keys", "criterion", "seed"),
            "frames": model("frames", "decisions", "stg_b"),
            "wing": model("wing", "evaluation", "stg_c", "key"),
            "seed": {"resource_type": "seed", "name": "seed", "schema": "decisions"},
            "test": {
                "resource_type": "test",
                "name": "t",
                "schema": "keys",
                "depends_on": {"nodes": ["stg_c"]},
            },
        },
        "sources": {f"source.{name}": {"source_name": "landed", "name": name} for name in ("a", "b", "c")},
    }
    assert sources_behind(manifest, frozenset({("decisions", "frames")})) == {"a", "b"}
    assert sources_behind(manifest, frozenset()) == {"a"}


def test_the_projects_keys_rest_on_these_sources(manifest: dict[str, Any]) -> None:
    needed = sources_behind(manifest, frozenset(READ_FROM))
    assert {"helsedata_tsb", "ssb_population", "unit4_ledger", "budget_frames"} <= needed
    assert needed.isdisjoint({"prices", "kvp_expected", "central_budget"})
