"""Table and column metadata, read from the dbt manifest: the one place where it is written.

The dictionary (meta.columns), DuckDB comments of the tables that Python writes, and their column types
all come from here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.core.sql_text import literal

PYTHON_SOURCES = ("allocations", "meta", "social")
"""dbt sources that declare the tables Python writes after dbt."""

PERSONAL_DATABASE = "personal"
"""Models of this database are personal data: they are in no warehouse and no dictionary."""


@dataclass(frozen=True)
class Column:
    """One column as declared in YAML."""

    name: str
    data_type: str
    unit: str
    description: str


@dataclass(frozen=True)
class Table:
    """One table or view of the warehouse."""

    schema: str
    name: str
    description: str
    columns: tuple[Column, ...]
    written_by: str

    @property
    def create_statement(self) -> str:
        """`create table` for a table that Python writes."""
        columns = ", ".join(f"{column.name} {column.data_type}" for column in self.columns)
        return f"create table {self.schema}.{self.name} ({columns})"

    @property
    def comment_statements(self) -> Iterator[str]:
        """`comment on` for the table and each of its columns."""
        yield f"comment on table {self.schema}.{self.name} is {literal(self.description)}"
        for column in self.columns:
            name = f"{self.schema}.{self.name}.{column.name}"
            yield f"comment on column {name} is {literal(column.description)}"


def read_tables(manifest: Mapping[str, Any]) -> list[Table]:
    """All tables of the finished warehouse, ordered by schema and name."""
    nodes = [
        (node, "dbt")
        for node in manifest["nodes"].values()
        if node["resource_type"] in {"model", "seed"} and node.get("database") != PERSONAL_DATABASE
    ]
    nodes += [
        (source, "python")
        for source in manifest["sources"].values()
        if source["source_name"] in PYTHON_SOURCES
    ]
    tables = [_table(node, written_by) for node, written_by in nodes]
    return sorted(tables, key=lambda table: (table.schema, table.name))


def python_tables(manifest: Mapping[str, Any], schema: str) -> dict[str, Table]:
    """The tables of one schema that Python writes, by name."""
    return {
        table.name: table
        for table in read_tables(manifest)
        if table.schema == schema and table.written_by == "python"
    }


def _table(node: Mapping[str, Any], written_by: str) -> Table:
    columns = tuple(
        Column(
            name=column["name"],
            data_type=column.get("data_type") or "",
            unit=(column.get("config", {}).get("meta") or column.get("meta") or {}).get("unit", ""),
            description=_one_line(column["description"]),
        )
        for column in node["columns"].values()
    )
    name = node.get("alias") or node["name"]
    return Table(node["schema"], name, _one_line(node["description"]), columns, written_by)


def _one_line(text: str) -> str:
    return " ".join(text.split())
