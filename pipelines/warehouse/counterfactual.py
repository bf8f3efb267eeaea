"""The derived tables as they would be had a source landed otherwise, built beside the candidate.

The SQL is what dbt compiled for this candidate and the column types are its contracts, so what comes out is
what a whole refresh would give; only models between the source and the wanted tables are built.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.sql_text import literal
from pipelines.settings import Settings
from pipelines.warehouse.candidate import candidate_config


@contextmanager
def counterfactual(
    settings: Settings,
    manifest: Mapping[str, Any],
    source_id: str,
    landed: Path,
    wanted: Iterable[tuple[str, str]],
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of its own that holds the wanted tables under their names, thrown away at the end.

    Args:
        settings: Where the candidate and the SQL dbt compiled for it lie; nobody else has the candidate open.
        manifest: The dbt manifest.
        source_id: The source that landed otherwise.
        landed: What it landed, as Parquet.
        wanted: Schema and name of the tables that are read.
    """
    plan = _Plan(settings, manifest, source_id, landed)
    with tempfile.TemporaryDirectory(prefix=".without-", dir=settings.build) as folder:
        # the name of the file is the name of the database that compiled SQL speaks of
        path = Path(folder) / settings.candidate_db.name
        with duckdb.connect(str(path), config=candidate_config(settings)) as connection:
            connection.execute(f"attach {literal(str(settings.candidate_db))} as candidate (read_only)")
            for statement in plan.statements(wanted):
                connection.execute(statement)
            yield connection


class _Plan:
    """What to build, what to take from the candidate, and in which order."""

    def __init__(self, settings: Settings, manifest: Mapping[str, Any], source_id: str, landed: Path) -> None:
        self.compiled = settings.dbt_target / "compiled"
        self.nodes: Mapping[str, Any] = manifest["nodes"]
        self.source: str = next(
            unique_id
            for unique_id, source in manifest["sources"].items()
            if (source["source_name"], source["name"]) == ("landed", source_id)
        )
        self.delivered = settings.landed / f"{source_id}.parquet"
        self.landed = landed
        self.differs = cache(self._differs)

    def statements(self, wanted: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Statements that make the wanted tables, each after what it reads."""
        places = {
            (node["schema"], node.get("alias") or node["name"]): unique_id
            for unique_id, node in self.nodes.items()
            if node["resource_type"] in {"model", "seed"}
        }
        made: dict[str, None] = {}
        for place in wanted:
            self._visit(places[place], made)
        for schema in sorted({self.nodes[unique_id]["schema"] for unique_id in made}):
            yield f"create schema if not exists {schema}"
        for unique_id in made:
            yield from self._make(self.nodes[unique_id], here=self._is_made_here(unique_id))

    def _visit(self, unique_id: str, made: dict[str, None]) -> None:
        if unique_id in made:
            return
        if self._is_made_here(unique_id):
            for parent in self.nodes[unique_id]["depends_on"]["nodes"]:
                if parent in self.nodes:
                    self._visit(parent, made)
        made[unique_id] = None

    def _is_made_here(self, unique_id: str) -> bool:
        # a view of the candidate names the database it was made in, which is this one here
        return self.differs(unique_id) or self.nodes[unique_id]["config"]["materialized"] == "view"

    def _differs(self, unique_id: str) -> bool:
        if unique_id not in self.nodes:
            return unique_id == self.source
        parents = self.nodes[unique_id]["depends_on"].get("nodes", ())
        return any(self.differs(parent) for parent in parents)

    def _make(self, node: Mapping[str, Any], *, here: bool) -> Iterator[str]:
        relation = node["relation_name"]
        if not here:
            name = f'candidate."{node["schema"]}"."{node.get("alias") or node["name"]}"'
            yield f"create view {relation} as select * from {name}"
            return
        sql = self._sql(node)
        if node["config"]["materialized"] == "view":
            yield f"create view {relation} as {sql}"
            return
        names = ", ".join(f'"{column}"' for column in node["columns"])
        types = ", ".join(f'"{name}" {column["data_type"]}' for name, column in node["columns"].items())
        yield f"create table {relation} ({types})"
        yield f"insert into {relation} select {names} from ({sql}\n) as model"

    def _sql(self, node: Mapping[str, Any]) -> str:
        path: Path = self.compiled / node["package_name"] / node["original_file_path"]
        sql = path.read_text(encoding="utf-8")
        if self.source not in node["depends_on"]["nodes"]:
            return sql
        if str(self.delivered) not in sql:
            raise LookupError(f"{path} does not read {self.delivered}: dbt compiled it for another build")
        return sql.replace(str(self.delivered), str(self.landed))
