"""What the categories of a statbank table mean to a source: areas, codes, years, measures."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.core.errors import Finding
from pipelines.core.px.shape import PxShape
from pipelines.core.px.table import PxVariable
from pipelines.core.source import Source

AREA, YEAR, CONTENTS = "district", "source_year", "measure"


@dataclass(frozen=True)
class Category:
    """A category of one variable.

    Attributes:
        place: Its place in the table.
        text: Its code or label, whichever the source matches the variable by.
        meaning: Area label, code, year or measure as landed; None when it has a finding.
    """

    place: int
    text: str
    meaning: str | int | None


@dataclass
class Categories:
    """Reads the variables of one delivery; gathers findings.

    Attributes:
        source: What the source declares; its file is of kind `px`.
        shape: Its file.
        about: A finding that names source and file.
        years: The years the delivery must have, all of them and no other.
        states_units: Whether the file says the unit of its contents.
    """

    source: Source
    shape: PxShape
    about: Finding
    years: range
    states_units: bool
    findings: list[Finding] = field(default_factory=list)

    def of(self, name: str, variable: PxVariable) -> list[Category]:
        """The categories of the variable we call `name`, sorted by what they are matched by."""
        meanings: dict[str, Callable[[str, PxVariable, int, str], str | int | None]] = {
            AREA: lambda _name, _variable, _place, text: text,
            YEAR: self._year,
            CONTENTS: self._contents,
        }
        meaning_of = meanings.get(name, self._code)
        categories = [
            Category(place, text, meaning_of(name, variable, place, text))
            for place, text in enumerate(variable.texts(self.shape.matched_by(name)))
        ]
        if name == YEAR:
            self._miss_years(variable, {category.text for category in categories})
        return sorted(categories, key=lambda category: category.text)

    def _year(self, _name: str, variable: PxVariable, _place: int, text: str) -> int | None:
        if re.fullmatch(r"\d{4}", text) and int(text) in self.years:
            return int(text)
        self._report("wrong_year", f"{variable.code}={text}", text, ", ".join(map(str, self.years)))
        return None

    def _miss_years(self, variable: PxVariable, found: set[str]) -> None:
        for year in self.years:
            if str(year) not in found:
                self._report("missing_year", variable.code, ", ".join(sorted(found)), str(year))

    def _contents(self, _name: str, variable: PxVariable, place: int, text: str) -> str | None:
        declared = self.shape.contents.get(text)
        column = f"{variable.code}={text}"
        if declared is None:
            self._report("unknown_code", column, text, ", ".join(self.shape.contents))
            return None
        if self.states_units:
            unit = variable.units.get(variable.codes[place], "")
            if unit.strip().lower() not in {one.lower() for one in declared.units}:
                self._report("unknown_unit", column, unit, " / ".join(declared.units))
        return declared.measure

    def _code(self, name: str, variable: PxVariable, _place: int, text: str) -> str | None:
        dimension = self.source.dimensions[name]
        code = dimension.code(text)
        if code is None:
            self._report("unknown_code", f"{variable.code}={text}", text, dimension.expected)
        return code

    def _report(self, code: str, column: str, found: str, expected: str) -> None:
        about = self.about
        self.findings.append(
            Finding(code, about.source_id, about.file, column=column, found=found, expected=expected)
        )
