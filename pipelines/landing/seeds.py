"""Areas and criterion labels as the seeds know them; SQL resolves by the same rows."""

import csv
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import Settings


@dataclass(frozen=True)
class Area:
    """One area of an area system; `level` is district, rest or city; years are inclusive."""

    district_id: str
    name: str
    level: str
    first_year: int
    last_year: int | None

    def valid_in(self, year: int) -> bool:
        """Whether the area exists in the year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class Areas:
    """The areas of one area system and every label that means one of them."""

    areas: Mapping[str, Area]
    by_alias: Mapping[str, str]
    spellings: tuple[str, ...]

    def resolve(self, label: str) -> Area | None:
        """The area a label means; upper and lower case and outer spaces do not matter."""
        return self.areas.get(self.by_alias.get(label.strip().lower(), ""))

    @property
    def names(self) -> list[str]:
        """Names of all areas, in the order of the seed."""
        return [area.name for area in self.areas.values()]

    def nearest(self, label: str) -> str | None:
        """The known spelling most like an unknown one."""
        return nearest(label, self.spellings)


def load_areas(settings: Settings, area_system: str) -> Areas:
    """The areas of one system from the geography seeds."""
    folder = settings.seeds / "geography"
    areas = {
        row["district_id"]: Area(
            row["district_id"],
            row["name"],
            row["level"],
            int(row["valid_from"][:4]),
            int(row["valid_to"][:4]) if row["valid_to"] else None,
        )
        for row in _rows(folder / "areas.csv")
        if row["area_system"] == area_system
    }
    aliases = [row for row in _rows(folder / "area_aliases.csv") if row["area_system"] == area_system]
    return Areas(
        areas,
        {row["alias"].strip().lower(): row["district_id"] for row in aliases},
        tuple(row["alias"] for row in aliases),
    )


def load_labels(settings: Settings, source_id: str) -> dict[str, str]:
    """Criterion id by the label the source uses for it."""
    rows = _rows(settings.seeds / "codes" / "criterion_labels.csv")
    return {row["label"]: row["criterion_id"] for row in rows if row["source_id"] == source_id}


def load_codes(settings: Settings, code_list: str) -> frozenset[str]:
    """The codes of one list: the first column of its seed."""
    return frozenset(next(iter(row.values())) for row in _rows(settings.seeds / "codes" / f"{code_list}.csv"))


def district_number(district_id: str) -> str:
    """The two digits that deliveries know a district by."""
    return district_id[-2:]


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known text most like another, None when nothing is alike."""
    by_lower = {item.lower(): item for item in known}
    found = difflib.get_close_matches(text.lower(), by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
