"""The code lists an extract is checked against, from the same seeds SQL joins."""

from collections.abc import Mapping

from pipelines.core.records_shape import RecordField
from pipelines.core.source import Source
from pipelines.landing.seeds import district_number, load_areas, load_codes
from pipelines.settings import Settings

Lists = Mapping[str, Mapping[str, str]]
"""By field, delivered label -> code; of lists that are landed as delivered the two are the same."""


def load_lists(settings: Settings, source: Source) -> Lists:
    """Every closed list of a source's fields.

    Raises:
        FileNotFoundError: A field names a seed that is not there.
    """
    return {
        name: field.codes or {code: code for code in _codes(settings, source, field)}
        for name, field in source.fields.items()
        if field.type == "code"
    }


def _codes(settings: Settings, source: Source, field: RecordField) -> list[str]:
    if field.district:
        areas = load_areas(settings, source.area_system).areas.values()
        return sorted(district_number(area.district_id) for area in areas if area.level == "district")
    return sorted(load_codes(settings, str(field.listed_in)))
