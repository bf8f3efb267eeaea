"""dbt models on made-up rows: compiled once, then run in memory without dbt.

Tables that a test does not give are views with the models' own compiled SQL, so an example costs the
insertion of its rows and one query per model.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests.contract.project import ROOT

Row = Mapping[str, object]
PART_OF_CRITERION_PATH = 4  # models/criteria/<family>/<criterion_id>.sql


@dataclass(frozen=True)
class Node:
    """One compiled model, seed or data test: its relation, SQL, declared columns and what it reads."""

    name: str
    path: str
    relation: str | None
    sql: str
    columns: Mapping[str, str]
    reads: tuple[str, ...]

    @property
    def is_criterion(self) -> bool:
        """Whether the node is a criterion model, which lies in a family's folder."""
        return self.path.startswith("models/criteria/") and self.path.count("/") + 1 == PART_OF_CRITERION_PATH


def compile_project(target: Path, project: Path = ROOT / "dbt_project") -> dict[str, Node]:
    """Compile every model and data test of a project against an in-memory database; by name.

    Args:
        target: Where dbt writes what it compiles.
        project: The dbt project's folder.
    """
    # in a process of its own: dbt would keep the in-memory database open in this one
    command = [
        *(str(Path(sys.executable).parent / "dbt"), "--quiet", "--log-level-file", "none", "compile"),
        *("--project-dir", str(project), "--profiles-dir", str(ROOT / ".ci"), "--target-path", str(target)),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"dbt cannot compile the project: {done.stdout}{done.stderr}"
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    return {node["name"]: _node(node) for node in nodes if node["resource_type"] in {"model", "seed", "test"}}


def _node(node: Mapping[str, Any]) -> Node:
    return Node(
        name=node["name"],
        path=node["original_file_path"],
        relation=node["relation_name"],
        sql=node.get("compiled_code") or "",
        columns={name: column["data_type"] for name, column in node["columns"].items()},
        reads=tuple(unique_id.split(".")[2] for unique_id in node["depends_on"].get("nodes", ())),
    )


class ModelRun:
    """An in-memory database where some tables are given and the models that rest on them are views.

    Args:
        nodes: The compiled project.
        given: Names of the tables a test fills; they start empty.
    """

    def __init__(self, nodes: Mapping[str, Node], given: Iterable[str]) -> None:
        self._nodes = nodes
        self._given = set(given)
        self._made: set[str] = set()
        self._connection = duckdb.connect(config={"memory_limit": "500MB", "threads": 1})
        for schema in ("staging", "intermediate", "criteria", "geography", "codes", "decisions"):
            self._connection.execute(f"create schema if not exists {schema}")
        self._connection.execute("attach ':memory:' as personal")
        for schema in ("staging", "social"):
            self._connection.execute(f"create schema personal.{schema}")
        for name in sorted(self._given):
            columns = ", ".join(f'"{column}" {kind}' for column, kind in nodes[name].columns.items())
            self._connection.execute(f"create table {nodes[name].relation} ({columns})")

    def fill(self, name: str, rows: Sequence[Row]) -> None:
        """Replace the rows of a given table; columns a row leaves out are empty."""
        node = self._nodes[name]
        self._connection.execute(f"delete from {node.relation}")
        if rows:
            values = [
                [None if row.get(column) is None else str(row[column]) for row in rows]
                for column in node.columns
            ]
            casts = ", ".join(f"cast(unnest(?::varchar[]) as {kind})" for kind in node.columns.values())
            self._connection.execute(f"insert into {node.relation} select {casts}", values)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a model, computed on what is given now."""
        self._make(name)
        return self._fetch(f"select * from {self._nodes[name].relation}")

    def failures(self, test: str, replace: tuple[str, str] | None = None) -> list[str]:
        """Messages of a data test; `replace` changes its SQL first, to see it fail."""
        node = self._nodes[test]
        for parent in node.reads:
            self._make(parent)
        sql = node.sql
        if replace is not None:
            assert replace[0] in sql, f"{test} does not say {replace[0]}"
            sql = sql.replace(*replace)
        return [str(row["message"]) for row in self._fetch(sql)]

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    def _fetch(self, sql: str) -> list[dict[str, Any]]:
        cursor = self._connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _make(self, name: str) -> None:
        if name in self._given or name in self._made:
            return
        node = self._nodes[name]
        for parent in node.reads:
            self._make(parent)
        self._connection.execute(f"create view {node.relation} as {node.sql}")
        self._made.add(name)
