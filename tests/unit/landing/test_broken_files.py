from collections.abc import Callable

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import (
    ALNA_PATIENTS,
    HELSEDATA_TSB,
    OSLO_NET,
    OSLO_POPULATION,
    PATIENTS,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    edit_cell,
    edit_row,
    edit_text,
    write_bytes,
)
from tests.support.landing import findings_of


def _reencode(settings: Settings, delivery_id: str, old: str, new: str) -> None:
    text = (settings.data_raw / delivery_id).read_bytes().decode(old)
    write_bytes(settings, delivery_id, text.encode(new))


def _keep_the_header(settings: Settings, delivery_id: str) -> None:
    header, _ = (settings.data_raw / delivery_id).read_bytes().split(b"\n", maxsplit=1)
    write_bytes(settings, delivery_id, header + b"\n")


def _cut(settings: Settings, delivery_id: str, kept: int) -> None:
    write_bytes(settings, delivery_id, (settings.data_raw / delivery_id).read_bytes()[:kept])


@pytest.mark.parametrize(
    ("delivery_id", "break_it", "code", "said"),
    [
        (
            TRONDHEIM_2012,
            lambda s: _reencode(s, TRONDHEIM_2012, "cp1252", "utf-8"),
            "wrong_encoding",
            "Found: UTF-8. Expected: Windows-1252",
        ),
        (
            OSLO_POPULATION,
            lambda s: _reencode(s, OSLO_POPULATION, "utf-8-sig", "cp1252"),
            "wrong_encoding",
            "Found: Windows-1252",
        ),
        (TRONDHEIM_2012, lambda s: _cut(s, TRONDHEIM_2012, -20), "truncated_file", "no line end"),
        (TRONDHEIM_2012, lambda s: _cut(s, TRONDHEIM_2012, 0), "truncated_file", "the file is empty"),
        (OSLO_POPULATION, lambda s: _cut(s, OSLO_POPULATION, 46), "truncated_file", "no line end"),
        (OSLO_NET, lambda s: _cut(s, OSLO_NET, 3000), "truncated_file", "cannot be opened"),
        (
            TRONDHEIM_2012,
            lambda s: _keep_the_header(s, TRONDHEIM_2012),
            "truncated_file",
            "no rows below the header",
        ),
        (
            TRONDHEIM_2012,
            lambda s: edit_text(s, TRONDHEIM_2012, "Bydel;Antall personer;", "Bydel;Antall barn;"),
            "undeclared_column",
            "Antall barn",
        ),
        (
            TRONDHEIM_2012,
            lambda s: edit_text(s, TRONDHEIM_2012, "Bydel;Antall personer;", "Bydel;Bydel;"),
            "duplicate_header",
            "Bydel",
        ),
        (OSLO_NET, lambda s: edit_cell(s, OSLO_NET, "C4", "2025"), "undeclared_column", "2025"),
        (
            HELSEDATA_TSB,
            lambda s: edit_cell(s, HELSEDATA_TSB, "A1", "Bestilling for 2021"),
            "wrong_year",
            "2021",
        ),
        (
            HELSEDATA_TSB,
            lambda s: edit_row(s, HELSEDATA_TSB, PATIENTS, 340.5, where=ALNA_PATIENTS),
            "decimal_in_count",
            f"sheet «Tabell 1», row 136, column «{PATIENTS}»",
        ),
        (
            OSLO_NET,
            lambda s: edit_cell(s, OSLO_NET, "D7", "ukjent"),
            "not_a_number",
            "sheet «Tabell 3.1», row 7, column «2024»",
        ),
        (OSLO_NET, lambda s: edit_cell(s, OSLO_NET, "A6", "Bydel Løkka"), "unknown_area", "row 6"),
        (
            OSLO_POPULATION,
            lambda s: edit_text(s, OSLO_POPULATION, "2022,12,Alna", "2021,12,Alna"),
            "wrong_year",
            "Found: 2021. Expected: 2022",
        ),
        (
            OSLO_POPULATION,
            lambda s: edit_text(s, OSLO_POPULATION, "Alna,38708", "Alna,38708.5"),
            "decimal_in_count",
            "38708.5",
        ),
        (
            TRONDHEIM_2011,
            lambda s: edit_text(s, TRONDHEIM_2011, "2011;2011;0-21 år;Heimdal", "2012;2011;0-21 år;Heimdal"),
            "wrong_year",
            "column «Tabellår»",
        ),
        (
            TRONDHEIM_2011,
            lambda s: edit_text(s, TRONDHEIM_2011, "Antall;Andel", "Antall personer;Andel"),
            "undeclared_column",
            "Antall personer",
        ),
        (
            TRONDHEIM_2012,
            lambda s: edit_text(
                s, TRONDHEIM_2012, "0-21 år;Heimdal;9\u00a0383", "0-21 år;Heimdal;9\u00a0833"
            ),
            "share_mismatch",
            "9833 of 47032 is 20.907 per cent. Found: 20,0. Expected: 20,9",
        ),
    ],
)
def test_a_broken_file_has_an_error_of_its_own(
    project: Settings, delivery_id: str, break_it: Callable[[Settings], None], code: str, said: str
) -> None:
    break_it(project)
    found = findings_of(project, delivery_id)
    assert found[0].code == code
    assert said in found[0].text("en")
    # a renamed column is both one too many and one too few; nothing else follows from one fault
    assert len(found) == 1 or [f.code for f in found[1:]] == ["missing_header"]


def test_a_renamed_column_says_what_it_was_called(project: Settings) -> None:
    edit_text(project, TRONDHEIM_2012, "Bydel;Antall personer;", "Bydel;Antall barn;")
    missing = findings_of(project, TRONDHEIM_2012)[1]
    assert (missing.code, missing.expected) == ("missing_header", "Antall personer")
    assert missing.found == "Tabellår, Dataår, Kriterium, Bydel, Antall barn, Andel av byen (%)"


def test_last_line_cut_short_before_its_line_end(project: Settings) -> None:
    text = (project.data_raw / TRONDHEIM_2012).read_bytes()
    write_bytes(project, TRONDHEIM_2012, text.rsplit(b";", maxsplit=1)[0] + b"\r\n")
    [finding] = findings_of(project, TRONDHEIM_2012)
    assert (finding.code, finding.row, finding.found, finding.expected) == ("truncated_file", 36, "5", "6")
