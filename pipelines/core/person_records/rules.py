"""Evaluates control rules: SQL conditions over the fields of a file's records, in memory.

A condition sees every field as trimmed text under its own name (empty where the year has no such field) and
- record: the whole record; file_row; reporting_year; municipality (that whose files are taken)
- id_fault, duf_fault: null when PERSON_FODSELSNR, PERSON_DUF is right, else why not (`identifiers`)
- age: reporting year minus the year of birth in PERSON_FODSELSNR, null when it says none
- whole(text): the whole number a text is, else null; date_of(text): the date it is as the year writes dates
- {codes:FIELD}: the codes FIELD takes in the year; in a rule for each field of a kind, {field} is the field
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import duckdb

from pipelines.core.fixed_width import Record
from pipelines.core.identifiers import birth_year, identifier_fault
from pipelines.core.person_records.form import Form, Rule

ID, DUF = "PERSON_FODSELSNR", "PERSON_DUF"
_CODES = re.compile(r"\{codes:(\w+)\}")
_DAYS = {
    8: "case when regexp_full_match(t, '[0-9]{8}') then try_strptime(t, '%d%m%Y')::date end",
    # dates of programmes and decisions: all of this century
    6: "case when regexp_full_match(t, '[0-9]{6}')"
    " then try_strptime(t[1:4] || '20' || t[5:6], '%d%m%Y')::date end",
}


@dataclass(frozen=True)
class Broken:
    """A rule and the rows of the records that break it, in the order of the file."""

    rule: Rule
    rows: tuple[int, ...]


class Records:
    """The records of one file, to be asked by SQL; DuckDB keeps them in memory and may write nowhere."""

    def __init__(self, records: Sequence[Record], form: Form, year: int) -> None:
        self.form, self.year = form, year
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "temp_directory": "",
            "autoinstall_known_extensions": False,
        }
        self._connection = duckdb.connect(":memory:", config=config)
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("create macro date_of(t) as " + _DAYS[form.date_digits(year)])
        self._connection.execute(
            "create macro whole(t) as"
            " case when regexp_full_match(t, '-?[0-9]+') then try_cast(t as bigint) end"
        )
        self._connection.execute(
            "create table lines as select unnest($1::integer[]) as file_row, unnest($2::varchar[]) as record,"
            " unnest($3::varchar[]) as id_fault, unnest($4::varchar[]) as duf_fault,"
            " unnest($5::integer[]) as age",
            _columns(records, year),
        )
        self._connection.execute(f"create table records as {self._select()}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def broken(self) -> Iterator[Broken]:
        """The rules that some record breaks, in the order of the form."""
        rules = [
            one
            for rule in self.form.rules
            if rule.from_year <= self.year
            for one in expanded(rule, self.form, self.year)
        ]
        # one question for all rules: asking takes more time than answering
        broken = ", ".join(f"if({rule.condition}, {place}, null)" for place, rule in enumerate(rules))
        answer = self._connection.execute(
            f"select place, list(file_row order by file_row) from"
            f" (select file_row, unnest([{broken}]) as place from records)"
            " where place is not null group by place order by place"
        )
        for place, rows in answer.fetchall():
            yield Broken(rules[place], tuple(rows))

    def _select(self) -> str:
        places = {field.name: field for field in self.form.layout(self.year).fields}
        columns = [
            f"trim(substring(record, {place.start + 1}, {place.end - place.start})) as {name}"
            if (place := places.get(name))
            else f"'' as {name}"
            for name in self.form.names
        ]
        given = [f"{self.year} as reporting_year", f"'{self.form.municipality}' as municipality"]
        return f"select *, {', '.join([*columns, *given])} from lines"


def expanded(rule: Rule, form: Form, year: int) -> list[Rule]:
    """The rule with its code lists filled in; one for each field when it is about a kind of field."""
    columns = [rule.column]
    if rule.column.startswith("*"):
        columns = form.of_kind(rule.column[1:], year)  # type: ignore[arg-type]
    return [
        replace(rule, column=name, condition=_filled(rule.condition.replace("{field}", name), form, year))
        for name in columns
    ]


def _filled(condition: str, form: Form, year: int) -> str:
    def listed(match: re.Match[str]) -> str:
        codes = form.codes(match[1], year)
        if not codes:
            raise ValueError(f"no code list for {match[1]}")
        return "(" + ", ".join(f"'{code}'" for code in codes) + ")"

    return _CODES.sub(listed, condition)


def _columns(records: Sequence[Record], year: int) -> list[object]:
    faults: dict[str, str | None] = {}
    ages: dict[str, int | None] = {}
    for record in records:
        for text in _numbers(record.fields):
            if text not in faults:
                faults[text] = identifier_fault(text)
                born = birth_year(text)
                ages[text] = None if born is None else year - born
    pairs = [_numbers(record.fields) for record in records]
    return [
        [record.file_row for record in records],
        [record.text for record in records],
        [faults[number] for number, _ in pairs],
        [faults[duf] for _, duf in pairs],
        [ages[number] for number, _ in pairs],
    ]


def _numbers(fields: Mapping[str, str]) -> tuple[str, str]:
    return fields.get(ID, ""), fields.get(DUF, "")
