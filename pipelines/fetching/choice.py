"""Chooses categories by what they say; the codes come from the table's own description."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.categories import AREA, CONTENTS
from pipelines.core.px.shape import PxShape
from pipelines.core.source import Source
from pipelines.fetching.plan import PLAN, Choice, Plan
from pipelines.fetching.table import Selection, TableInfo, Variable
from pipelines.landing.seeds import Areas

_SHOWN = 12


@dataclass(frozen=True)
class Chosen:
    """A query: codes by variable, and the year each category of the variable of years is."""

    selection: Selection
    time: str
    years: dict[int, str]


def choose(plan: Plan, info: TableInfo, source: Source, areas: Areas) -> Chosen:
    """Choose the categories of every variable.

    Raises:
        DeliveryError: With everything that is not as the plan says: fetch_missing_variable,
            fetch_unchosen_variable, fetch_missing_category, fetch_missing_area,
            fetch_area_twice, fetch_nothing_chosen.
    """
    return _Choosing(plan, info, source, areas).chosen()


@dataclass
class _Choosing:
    plan: Plan
    info: TableInfo
    source: Source
    areas: Areas
    findings: list[Finding] = field(default_factory=list)
    years: dict[int, str] = field(default_factory=dict)

    def chosen(self) -> Chosen:
        offered = [variable.code for variable in self.info.variables]
        for name in self.plan.select:
            if name not in offered:
                self._report("fetch_missing_variable", name, name, offered)
        # which areas must be there depends on the years
        time = next(name for name, choice in self.plan.select.items() if choice.years)
        self._choose_years(time)
        selection: dict[str, tuple[str, ...]] = {}
        for variable in self.info.variables:
            choice = self.plan.select.get(variable.code)
            if choice is None or (choice.every == "none" and not variable.optional):
                self._report("fetch_unchosen_variable", variable.code, variable.code, variable.labels)
            elif choice.every != "none":
                selection[variable.code] = self._codes(variable, choice)
        if self.findings:
            raise DeliveryError(self.findings)
        return Chosen(selection, time, dict(sorted(self.years.items())))

    def _choose_years(self, time: str) -> None:
        variable = next((one for one in self.info.variables if one.code == time), None)
        years = self.plan.select[time].years
        if variable is None or years is None:
            return
        for code, label in zip(variable.codes, variable.labels, strict=True):
            text = label.strip()
            if re.fullmatch(r"\d{4}", text) and years.first <= int(text) <= (years.last or int(text)):
                self.years[int(text)] = code

    def _codes(self, variable: Variable, choice: Choice) -> tuple[str, ...]:
        labels = [_plain(label) for label in variable.labels]
        looked_for = ""
        if choice.years is not None:
            looked_for = f"{choice.years.first}-{choice.years.last or ''}"
            codes = [code for code in variable.codes if code in self.years.values()]
        elif choice.labels is not None:
            return self._listed(variable, labels, choice.labels)
        elif choice.pattern is not None:
            looked_for = choice.pattern
            matches = [re.fullmatch(choice.pattern, label, re.IGNORECASE) for label in labels]
            codes = [code for code, match in zip(variable.codes, matches, strict=True) if match]
        elif choice.every == "areas":
            return self._area_codes(variable, choice)
        elif choice.every == "declared":
            looked_for = "source.yml"
            codes = self._declared(variable)
        else:
            codes = list(variable.codes)
        if choice.without:
            out = [self._is_left_out(label, choice) for label in variable.labels]
            left_out = {code for code, is_out in zip(variable.codes, out, strict=True) if is_out}
            codes = [code for code in codes if code not in left_out]
        if not codes:
            self._report("fetch_nothing_chosen", variable.code, looked_for, variable.labels)
        return tuple(codes)

    def _listed(self, variable: Variable, labels: list[str], wanted: Iterable[str]) -> tuple[str, ...]:
        for text in wanted:
            if _plain(text) not in labels:
                self._report("fetch_missing_category", variable.code, text, variable.labels)
        listed = {_plain(text) for text in wanted}
        return tuple(code for code, label in zip(variable.codes, labels, strict=True) if label in listed)

    def _area_codes(self, variable: Variable, choice: Choice) -> tuple[str, ...]:
        shown = [f"{code} {label}" for code, label in zip(variable.codes, variable.labels, strict=True)]
        places: dict[str, int] = {}
        for place, text in enumerate(variable.texts(self._shape.matched_by(AREA))):
            area = self.areas.resolve(text)
            if area is None or self._is_left_out(variable.labels[place], choice):
                continue
            if (other := places.setdefault(area.district_id, place)) != place:
                self._report("fetch_area_twice", variable.code, area.name, [shown[other], shown[place]])
        for area in self.areas.areas.values():
            needed = area.level in self.source.levels and any(map(area.valid_in, self.years))
            if needed and area.district_id not in places:
                self._report("fetch_missing_area", variable.code, area.name, shown)
        return tuple(variable.codes[place] for place in sorted(places.values()))

    @staticmethod
    def _is_left_out(label: str, choice: Choice) -> bool:
        return _plain(label) in {_plain(text) for text in choice.without}

    def _declared(self, variable: Variable) -> list[str]:
        headers = self.source.columns.for_period(str(max(self.years, default="")))
        name = next((ours for ours, header in headers.items() if header == variable.code), "")
        texts = variable.texts(self._shape.matched_by(name))
        dimension = self.source.dimensions.get(name)
        words = {text: one.measure for text, one in self._shape.contents.items()}
        if name != CONTENTS:
            words = dimension.codes if dimension else {}
        means = {code: words.get(text) for code, text in zip(variable.codes, texts, strict=True)}
        if dimension is not None and not words:
            means = {code: dimension.code(text) for code, text in zip(variable.codes, texts, strict=True)}
        for meaning in sorted(set(words.values()) - set(means.values())):
            spelt = " / ".join(text for text, other in words.items() if other == meaning)
            self._report("fetch_missing_category", variable.code, spelt, texts)
        return [code for code, meaning in means.items() if meaning is not None]

    @property
    def _shape(self) -> PxShape:
        assert isinstance(self.source.file, PxShape), f"{self.source.source_id} is not of kind px"
        return self.source.file

    def _report(self, code: str, variable: str, looked_for: str, offered: Iterable[str]) -> None:
        params = {
            "table": self.plan.table,
            "variable": variable,
            "looked_for": looked_for,
            "plan": f"pipelines/sources/{self.source.source_id}/{PLAN}",
        }
        found = _nearest_first(looked_for, offered)
        self.findings.append(Finding(code, self.source.source_id, found=found, params=params))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _nearest_first(text: str, offered: Iterable[str]) -> str:
    """What is offered, the most alike first, and how much more there is."""
    every = list(offered)
    alike = sorted(
        every,
        key=lambda one: -difflib.SequenceMatcher(None, _plain(text), _plain(one)).ratio(),
    )
    more = f" … (+{len(every) - _SHOWN})" if len(every) > _SHOWN else ""
    return ", ".join(alike[:_SHOWN]) + more
