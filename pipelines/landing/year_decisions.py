"""What a budget year needs decided: rows of seeds/decisions that are missing, and those that merely go on."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source

Row = Mapping[str, str]


@dataclass(frozen=True)
class NeededDecision:
    """One thing to decide, or to confirm, for a budget year.

    `missing` stops the key it names; `confirm` are older rows without an end, which hold if nobody ends them;
    `optional` is missing, and what it adds is left out.
    """

    kind: Literal["missing", "confirm", "optional"]
    file: str
    what_nb: str
    what_en: str


def needed_decisions(settings: Settings, budget_year: int) -> list[NeededDecision]:
    """Decisions of the cities that deliver every year, seed by seed."""
    cities = {load_source(one).area_system for one in SOURCES if load_source(one).calendar}
    systems = [
        row["allocation_system"]
        for row in _valid(_seed(settings, "allocation_systems"), budget_year)
        if row["area_system"] in cities and row["status"] in {"in_force", "proposed"}
    ]
    keys = [
        row
        for row in _valid(_seed(settings, "criteria_keys"), budget_year)
        if row["allocation_system"] in systems
    ]
    weights = _valid(_seed(settings, "weights"), budget_year)
    found = [*_systems(settings, cities, budget_year)]
    for key in keys:
        named = f"{key['allocation_system']}/{key['key_id']}"
        found += _weights(named, key["criterion_set_id"], weights, budget_year)
        found += _per_key(settings, "mixes", key, budget_year)
        found += _per_key(settings, "key_frame_areas", key, budget_year)
    sets = {key["criterion_set_id"] for key in keys}
    used = {row["criterion_id"] for row in weights if row["criterion_set_id"] in sets}
    found += _lags(settings, cities, used, budget_year)
    found += _going_on(settings, {"weights": sets, "mixes": set(systems), "lags": cities}, budget_year)
    return found + _by_year(settings, cities, systems, budget_year)


def _systems(settings: Settings, cities: set[str], year: int) -> list[NeededDecision]:
    rows = [row for row in _seed(settings, "allocation_systems") if row["area_system"] in cities]
    if any(row["status"] == "in_force" for row in _valid(rows, year)):
        return []
    nb = f"ingen nøkler er gjeldende for budsjettåret {year}"
    return [_missing("allocation_systems", nb, f"no keys are in force for budget year {year}")]


def _weights(named: str, criterion_set: str, weights: Iterable[Row], year: int) -> list[NeededDecision]:
    rows = [row for row in weights if row["criterion_set_id"] == criterion_set]
    if not rows:
        nb = f"{named}: settet {criterion_set} har ingen vekter for {year}"
        return [_missing("weights", nb, f"{named}: set {criterion_set} has no weights for {year}")]
    unknown = [row["criterion_id"] for row in rows if not row["weight"]]
    return [
        _missing("weights", f"{named}: vekten av {one} er ukjent", f"{named}: the weight of {one} is unknown")
        for one in unknown
    ]


def _per_key(settings: Settings, seed: str, key: Row, year: int) -> list[NeededDecision]:
    system, key_id = key["allocation_system"], key["key_id"]
    rows = _valid(_seed(settings, seed), year)
    if any(row["allocation_system"] == system and row["key_id"] == key_id for row in rows):
        return []
    nb = f"{system}/{key_id} har ingen rad som gjelder {year}"
    return [_missing(seed, nb, f"{system}/{key_id} has no row that holds for {year}")]


def _lags(settings: Settings, cities: set[str], used: set[str], year: int) -> list[NeededDecision]:
    rows = _valid(_seed(settings, "lags"), year)
    decided = {row["criterion_id"] for row in rows if row["area_system"] in cities}
    return [
        NeededDecision(
            "optional",
            _file("lags"),
            f"{one}: ingen rad for {year}; kriteriets vanlige etterslep brukes",
            f"{one}: no row for {year}; the criterion's normal lag is used",
        )
        for one in sorted(used - decided)
    ]


def _going_on(settings: Settings, scopes: Mapping[str, set[str]], year: int) -> list[NeededDecision]:
    found = []
    for seed, scope in scopes.items():
        rows = _valid(_seed(settings, seed), year)
        older = [
            row
            for row in rows
            if int(row["valid_from_budget_year"]) < year and next(iter(row.values())) in scope
        ]
        if older:
            since = max(row["valid_from_budget_year"] for row in older)
            nb = f"{len(older)} rader går videre uendret til {year} (de nyeste fra {since})"
            en = f"{len(older)} rows go on unchanged to {year} (the newest from {since})"
            found.append(NeededDecision("confirm", _file(seed), nb, en))
    return found


def _by_year(settings: Settings, cities: set[str], systems: list[str], year: int) -> list[NeededDecision]:
    found = []
    documents = [row for row in _seed(settings, "frame_documents") if row["area_system"] in cities]
    if not _valid(documents, year):
        nb = f"prisnivå og dokument for rammene i {year}; uten rad vises leveransen som kilde"
        en = f"price level and document of the frames of {year}; without a row the delivery is the source"
        found.append(NeededDecision("optional", _file("frame_documents"), nb, en))
    pairs = {(row["from_system"], row["to_system"]) for row in _seed(settings, "redistributions")}
    there = {
        (row["from_system"], row["to_system"])
        for row in _seed(settings, "redistributions")
        if row["budget_year"] == str(year)
    }
    for older, newer in sorted(pairs - there):
        if {older, newer} <= set(systems):
            nb = f"omfordeling fra {older} til {newer} for {year}, hvis den skal regnes ut"
            en = f"redistribution from {older} to {newer} for {year}, if it is to be computed"
            found.append(NeededDecision("optional", _file("redistributions"), nb, en))
    return found


def _seed(settings: Settings, name: str) -> list[dict[str, str]]:
    with _path(settings, name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _valid(rows: Iterable[dict[str, str]], year: int) -> list[dict[str, str]]:
    return [
        row
        for row in rows
        if int(row["valid_from_budget_year"] or 0) <= year <= int(row["valid_to_budget_year"] or 9999)
    ]


def _path(settings: Settings, name: str) -> Path:
    return settings.seeds / "decisions" / f"{name}.csv"


def _file(name: str) -> str:
    return f"dbt_project/seeds/decisions/{name}.csv"


def _missing(seed: str, what_nb: str, what_en: str) -> NeededDecision:
    return NeededDecision("missing", _file(seed), what_nb, what_en)
