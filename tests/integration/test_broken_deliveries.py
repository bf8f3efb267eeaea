"""Each broken delivery or decision gets its own clear error, and the last release stays as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.support.deliveries import add_delivery, edit_text, resign

COUNTS = "oslo_criterion_counts/2024/kriterieverdier_fo4_2024.csv"
TRONDHEIM = "trondheim_criterion_counts/2012/tabell_v2_2.csv"
ALNA_TSB = "tsb_patients;2022;12;Alna;340\r\n"

Break = Callable[[Settings], None]


def missing_sidecar(project: Settings) -> None:
    Path(f"{project.data_raw / COUNTS}.origin.yml").unlink()


def missing_district(project: Settings) -> None:
    edit_text(project, COUNTS, f"fo4_proposal_2024;{ALNA_TSB}", "", resign=True)


def extra_district(project: Settings) -> None:
    edit_text(
        project,
        COUNTS,
        ALNA_TSB,
        f"{ALNA_TSB}fo4_proposal_2024;tsb_patients;2022;99;Bydel Gamle Olso;5\r\n",
        resign=True,
    )


def text_in_a_number_cell(project: Settings) -> None:
    edit_text(project, COUNTS, "12;Alna;340\r\n", "12;Alna;ca. 340\r\n", resign=True)


def decimal_in_a_count(project: Settings) -> None:
    edit_text(project, COUNTS, "12;Alna;340\r\n", "12;Alna;340,5\r\n", resign=True)


def wrong_encoding(project: Settings) -> None:
    file = project.data_raw / COUNTS
    file.write_bytes(file.read_bytes().decode("cp1252").encode("utf-8"))
    resign(project, COUNTS)


def truncated_file(project: Settings) -> None:
    file = project.data_raw / COUNTS
    file.write_bytes(file.read_bytes()[:-12])
    resign(project, COUNTS)


def duplicate_row(project: Settings) -> None:
    row = f"fo4_proposal_2024;{ALNA_TSB}"
    edit_text(project, COUNTS, row, row + row, resign=True)


def two_deliveries_of_one_period(project: Settings) -> None:
    file = project.data_raw / COUNTS
    add_delivery(
        project, "oslo_criterion_counts", "2024", "kriterieverdier_v2.csv", file.read_bytes(), like=COUNTS
    )


def folder_of_no_source(project: Settings) -> None:
    folder = project.data_raw / "oslo_criterion_count" / "2024"
    folder.mkdir(parents=True)
    (folder / "kriterier.csv").write_bytes(b"Kriterium;Verdi\r\n")


def weights_sum_to_099(project: Settings) -> None:
    seed = project.seeds / "decisions" / "weights.csv"
    lines = seed.read_text(encoding="utf-8").splitlines(keepends=True)
    [index] = [
        i
        for i, line in enumerate(lines)
        if line.startswith("fo4_proposal_2024_fo4c,low_income_non_western_50_67")
    ]
    assert ",0.03," in lines[index] or ",0.030," in lines[index]
    lines[index] = lines[index].replace(",0.030,", ",0.020,").replace(",0.03,", ",0.02,")
    seed.write_text("".join(lines), encoding="utf-8")


def city_total_off_by_one(project: Settings) -> None:
    edit_text(project, TRONDHEIM, "Midtbyen;882;", "Midtbyen;883;", resign=True)


def negative_count(project: Settings) -> None:
    edit_text(project, COUNTS, "12;Alna;340\r\n", "12;Alna;-340\r\n", resign=True)


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (missing_sidecar, [COUNTS, ".origin.yml"]),
        (missing_district, [COUNTS, "Alna", "tsb_patients", "2022"]),
        (extra_district, [COUNTS, "Bydel Gamle Olso", "Gamle Oslo", "row"]),
        (text_in_a_number_cell, [COUNTS, "ca. 340", "Verdi", "row"]),
        (decimal_in_a_count, [COUNTS, "340,5", "Verdi", "row"]),
        (wrong_encoding, [COUNTS, "UTF-8", "Windows-1252"]),
        (truncated_file, [COUNTS, "row"]),
        (duplicate_row, [COUNTS, "Alna", "tsb_patients", "row"]),
        (two_deliveries_of_one_period, [COUNTS, "kriterieverdier_v2.csv", "supersedes"]),
        (folder_of_no_source, ["oslo_criterion_count/2024/kriterier.csv", "trondheim_criterion_counts"]),
        (weights_sum_to_099, ["fo4_proposal_2024_fo4c", "0.99"]),
        (city_total_off_by_one, ["Ikke-vestlig 0-19 år", "4111", "4112"]),
        (negative_count, [COUNTS, "-340"]),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_refused_with_its_own_words(
    project: Settings, refuse: Callable[[], str], break_it: Break, said: list[str]
) -> None:
    break_it(project)
    text = refuse()
    assert all(words.lower() in text.lower() for words in said), text


def test_two_broken_sources_are_told_at_once(project: Settings, refuse: Callable[[], str]) -> None:
    missing_sidecar(project)
    Path(f"{project.data_raw / TRONDHEIM}.origin.yml").unlink()
    text = refuse()
    assert COUNTS in text
    assert TRONDHEIM in text


def test_counts_of_2011_cannot_be_used_for_budget_2013(project: Settings, refuse: Callable[[], str]) -> None:
    """Trondheim 2013 needs the counts of 2012 (lag 1); a delivery that offers older ones is refused."""
    sidecar = project.data_raw / "trondheim_criterion_counts/2011/tabell_v2_1.csv.origin.yml"
    text = sidecar.read_text(encoding="utf-8")
    assert "for_budget_year: 2012" in text
    sidecar.write_text(text.replace("for_budget_year: 2012", "for_budget_year: 2013"), encoding="utf-8")
    said = refuse()
    assert "share_age_0_21" in said
    assert "2011" in said
    assert "2012" in said
    assert "2013" in said
