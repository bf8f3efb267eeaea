from pathlib import Path

import pytest

from pipelines.core.column_map import read_column_map, spellings, tidy

MAP = "column,2011,2012,2015\ncount,Antall,Antall personer,Antall\nshare,Andel,Andel,-\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "column_map.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("period", "count", "share"),
    [
        ("2011", "Antall", "Andel"),
        ("2012", "Antall personer", "Andel"),
        # not listed: laid out as in the latest period before it
        ("2014", "Antall personer", "Andel"),
        ("2026", "Antall", None),
        # before the first: as the first
        ("2010", "Antall", "Andel"),
    ],
)
def test_headers_of_a_period(tmp_path: Path, period: str, count: str, share: str | None) -> None:
    assert read_column_map(write(tmp_path, MAP)).for_period(period) == {"count": count, "share": share}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,2011\ncount,Antall\n", "the header must be"),
        ("column\ncount\n", "the header must be"),
        ("column,2011\ncount,\n", "every column needs a header"),
        ("column,2011,2012\ncount,Antall\n", "every column needs a header"),
        ("column,2011\ncount,Antall\ncount,Tall\n", "stands twice"),
        ("column,2011,2011\ncount,Antall,Tall\n", "stands twice"),
    ],
)
def test_a_faulty_map_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_column_map(write(tmp_path, text))


def test_a_header_is_read_as_people_read_it() -> None:
    assert tidy(" Netto utgift\n(1000\u00a0kr) ") == "Netto utgift (1000 kr)"


def test_a_header_may_have_several_spellings(tmp_path: Path) -> None:
    headers = read_column_map(write(tmp_path, "column,2022\nyear,År |år| aar\n")).for_period("2022")
    assert spellings(headers["year"] or "") == ["År", "år", "aar"]
    assert spellings("Antall") == ["Antall"]
