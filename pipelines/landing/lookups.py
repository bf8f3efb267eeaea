"""Areas, criteria and listed codes of readings, looked up in the seeds; what is not there is a finding."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.core.errors import Finding
from pipelines.core.readings import Reading
from pipelines.core.source import Source
from pipelines.landing.seeds import Area, Areas, district_number, nearest


@dataclass
class Lookup:
    """Checks the readings of one delivery.

    Attributes:
        labels: Criterion id by label; unused for a source with one measure.
        listed: Codes of the list that a dimension's codes must stand in, by dimension.
    """

    source: Source
    delivery_id: str
    areas: Areas
    labels: dict[str, str]
    listed: dict[str, frozenset[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _told: set[tuple[str, str]] = field(default_factory=set)

    def check(self, readings: Iterable[Reading]) -> list[Finding]:
        """Unknown areas and criteria, numbers that contradict names, values delivered twice."""
        readings = list(readings)
        districts: dict[tuple[str, int, str | None], str] = {}
        keys: list[tuple[object, ...]] = []
        names_criteria, has_lists = self.source.names_criteria, bool(self.listed)
        for reading in readings:
            label, year = reading.area_label, reading.source_year
            where = districts.get((label, year, reading.area_code))
            if where is None:
                where = self._district(reading)
                if self._fits(reading):
                    districts[label, year, reading.area_code] = where
            if names_criteria:
                self._measure(reading)
            if has_lists:
                self._codes(reading)
            keys.append((reading.measure, year, where, reading.codes))
        if not self.source.repeated_rows and len(set(keys)) < len(keys):
            self._report_repeated(readings, keys)
        return self.findings

    def _report_repeated(self, readings: Iterable[Reading], keys: Iterable[tuple[object, ...]]) -> None:
        first_rows: dict[tuple[object, ...], int] = {}
        for reading, key in zip(readings, keys, strict=True):
            if (first_row := first_rows.setdefault(key, reading.file_row)) != reading.file_row:
                self._report(
                    "duplicate_row",
                    reading,
                    reading.file_column,
                    ", ".join(
                        [reading.measure, str(reading.source_year), reading.area_label, *reading.codes]
                    ),
                    first_row=str(first_row),
                )

    def _district(self, reading: Reading) -> str:
        """The district of a reading, its label when that is unknown; what is wrong with it is reported."""
        area = self._area(reading)
        return area.district_id if area else reading.area_label

    def _fits(self, reading: Reading) -> bool:
        """Whether nothing is wrong with the area of a reading."""
        area = self.areas.resolve(reading.area_label)
        return (
            area is not None
            and area.valid_in(reading.source_year)
            and (reading.area_code is None or self.areas.resolve(reading.area_code) == area)
        )

    def _area(self, reading: Reading) -> Area | None:
        area = self.areas.resolve(reading.area_label)
        if area is None and self._is_told("unknown_area", reading):
            return None
        if area is None:
            alike = self.areas.nearest(reading.area_label)
            expected = ", ".join(self.areas.names)
            self._report("unknown_area", reading, reading.area_column, reading.area_label, expected, alike)
            return None
        if not area.valid_in(reading.source_year):
            found = f"{area.name}, {reading.source_year}"
            expected = f"{area.first_year}-{area.last_year or ''}"
            self._report("area_not_valid", reading, reading.area_column, found, expected)
        if reading.area_code is not None and self.areas.resolve(reading.area_code) != area:
            coded = self.areas.resolve(reading.area_code)
            found = f"{reading.area_code} ({coded.name if coded else '?'}), {reading.area_label}"
            number = f"{district_number(area.district_id)}, " if area.level == "district" else ""
            expected = f"{number}{area.name}"
            self._report("area_code_mismatch", reading, reading.area_column, found, expected)
        return area

    def _measure(self, reading: Reading) -> None:
        if reading.measure not in self.labels:
            alike = nearest(reading.measure, self.labels)
            expected = ", ".join(self.labels)
            self._report("unknown_measure", reading, reading.measure_column, reading.measure, expected, alike)

    def _codes(self, reading: Reading) -> None:
        for name, code in zip(self.source.dimensions, reading.codes, strict=True):
            known = self.listed.get(name)
            if known is not None and code not in known:
                header = self.source.columns.for_period(str(reading.source_year))[name]
                expected = f"dbt_project/seeds/codes/{self.source.dimensions[name].listed_in}.csv"
                alike = nearest(code, sorted(known))
                self._report("unknown_code", reading, str(header), code, expected, alike)

    def _report(
        self,
        code: str,
        reading: Reading,
        column: str | None,
        found: str,
        expected: str | None = None,
        alike: str | None = None,
        **params: str,
    ) -> None:
        params |= {
            "nearest_nb": f", men ligner «{alike}»" if alike else "",
            "nearest_en": f", but looks like «{alike}»" if alike else "",
        }
        finding = Finding(
            code,
            self.source.source_id,
            self.delivery_id,
            reading.sheet,
            None if self.source.file.kind == "px" else reading.file_row,
            column,
            found,
            expected,
            params,
        )
        # a wide table has several readings on a row; its label is one fault
        if finding not in self.findings and not self._is_told(code, reading):
            self.findings.append(finding)
            self._told.add((code, reading.area_label))

    def _is_told(self, code: str, reading: Reading) -> bool:
        """Whether the fault is known: an area of a statbank table is one category with thousands of cells."""
        return self.source.file.kind == "px" and (code, reading.area_label) in self._told
