"""The code lists an extract is checked against, from the same seeds SQL joins."""

import csv
from collections.abc import Mapping

from pipelines.core.records_shape import RecordField
from pipelines.core.source import Source
from pipelines.landing.seeds import load_areas
from pipelines.settings import Settings

Lists = Mapping[str, Mapping[str, str]]
"""By field, delivered label -> code; of lists that are landed as delivered the two are the same."""


def load_lists(settings: Settings, source: Source) -> Lists:
    """Every closed list of a source's fields.

    Raises:
        LookupError: A field names a seed that is not there.
    """
    return {
        name: field.codes or {code: code for code in _codes(settings, source, field)}
        for name, field in source.fields.items()
        if field.type == "code"
    }


def _codes(settings: Settings, source: Source, field: RecordField) -> list[str]:
    if field.district:
        areas = load_areas(settings, source.area_system).areas.values()
        return sorted(area.district_id[-2:] for area in areas if area.level == "district")
    for folder in ("codes", "geography"):
        path = settings.seeds / folder / f"{field.listed_in}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as stream:
                return sorted({row[0] for row in list(csv.reader(stream))[1:] if row})
    raise LookupError(f"{source.source_id}: there is no seed {field.listed_in}")
