"""Landing one source of a copied project, and what came of it."""

from typing import Any

import duckdb
import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import LandedSource, land_source
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source

TABLE_SOURCES = tuple(one for one in SOURCES if not load_source(one).fields)
"""Sources of figures and posting lines; the others have rows about persons, and may have no delivery."""


def land(settings: Settings, source_id: str) -> LandedSource:
    """Take inventory and land the source."""
    return land_source(source_id, settings, take_inventory(settings))


def findings_of(settings: Settings, delivery_id: str) -> list[Finding]:
    """What landing says against a delivery; fails when it says nothing, or something against another."""
    with pytest.raises(DeliveryError) as caught:
        land(settings, delivery_id.split("/", maxsplit=1)[0])
    assert {finding.file for finding in caught.value.findings} == {delivery_id}
    return list(caught.value.findings)


def query(landed: LandedSource, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on the landed table, which is called `landed` in it."""
    with duckdb.connect() as connection:
        return connection.execute(sql.replace("landed", f"'{landed.parquet}'")).fetchall()
