"""The frames of one delivery, straight from its readings or its lines; nothing is written to build/.

The same frames as in `frames`, by column: a column is made when a rule asks for it, a row when it is named
in a finding.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from pipelines.checks.frames import Group, area_grid
from pipelines.core.calendar import last_year
from pipelines.core.readings import Reading
from pipelines.core.source import Source
from pipelines.settings import Settings

# columns that are fields of a reading
_FIELDS = (
    "sheet",
    "file_row",
    "file_column",
    "area_label",
    "measure",
    "table_year",
    "source_year",
    "status",
    "precision",
)
# what DECIMAL(20,6) keeps
_STEP = Decimal("0.000001")


class RecordFrame:
    """A frame given as rows."""

    def __init__(self, records: Sequence[dict[str, Any]]) -> None:
        self.records = records

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, place: int, /) -> dict[str, Any]:
        return self.records[place]

    def column(self, name: str) -> list[Any]:
        """One value per row."""
        return [record[name] for record in self.records]


class ReadingFrame:
    """The frame `rows` of one delivery, in the order of the file."""

    def __init__(self, delivery_id: str, period: str, readings: Iterable[Reading]) -> None:
        self.delivery_id = delivery_id
        self.last_year = last_year(period)
        self.readings = sorted(readings, key=attrgetter("file_row", "file_column"))

    def __len__(self) -> int:
        return len(self.readings)

    def __getitem__(self, place: int, /) -> dict[str, Any]:
        one = self.readings[place]
        return {name: getattr(one, name) for name in _FIELDS} | {
            "row_id": place,
            "delivery_id": self.delivery_id,
            "codes": _codes(one),
            "value": None if one.value is None else float(one.value),
            "fraction": None if one.value is None else float(one.value % 1),
            "value_text": None if one.value is None else exact_text(one.value),
            "years_back": self.last_year - one.source_year,
        }

    def column(self, name: str) -> list[Any]:
        """One value per row."""
        if name in _FIELDS:
            return list(map(attrgetter(name), self.readings))
        match name:
            case "delivery_id":
                return [self.delivery_id] * len(self)
            case "value":
                return self._each_value(float)
            case "fraction":
                return self._each_value(lambda value: float(value % 1))
            case "years_back":
                return [self.last_year - one.source_year for one in self.readings]
            case "codes":
                return [_codes(one) for one in self.readings]
        raise KeyError(name)

    @cached_property
    def _values(self) -> list[Decimal | None]:
        return [one.value for one in self.readings]

    def _each_value(self, convert: Callable[[Decimal], float]) -> list[float | None]:
        known = {value: None if value is None else convert(value) for value in set(self._values)}
        return [known[value] for value in self._values]

    def records(self) -> list[dict[str, Any]]:
        """Every row whole."""
        return [self[place] for place in range(len(self))]


def grid_frame(frame: ReadingFrame, source: Source, settings: Settings) -> RecordFrame:
    """The frame `grid`: every area that must be in the delivery, with the first row it stands on."""
    delivered: dict[Group, dict[str, int]] = {}
    seen: dict[tuple[str | None, str, int, str], int] = {}
    for one in frame.readings:
        seen.setdefault((one.sheet, one.measure, one.source_year, one.area_label), one.file_row)
    for (sheet, measure, year, label), row in seen.items():
        delivered.setdefault((frame.delivery_id, sheet, measure, year), {})[label] = row
    return RecordFrame(area_grid(source, settings, delivered))


def _codes(reading: Reading) -> str:
    return " ".join(("", *reading.codes))


def exact_text(value: Decimal) -> str:
    """A number with the decimals it has, a decimal point and no zeros at the end."""
    text = format(value.quantize(_STEP), "f")
    return text.rstrip("0").rstrip(".")
