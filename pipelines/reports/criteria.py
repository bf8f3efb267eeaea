"""What the methodology pages are made from: the criteria's YAML and SQL headers, and the decision seeds."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.core.yaml_text import load_yaml
from pipelines.settings import Settings

Row = Mapping[str, str]

_MADE_BY = (
    "<!-- Made by `make methodology` from the criterion's YAML and the decision seeds; do not edit. -->"
)
_NOT_PRINTED = "not printed"


@dataclass(frozen=True)
class Criterion:
    """A criterion model with its YAML metadata and the header of its SQL.

    Attributes:
        family: The folder it lies in.
        meta: `config.meta` of its YAML entry.
        header: What the comments at the top of its SQL say, by heading (Definition, Decision, Source).
    """

    criterion_id: str
    family: str
    meta: Mapping[str, Any]
    header: Mapping[str, str]


@dataclass(frozen=True)
class Decisions:
    """The decision seeds a page quotes, row for row."""

    systems: tuple[Row, ...]
    keys: tuple[Row, ...]
    weights: tuple[Row, ...]
    lags: tuple[Row, ...]


@dataclass(frozen=True)
class Use:
    """One key that uses a criterion, with the weight and the decision behind it."""

    system: Row
    key: Row
    weight: Row


def read_criteria(settings: Settings) -> list[Criterion]:
    """Every criterion with a model file and a YAML entry, by family and in the order of the YAML.

    Raises:
        LookupError: A model has no entry, or an entry no model.
    """
    folder = settings.dbt_project / "models" / "criteria"
    entries = {
        model["name"]: model["config"]["meta"]
        for path in sorted(folder.glob("*/*.yml"))
        for model in load_yaml(path.read_text(encoding="utf-8"))["models"]
    }
    models = {path.stem: path for path in folder.glob("*/*.sql")}
    if unpaired := models.keys() ^ entries.keys():
        raise LookupError(f"without a model or without a YAML entry: {', '.join(sorted(unpaired))}")
    return [
        Criterion(name, models[name].parent.name, meta, _header(models[name].read_text(encoding="utf-8")))
        for name, meta in entries.items()
    ]


def _header(sql: str) -> dict[str, str]:
    """The comments `-- Heading: text` before the first statement; a text goes on in the comments below it."""
    header: dict[str, str] = {}
    heading = ""
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        begun = re.match(r"-- ([A-Z]\w*): (.*)", line)
        heading, text = begun.groups() if begun else (heading, line[2:])
        if heading:
            header[heading] = f"{header.get(heading, '')} {text.strip()}".strip()
    return header


def read_decisions(settings: Settings) -> Decisions:
    """The seeds of keys, weights and lags."""

    def rows(name: str) -> tuple[Row, ...]:
        with (settings.seeds / "decisions" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return tuple(csv.DictReader(file))

    return Decisions(rows("allocation_systems"), rows("criteria_keys"), rows("weights"), rows("lags"))


def uses_of(criterion_id: str, decisions: Decisions) -> list[Use]:
    """The keys whose set names the criterion while both hold, in the order of the seeds."""
    return [
        Use(system, key, weight)
        for system in decisions.systems
        for key in decisions.keys
        for weight in decisions.weights
        if weight["criterion_id"] == criterion_id
        and key["allocation_system"] == system["allocation_system"]
        and key["criterion_set_id"] == weight["criterion_set_id"]
        and _overlap(key, weight)
    ]


def _overlap(one: Row, other: Row) -> bool:
    ends = [int(row["valid_to_budget_year"] or 9999) for row in (one, other)]
    starts = [int(row["valid_from_budget_year"]) for row in (one, other)]
    return max(starts) <= min(ends)
