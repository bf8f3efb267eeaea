"""A form of KOSTRA as data: by reporting year the places and codes of fields, and the control rules."""

import csv
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from typing import Literal

from pipelines.core.fixed_width import Layout, layout_for, read_layouts

Severity = Literal["FATAL", "ERROR", "WARNING", "INFO"]
Kind = Literal["mandatory", "integer", "date", "coded"]

LAYOUT, CODES, RULES = "layout.csv", "codes.csv", "rules.csv"
OSLO = "0301"
"""The municipality in KOSTRA whose districts deliver files of their own."""

STOPPING = frozenset({"FATAL", "ERROR"})
"""Severities that refuse a delivery; the others are told and stop nothing."""


@dataclass(frozen=True)
class Rule:
    """One control rule.

    Attributes:
        rule_id: Its number in the control program; L and a number for those that are ours.
        severity: How hard it is.
        from_year: First reporting year it holds for.
        column: The field a finding is shown at; `*kind`: one rule for each field of that kind.
        condition: SQL that is true for a record that breaks it, see `rules`.
        title_nb, title_en: What it is called.
        message_nb, message_en: What is wrong with a record that breaks it, without what stands in it.
    """

    rule_id: str
    severity: Severity
    from_year: int
    column: str
    condition: str
    title_nb: str
    title_en: str
    message_nb: str
    message_en: str


@dataclass(frozen=True)
class Form:
    """All that is known of a form.

    Attributes:
        layouts: What stands where, by the reporting year it holds from.
        fields: By reporting year and name of a field, the row of layout.csv.
        lists: By field and reporting year, the codes the field takes.
        rules: The control rules, in the order they are reported.
        municipality: The one municipality whose files are taken; its number in KOSTRA.
    """

    layouts: dict[int, Layout]
    fields: dict[int, dict[str, dict[str, str]]]
    lists: dict[str, dict[int, tuple[str, ...]]]
    rules: tuple[Rule, ...]
    municipality: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every field of any year."""
        return tuple(dict.fromkeys(name for fields in self.fields.values() for name in fields))

    def layout(self, year: int) -> Layout:
        """What stands where in the records of a reporting year.

        Raises:
            LookupError: The year is before the first that is described.
        """
        return layout_for(self.layouts, year)

    def of_kind(self, kind: Kind, year: int) -> list[str]:
        """Fields of a year that must be filled, are whole numbers, are dates, or take codes of a list."""
        fields = self.fields[max(known for known in self.fields if known <= year)]
        if kind == "coded":
            return [name for name in fields if self.codes(name, year)]
        if kind == "mandatory":
            return [name for name, row in fields.items() if row["mandatory"] == "1"]
        return [name for name, row in fields.items() if row["type"] == kind.upper()]

    def date_digits(self, year: int) -> int:
        """Digits of a date of the year: 8 (ddMMyyyy) from 2025, 6 (ddMMyy) before."""
        fields = self.fields[max(known for known in self.fields if known <= year)]
        [digits] = {len(row["date_pattern"]) for row in fields.values() if row["date_pattern"]}
        return digits

    def codes(self, field: str, year: int) -> tuple[str, ...]:
        """Codes a field takes in a reporting year: the latest list until then, else the first there is.

        Empty when the field has no list. The published description of 2022 lacks three lists of 11F, so the
        next year's stand in for them.
        """
        by_year = self.lists.get(field, {})
        before = [known for known in by_year if known <= year]
        return by_year[max(before) if before else min(by_year)] if by_year else ()


def load_form(folder: Traversable, municipality: str) -> Form:
    """Read a form's layout.csv, codes.csv and rules.csv.

    Raises:
        ValueError: Fields overlap or leave a gap.
    """
    fields: dict[int, dict[str, dict[str, str]]] = {}
    for row in _rows(folder / LAYOUT):
        fields.setdefault(int(row["reporting_year"]), {})[row["name"]] = row
    lists: dict[str, dict[int, tuple[str, ...]]] = {}
    for row in _rows(folder / CODES):
        by_year = lists.setdefault(row["field"], {})
        year = int(row["reporting_year"])
        by_year[year] = (*by_year.get(year, ()), row["code"])
    with as_file(folder / LAYOUT) as path:
        layouts = read_layouts(path)
    return Form(layouts, fields, lists, tuple(_rule(row) for row in _rows(folder / RULES)), municipality)


def _rule(row: dict[str, str]) -> Rule:
    severity: Severity
    if row["severity"] not in ("FATAL", "ERROR", "WARNING", "INFO"):
        raise ValueError(f"rule {row['rule']}: unknown severity {row['severity']}")
    severity = row["severity"]  # type: ignore[assignment]
    return Rule(
        row["rule"],
        severity,
        int(row["from_year"] or 0),
        row["column"],
        row["condition"],
        row["title_nb"],
        row["title_en"],
        row["message_nb"],
        row["message_en"],
    )


def _rows(file: Traversable) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
