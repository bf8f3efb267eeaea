"""What the last build left in the database of personal rows and still holds: a new month then costs a year.

Landing sees to it that rows of an extract lie in the period of its delivery (`in_period`), so deliveries that
came, went or changed say from which year on anything can be different. A model says in its `meta` how its
rows follow: `keeps: year` when no row rests on a later year than its own. A model that says nothing is made
anew when anything it rests on changed, and everything is when project, code, a version or a source that is
no extract did.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.core.records_shape import RecordsShape
from pipelines.landing.records.store import FILE_MODE
from pipelines.landing.store import landing_records
from pipelines.settings import Settings
from pipelines.sources import load_source
from pipelines.warehouse.fingerprint import input_fingerprint

WHOLE = 0
"""The year before all others: everything of a source may be different."""

Manifest = Mapping[str, Any]
Landed = dict[str, list[str]]
"""By source, what landed: a text for each delivery in use, or one for the whole landing record."""


@dataclass(frozen=True)
class PersonalBuild:
    """A build of the personal tables that has begun.

    Attributes:
        kept: Models that are not made whole: the first year to make anew, or None to leave all as it is.
        code: What the tables are made by, as one hash.
        landed: What they are made from.
    """

    kept: dict[str, int | None]
    code: str
    landed: Landed


def begin_build(settings: Settings, manifest: Manifest) -> PersonalBuild:
    """Find what is kept of the last build, and forget it: one that fails leaves nothing to the next.

    Args:
        settings: Where landed files and database lie.
        manifest: The dbt manifest.
    """
    code, landed = _code(settings), _landed(settings)
    before = _read(settings, code)
    forget_build(settings)
    kept = {} if before is None else _kept(settings, manifest, before["made"], before["landed"], landed)
    return PersonalBuild(kept, code, landed)


def forget_build(settings: Settings) -> None:
    """Let the next build make every table anew."""
    _record(settings).unlink(missing_ok=True)


def finish_build(settings: Settings, manifest: Manifest, build: PersonalBuild, made: Iterable[str]) -> None:
    """Remember the build for the next one.

    Args:
        settings: Where the database lies; nobody has it open.
        manifest: The dbt manifest.
        build: As it began.
        made: Unique ids of all that was made or kept, in whatever database.
    """
    nodes = manifest["nodes"]
    personal = sorted(one for one in made if nodes[one].get("database") == "personal")
    path = _record(settings)
    path.touch(FILE_MODE)
    record = {"code": build.code, "landed": build.landed, "made": personal, "written": _written(settings)}
    path.write_text(json.dumps(record, indent=1), encoding="utf-8")


def has_build(settings: Settings) -> bool:
    """Whether the database holds a finished build by the code and versions of now."""
    return _read(settings, _code(settings)) is not None


def _read(settings: Settings, code: str) -> dict[str, Any] | None:
    """The record of the last build; one that cannot be read is as good as none.

    So is one of a database that somebody wrote to since: part of a build by hand gives persons other numbers.
    """
    try:
        record = json.loads(_record(settings).read_text(encoding="utf-8"))
        is_ours = (record["code"], record["written"]) == (code, _written(settings))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return record if is_ours else None


def _kept(
    settings: Settings, manifest: Manifest, made: Iterable[str], before: Landed, now: Landed
) -> dict[str, int | None]:
    changed = _first_years(settings, before, now)
    if changed is None:
        return {}
    kept: dict[str, int | None] = {}
    rests_on = _sources_below(manifest)
    for unique_id in made:
        config = manifest["nodes"][unique_id]["config"]
        years = [changed[one] for one in rests_on(unique_id) if one in changed]
        if not years or config["materialized"] == "view":
            kept[unique_id] = None
        elif WHOLE not in years and "keeps" in config["meta"]:
            kept[unique_id] = min(years)
    return kept


def _first_years(settings: Settings, before: Landed, now: Landed) -> dict[str, int] | None:
    """First year of each extract that can be different; None when something else changed too."""
    found: dict[str, int] = {}
    for source_id in sorted({*before, *now}):
        deliveries = {*before.get(source_id, ())} ^ {*now.get(source_id, ())}
        if not deliveries:
            continue
        source = load_source(source_id, settings.sources_overlay)
        if not isinstance(source.file, RecordsShape):
            return None
        is_dated = bool(source.rules.in_period)
        found[source_id] = min(int(one[:4]) for one in deliveries) if is_dated else WHOLE
    return found


def _sources_below(manifest: Manifest) -> Callable[[str], frozenset[str]]:
    """A function that gives the landed sources a node rests on."""
    sources, parents = manifest["sources"], manifest["parent_map"]

    @cache
    def rests_on(unique_id: str) -> frozenset[str]:
        if unique_id in sources:
            return frozenset({sources[unique_id]["name"]})
        return frozenset[str]().union(*(rests_on(one) for one in parents.get(unique_id, ())))

    return rests_on


def _landed(settings: Settings) -> Landed:
    found: Landed = {}
    for record in landing_records(settings):
        source_id = record["source_id"]
        if isinstance(load_source(source_id, settings.sources_overlay).file, RecordsShape):
            in_use = [one for one in record["deliveries"] if one["state"] == "used"]
            found[source_id] = sorted(f"{one['period']} {one['sha256']} {one['recipe']}" for one in in_use)
        else:
            found[source_id] = [json.dumps(record, sort_keys=True)]
    return found


def _code(settings: Settings) -> str:
    # views name the folder of the landed files
    return input_fingerprint(settings, str(settings.landed))


def _written(settings: Settings) -> int:
    return settings.personal_db.stat().st_mtime_ns


def _record(settings: Settings) -> Path:
    return settings.personal_db.with_suffix(".json")
