"""What a file is, told by its place when its sidecar cannot: enough to read it, never enough to land it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml

from pipelines.core.origins import SIDECAR_SUFFIX, Origin, sha256_of
from pipelines.core.source import Source
from pipelines.core.yaml_text import load_yaml
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import SOURCES, load_source

_UNKNOWN = "?"
_PERSONAL_DATA = ("none", "aggregate", "pseudonymised", "direct")


def provisional_delivery(delivery_id: str, delivery: Delivery | None, settings: Settings) -> Delivery | None:
    """The delivery as it can be read; None when it cannot be told what it is, or there is no file.

    Args:
        delivery_id: Its place below data_raw, `<source_id>/<period>/<file>`.
        delivery: With its sidecar; None when that is missing or faulty.
        settings: Where data_raw lies.
    """
    if delivery is None:
        path = settings.data_raw / delivery_id
        parts = delivery_id.split("/")
        if len(parts) != 3 or parts[0] not in SOURCES or not path.is_file():
            return None
        source = load_source(parts[0])
        if not source.accepts_period(parts[1]):
            return None
        origin = provisional_origin(path, source, parts[1], _readable_fields(path))
        delivery = Delivery(delivery_id, parts[0], parts[1], path, origin, origin.sha256, "refused")
    origin = delivery.origin
    # a file in the wrong folder is read as what its sidecar says
    if origin.source_id not in SOURCES:
        return None
    source = load_source(origin.source_id)
    if not source.accepts_period(origin.period) or not source.has_table(origin.table):
        return None
    return replace(delivery, source_id=origin.source_id, period=origin.period)


def provisional_origin(path: Path, source: Source, period: str, fields: dict[str, Any]) -> Origin:
    """An origin for reading a file that has none.

    Args:
        path: The file.
        source: The source it is held against.
        period: The period it is for, one the source has.
        fields: What is known; a table that is not is told by the file's name.
    """
    table = fields.get("table")
    if source.tables and table not in source.tables:
        # the longest name first: one table's name may begin another's
        named = sorted((one for one in source.tables if one in path.name), key=len)
        table = named[-1] if named else None
    personal = fields.get("personal_data")
    return Origin(
        source_id=source.source_id,
        title=path.name,
        producer=_UNKNOWN,
        contact=_UNKNOWN,
        period=period,
        received_on=date.min,
        licence=_UNKNOWN,
        personal_data=personal if personal in _PERSONAL_DATA else _usual(source),
        synthetic=fields.get("synthetic") is True,
        sha256=sha256_of(path),
        bytes=path.stat().st_size,
        table=table,
    )


def _usual(source: Source) -> Literal["aggregate", "pseudonymised", "direct"]:
    if source.file.kind == "person_file":
        return "direct"
    return "pseudonymised" if source.fields else "aggregate"


def _readable_fields(path: Path) -> dict[str, Any]:
    """The fields of a faulty sidecar that can be read."""
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    try:
        content = load_yaml(sidecar.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return {}
    return content if isinstance(content, dict) else {}


def loose_origin(path: Path, source_id: str, period: str, table: str | None, settings: Settings) -> Origin:
    """An origin for a file that lies anywhere, as careful about personal data as the source's deliveries are.

    Raises:
        LookupError: There is no such source.
        ValueError: The source has no such period.
        DeliveryError: The installation's own column map is faulty.
    """
    source = load_source(source_id, settings.sources_overlay)
    if not source.accepts_period(period):
        raise ValueError(f"{source_id} has no period {period!r}; one looks like {source.period_example}")
    known = {
        fields.get("personal_data")
        for sidecar in (settings.data_raw / source_id).rglob("*" + SIDECAR_SUFFIX)
        for fields in [_readable_fields(sidecar.with_name(sidecar.name.removesuffix(SIDECAR_SUFFIX)))]
    }
    personal = next((one for one in reversed(_PERSONAL_DATA) if one in known), None)
    return provisional_origin(path, source, period, {"table": table, "personal_data": personal})
