"""The tables the test statbank serves: those of the shipped sample, with more around them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from pipelines.core.errors import Finding
from pipelines.core.px.files import read_px
from pipelines.core.px.table import MARKS, as_decimal
from tests.support.deliveries import POPULATION, ROOT

Cell = tuple[int | float | None, str | None]
Key = tuple[str, ...]
NOTE = "SYNTETISKE TALL / SYNTHETIC FIGURES"
LOW_INCOME = "oslo_low_income/2020-2022/OK-INN007.json"
KLASS = "klass_districts/2020/klass_103_codes.json"
ACCOUNTS = (
    "2022/12369_regnskap_2022.csv",
    "2023/12369_regnskap_2023.csv",
    "2024/12369_regnskap_2024.parquet",
)


@dataclass
class ServedTable:
    """A table as its statbank holds it.

    Attributes:
        title: As the statbank writes it.
        source: Who publishes it.
        variables: Name -> code -> text of its categories; the last one is time.
        contents: Name of the variable of contents.
        unit: Unit of all contents.
        cells: Figure and mark by one code per variable; any other cell has an invented figure.
        updated: When the figures were last changed.
        optional: Variables a query may leave out.
    """

    title: str
    source: str
    variables: dict[str, dict[str, str]]
    contents: str
    unit: str
    cells: dict[Key, Cell]
    updated: str = "2026-06-15T06:00:00Z"
    optional: set[str] = field(default_factory=set)

    def cell(self, key: Key) -> Cell:
        return self.cells.get(key, (crc32("|".join(key).encode()) % 900 + 3, None))

    def key(self, told: Key) -> Key:
        """One code per variable, from codes or texts."""
        codes = []
        for (name, categories), text in zip(self.variables.items(), told, strict=True):
            by_text = {label: code for code, label in categories.items()}
            code = text if text in categories else by_text.get(text)
            assert code is not None, f"{name} has no category {text}"
            codes.append(code)
        return tuple(codes)

    def revise(self, cells: Mapping[Key, int | None], updated: str) -> None:
        """Change cells, told by a code or text per variable, and the stamp."""
        self.cells |= {
            self.key(told): (value, ":" if value is None else None) for told, value in cells.items()
        }
        self.updated = updated

    def recode(self, variable: str, codes: Mapping[str, str]) -> None:
        """Give categories other codes; texts and figures stay, the order is that of the codes."""
        at = list(self.variables).index(variable)
        self.cells = {
            (*key[:at], codes.get(key[at], key[at]), *key[at + 1 :]): cell for key, cell in self.cells.items()
        }
        texts = {codes.get(code, code): text for code, text in self.variables[variable].items()}
        self.variables[variable] = dict(sorted(texts.items(), key=lambda one: (len(one[0]), one[0])))

    def relabel(self, variable: str, old: str, new: str) -> None:
        """Give the categories of a text another one."""
        categories = self.variables[variable]
        self.variables[variable] = {code: new if text == old else text for code, text in categories.items()}

    def dataset(self, chosen: Mapping[str, list[str]] | None) -> dict[str, Any]:
        """A JSON-stat 2 answer; None for the description without cells."""
        names = list(self.variables)
        codes = {name: list(self.variables[name]) if chosen is None else chosen[name] for name in names}
        content: dict[str, Any] = {
            "version": "2.0",
            "class": "dataset",
            "label": self.title,
            "source": self.source,
            "updated": self.updated,
            "note": [NOTE],
            "role": {"time": [names[-1]], "geo": [names[0]], "metric": [self.contents]},
            "id": names,
            "size": [len(codes[name]) for name in names],
            "dimension": {name: self._dimension(name, codes[name]) for name in names},
            "extension": {"px": {"decimals": 0}, "contact": [{"name": "Prøve"}]},
        }
        if chosen is not None:
            keys: list[Key] = [()]
            for name in names:
                keys = [(*key, code) for key in keys for code in codes[name]]
            cells = [self.cell(key) for key in keys]
            content["value"] = [value for value, _ in cells]
            if status := {str(place): mark for place, (_, mark) in enumerate(cells) if mark}:
                content["status"] = status
        return content

    def _dimension(self, name: str, codes: list[str]) -> dict[str, Any]:
        texts = self.variables[name]
        category: dict[str, Any] = {
            "index": {code: place for place, code in enumerate(codes)},
            "label": {code: texts[code] for code in codes},
        }
        if name == self.contents:
            category["unit"] = {code: {"base": self.unit, "decimals": 0} for code in codes}
        elimination = {"elimination": name in self.optional}
        return {"label": name.lower(), "category": category, "extension": elimination}


def population() -> ServedTable:
    """Table 10826: the sample, other cities, earlier years."""
    table = _from_file(ROOT / "data_raw" / POPULATION, "10826: Befolkning", "Statistisk sentralbyrå")
    more = {"110301": "Hundvåg (Stavanger)", "460101a": "Arna", "4601": "Bergen"}
    table.variables["Region"] |= more
    table.variables["Tid"] = {"2020": "2020", "2021": "2021"} | table.variables["Tid"]
    table.optional = {"Kjonn", "Alder"}
    return table


def low_income() -> ServedTable:
    """Table INN007: the sample, the years before it, one more type of household."""
    table = _from_file(
        ROOT / "data_raw" / LOW_INCOME, "OK-INN007: Husholdninger med lavinntekt (B)", "Oslo kommune"
    )
    years = {str(place): str(2013 + place) for place in range(7)}
    table.variables["år"] = years | table.variables["år"]
    table.variables["husholdningstype"]["3"] = "Par uten barn"
    return table


def accounts() -> ServedTable:
    """Table 12369: the sample's three years, a group of functions, a wage concept, a content in per cent."""
    region, function, art = "KOKbydelsregion0000", "KOKfunksjon0000", "KOKart0000"
    cells: dict[Key, Cell] = {}
    variables: dict[str, dict[str, str]] = {}
    for name in ACCOUNTS:
        file = ROOT / "data_raw" / "ssb_accounts" / name
        order = [region, function, art, "ContentsCode", "Tid"]
        contents = {"ContentsCode": ["KOSbelop0000"]}
        about = Finding("", "ssb_accounts", name)
        px = read_px(file, [one for one in order if one != "ContentsCode"], contents, about, MARKS)
        own = [variable.code for variable in px.variables]
        for place, row in enumerate(px.frame().itertuples(index=False)):
            codes = dict(zip(own, map(str, row), strict=False))
            key = tuple(codes[one] for one in order)
            value, mark = as_decimal(px.values[place]), px.marks[place]
            cells[key] = (None if value is None else int(value), px.mark_names[mark] if mark >= 0 else None)
            for one in order:
                variables.setdefault(one, {})[codes[one]] = codes[one]
    districts = [code for code in variables[region] if code != "EAB"]
    variables[region] = {code: f"Bydel {code}" for code in districts} | {"EAB": "Alle bydeler"}
    variables[function]["FGK9"] = "Helse og omsorg"
    variables[art] = {"AGB4": "Netto driftsutgifter", "AGB6": "Brutto driftsutgifter", "AG2": "Lønn"}
    variables["ContentsCode"] = {"KOSbelop0000": "Beløp (1000 kr)", "KOSandel0000": "Andel (prosent)"}
    variables["Tid"] = {"2021": "2021"} | variables["Tid"]
    title = "12369: Driftsregnskap, etter region, funksjon og art"
    return ServedTable(title, "Statistisk sentralbyrå", variables, "ContentsCode", "1000 kr", cells)


def klass_codes() -> dict[str, Any]:
    """The sample's answer of Klass 103 and a district of another city."""
    content: dict[str, Any] = json.loads((ROOT / "data_raw" / KLASS).read_text(encoding="utf-8"))
    content["codes"].append(content["codes"][0] | {"code": "110301", "name": "Hundvåg"})
    return content


def _from_file(file: Path, title: str, source: str) -> ServedTable:
    content = json.loads(file.read_text(encoding="utf-8"))
    names = content["id"]
    variables = {name: dict(content["dimension"][name]["category"]["label"]) for name in names}
    [contents] = content["role"]["metric"]
    [unit] = content["dimension"][contents]["category"]["unit"].values()
    keys: list[Key] = [()]
    for name in names:
        keys = [(*key, code) for key in keys for code in variables[name]]
    marks = content.get("status", {})
    cells: dict[Key, Cell] = {
        key: (content["value"][place], marks.get(str(place))) for place, key in enumerate(keys)
    }
    return ServedTable(title, source, variables, contents, unit["base"], cells, content["updated"])
