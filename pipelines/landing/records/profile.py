"""What a delivery adds up to, and how that moved when a later one took its place; no person is in it."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from pipelines.core.source import Source
from pipelines.landing.source_folder import Delivery

Profile = dict[str, Any]


def profile_of(connection: duckdb.DuckDBPyConnection, source: Source) -> Profile:
    """Rows, distinct persons of the first person column, and sums of amounts by year, as exact text.

    Args:
        connection: DuckDB with the table `extract`.
        source: What the source declares.
    """
    person, *_ = (name for name, field in source.fields.items() if field.type == "person")
    amounts = [name for name, field in source.fields.items() if field.type == "amount"]
    counts = f'select count(*), count(distinct "{person}") from extract'
    [(rows, persons)] = connection.execute(counts).fetchall()
    profile: Profile = {"rows": rows, "persons": persons}
    day = next(iter(source.rules.in_period), None)
    for amount in amounts if day else []:
        sums = connection.execute(
            f'select year("{day}"), coalesce(sum("{amount}"), 0)::varchar from extract group by 1 order by 1'
        ).fetchall()
        profile[amount] = {str(year): total for year, total in sums}
    return profile


def drift(deliveries: Sequence[Delivery], profiles: Mapping[str, Profile | None]) -> list[dict[str, Any]]:
    """What each delivery in use changed of the one it supersedes; measures that are the same are left out."""
    found = []
    for one in deliveries:
        before, after = profiles.get(one.origin.supersedes or ""), profiles.get(one.delivery_id)
        if one.state != "used" or before is None or after is None:
            continue
        old, new = _measures(before), _measures(after)
        found += [
            {
                "period": one.period,
                "measure": measure,
                "before": old.get(measure),
                "after": new.get(measure),
                "delivery_id": one.delivery_id,
                "supersedes": one.origin.supersedes,
            }
            for measure in dict.fromkeys([*old, *new])
            if old.get(measure) != new.get(measure)
        ]
    return found


def _measures(profile: Profile) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in profile.items():
        flat |= (
            {f"{name} {year}": v for year, v in value.items()} if isinstance(value, dict) else {name: value}
        )
    return flat
