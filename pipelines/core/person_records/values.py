"""What is landed of a record: fields that the source's column map names, and what is computed of several."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.core.records_shape import RecordField
from pipelines.core.source import Source

MONTHS = tuple(f"STMND_{month}" for month in range(1, 13))

Fields = Mapping[str, str]
Value = str | int | date | None


@dataclass(frozen=True)
class Person:
    """What a record says of who it is about.

    `pid` is the pseudonym, null for a placeholder. `age` is reporting year minus year of birth, from
    FODSELSDATO where a placeholder or a DUF number stands; null where nothing says it.
    """

    pid: str | None
    age: int | None


Computed = Mapping[str, Callable[[Fields], int]]
"""Our name of a column -> how it is computed from the fields of a record, as trimmed text."""


class Landing:
    """Makes the landed row of a record.

    Args:
        source: Declares the columns; those the column map has `-` for are computed.
        period: The reporting year.
        computed: Columns of this source that are computed from several fields.
    """

    def __init__(self, source: Source, period: str, computed: Computed) -> None:
        names = source.columns.for_period(period)
        self._year, self._computed = int(period), computed
        self._columns = [(name, field, names[name]) for name, field in source.fields.items()]

    def row(self, fields: Fields, person: Person) -> tuple[Value, ...]:
        """The columns of the source, in their order."""
        own: dict[str, Value] = {
            "reporting_year": self._year,
            "person_pid": person.pid,
            "age": person.age,
            "months_with_support": months_with_support(fields),
        }
        own |= {name: compute(fields) for name, compute in self._computed.items()}
        return tuple(
            own[name] if place is None else value(fields[place], field)
            for name, field, place in self._columns
        )


def value(text: str, field: RecordField) -> Value:
    """A field of a record as the column's type; the rules have refused what cannot be read."""
    if not text and field.nullable:
        return None
    if field.type == "integer":
        return whole(text)
    if field.type == "date":
        return day(text)
    return field.codes.get(text, text)


def months_with_support(fields: Fields) -> int:
    """Months whose field holds its own number."""
    return sum(fields[name] == f"{month:02d}" for month, name in enumerate(MONTHS, start=1))


def whole(text: str) -> int:
    """A whole number; 0 when there is none."""
    return int(text or 0)


def day(text: str) -> date | None:
    """A date written ddMMyyyy, or ddMMyy of this century; None when there is none."""
    if not text:
        return None
    text = text if len(text) == len("ddMMyyyy") else f"{text[:4]}20{text[4:]}"
    return datetime.strptime(text, "%d%m%Y").date()  # noqa: DTZ007 - a date has no time zone
