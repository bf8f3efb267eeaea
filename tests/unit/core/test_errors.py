import re
import string
from pathlib import Path

import pipelines
from pipelines.core.error_texts import TEXTS
from pipelines.core.errors import DeliveryError, Finding

FINDING = Finding(
    "not_a_number",
    "helsedata_tsb",
    "helsedata_tsb/2022/tall.xlsx",
    sheet="Ark 1",
    row=12,
    column="Verdi",
    found="ca. 340",
    params={"example": "12 320"},
)


def test_a_finding_names_place_fault_found_expected_and_next_step() -> None:
    assert FINDING.text("en") == (
        "helsedata_tsb/2022/tall.xlsx, sheet «Ark 1», row 12, column «Verdi»: "
        "The cell is not a number. "
        "Found: ca. 340. Expected: a number, for example 12 320. "
        "Correct the file and send it again as a new delivery with its own origin."
    )
    assert FINDING.text("nb") == (
        "helsedata_tsb/2022/tall.xlsx, ark «Ark 1», rad 12, kolonne «Verdi»: Cella er ikke et tall. "
        "Funnet: ca. 340. Forventet: et tall, for eksempel 12 320. "
        "Rett fila og send den på nytt som en ny leveranse med eget opphav."
    )


def test_an_empty_cell_is_said_to_be_empty() -> None:
    finding = Finding("missing_value", "s", "s/2024/f.csv", row=3, column="Antall", found="")
    assert "Found: nothing." in finding.text("en")
    assert "Funnet: ingenting." in finding.text("nb")


def test_braces_in_what_was_delivered_are_left_alone() -> None:
    finding = Finding("unknown_area", "s", "f", found="{source_id}", params={"nearest_en": " {x}"})
    assert "Found: {source_id}." in finding.text("en")
    assert "The area is unknown {x}." in finding.text("en")


def test_an_error_says_all_findings_one_per_line() -> None:
    error = DeliveryError([FINDING, FINDING])
    assert str(error).splitlines() == [FINDING.text("en")] * 2
    assert error.text("nb").splitlines() == [FINDING.text("nb")] * 2
    assert error.findings == (FINDING, FINDING)


def test_every_text_is_there_in_both_languages_and_uses_the_same_words() -> None:
    for code, texts in TEXTS.items():
        for part in ("message", "expected", "next"):
            nb, en = texts.get(f"{part}_nb"), texts.get(f"{part}_en")
            assert (nb is None) == (en is None), code
            if part != "expected":
                assert nb, code
                assert en, code
            assert _words(nb or "") == _words(en or ""), code


def test_every_code_that_is_reported_has_a_text() -> None:
    code = re.compile(r'(?:Finding|report|_report)\(\s*"([a-z_]+)"')
    folder = Path(pipelines.__file__).parent
    used = {
        name
        for room in ("core", "sources", "landing", "checks", "fetching")
        for path in (folder / room).rglob("*.py")
        for name in code.findall(path.read_text(encoding="utf-8"))
    }
    assert len(used) > 20
    assert used == set(TEXTS)


def test_a_finding_can_be_written_as_json() -> None:
    content = FINDING.as_dict()
    assert content["row"] == 12
    assert content["text_en"] == FINDING.text("en")
    assert content["params"] == {"example": "12 320"}


def _words(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
