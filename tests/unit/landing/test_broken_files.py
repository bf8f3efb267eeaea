from collections.abc import Callable

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import (
    OSLO_ACCOUNTS,
    OSLO_COUNTS,
    OSLO_NET,
    OSLO_POPULATION,
    TRONDHEIM_2011,
    TRONDHEIM_2012,
    edit_cell,
    edit_text,
    write_bytes,
)
from tests.support.landing import findings_of


def _reencode(settings: Settings, delivery_id: str, old: str, new: str) -> None:
    text = (settings.data_raw / delivery_id).read_bytes().decode(old)
    write_bytes(settings, delivery_id, text.encode(new))


def _cut(settings: Settings, delivery_id: str, kept: int) -> None:
    write_bytes(settings, delivery_id, (settings.data_raw / delivery_id).read_bytes()[:kept])


@pytest.mark.parametrize(
    ("delivery_id", "break_it", "code", "said"),
    [
        (
            OSLO_COUNTS,
            lambda s: _reencode(s, OSLO_COUNTS, "cp1252", "utf-8"),
            "wrong_encoding",
            "Found: UTF-8. Expected: Windows-1252",
        ),
        (
            OSLO_POPULATION,
            lambda s: _reencode(s, OSLO_POPULATION, "utf-8-sig", "cp1252"),
            "wrong_encoding",
            "Found: Windows-1252",
        ),
        (OSLO_COUNTS, lambda s: _cut(s, OSLO_COUNTS, -20), "truncated_file", "no line end"),
        (OSLO_COUNTS, lambda s: _cut(s, OSLO_COUNTS, 0), "truncated_file", "the file is empty"),
        (OSLO_POPULATION, lambda s: _cut(s, OSLO_POPULATION, 46), "truncated_file", "no line end"),
        (OSLO_ACCOUNTS, lambda s: _cut(s, OSLO_ACCOUNTS, 3000), "truncated_file", "cannot be opened"),
        (
            OSLO_COUNTS,
            lambda s: write_bytes(
                s, OSLO_COUNTS, b"Kriteriesett;Kriterium;\xc5rgang;Bydelsnr;Bydel;Verdi\r\n"
            ),
            "truncated_file",
            "no rows below the header",
        ),
        (
            OSLO_COUNTS,
            lambda s: edit_text(s, OSLO_COUNTS, "Bydel;Verdi\r\n", "Bydel;Antall\r\n"),
            "undeclared_column",
            "Antall",
        ),
        (
            OSLO_COUNTS,
            lambda s: edit_text(s, OSLO_COUNTS, "Bydelsnr;Bydel;Verdi", "Bydel;Bydel;Verdi"),
            "duplicate_header",
            "Bydel",
        ),
        (OSLO_NET, lambda s: edit_cell(s, OSLO_NET, "C4", "2025"), "undeclared_column", "2025"),
        (OSLO_ACCOUNTS, lambda s: edit_cell(s, OSLO_ACCOUNTS, "A1", "Regnskap 2021"), "wrong_year", "2021"),
        (
            OSLO_ACCOUNTS,
            lambda s: edit_cell(s, OSLO_ACCOUNTS, "C6", 185731.5),
            "decimal_in_count",
            "sheet «Regnskap», row 6, column «Netto utgift (1000 kr)»",
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
    edit_text(project, OSLO_COUNTS, "Bydel;Verdi\r\n", "Bydel;Antall\r\n")
    missing = findings_of(project, OSLO_COUNTS)[1]
    assert (missing.code, missing.expected) == ("missing_header", "Verdi")
    assert missing.found == "Kriteriesett, Kriterium, Årgang, Bydelsnr, Bydel, Antall"


def test_last_line_cut_short_before_its_line_end(project: Settings) -> None:
    text = (project.data_raw / OSLO_COUNTS).read_bytes()
    write_bytes(project, OSLO_COUNTS, text.rsplit(b";", maxsplit=1)[0] + b"\r\n")
    [finding] = findings_of(project, OSLO_COUNTS)
    assert (finding.code, finding.row, finding.found, finding.expected) == ("truncated_file", 271, "5", "6")
