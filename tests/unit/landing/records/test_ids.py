"""Numbers of persons: made pseudonyms with a key, refused without one, and found nowhere afterwards."""

import logging
from pathlib import Path

import pytest

from pipelines.core.errors import DeliveryError
from pipelines.core.identifiers import identifier_fault
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.settings import Settings
from tests.support.extracts import GOOD, deliver, findings, land, landed_rows, payments, project, row, told

KEY = "a key of a test, long enough for it"
DIGITS_FIRST, DIGITS_SECOND = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def numbers(count: int) -> list[str]:
    """Synthetic national ids (month + 80) of people born on 1 January 1980, with the right check digits."""
    found = []
    for individual in range(100, 500):
        nine = f"018180{individual}"
        first = -sum(w * int(d) for w, d in zip(DIGITS_FIRST, nine, strict=True)) % 11
        if first > 9:
            continue
        second = -sum(w * int(d) for w, d in zip(DIGITS_SECOND, f"{nine}{first}", strict=True)) % 11
        if second < 10:
            found.append(f"{nine}{first}{second}")
    return found[:count]


IDS = numbers(4)


@pytest.fixture
def keyed(tmp_path: Path) -> Settings:
    return project(tmp_path, pseudonym_key=KEY)


def everything_written(folder: Path) -> bytes:
    """Names and contents of every file but the deliveries themselves."""
    files = [path for path in folder.rglob("*") if path.is_file() and "data_raw" not in path.parts]
    return b"\n".join(str(path.relative_to(folder)).encode() + path.read_bytes() for path in files)


def test_the_test_numbers_are_right() -> None:
    assert len(set(IDS)) == 4
    assert [identifier_fault(one) for one in IDS] == [None] * 4


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_same_person_is_the_same_everywhere(keyed: Settings, kind: str) -> None:
    spelt = [IDS[0], f"{IDS[0][:6]} {IDS[0][6:]}", IDS[1]]
    rows = payments(*({"main_person_pid": one} for one in spelt))
    deliver(keyed, f"fasit_payments/2024/a.{kind}", rows, personal_data="direct")
    persons = row("fasit_persons", person_pid=IDS[1])
    deliver(keyed, "fasit_persons/2024/a.csv", [persons], personal_data="direct")
    [(first,), (same,), (other,)] = landed_rows(land(keyed, "fasit_payments"), "main_person_pid")
    [(person,)] = landed_rows(land(keyed, "fasit_persons"), "person_pid")
    assert first == same == Pseudonymiser(KEY.encode()).pseudonyms([IDS[0]])[IDS[0]]
    assert other == person != first
    assert len(first) == 24
    assert first.startswith("k1")


def test_without_a_key_the_file_is_refused(empty: Settings) -> None:
    rows = payments({"main_person_pid": IDS[0]})
    deliver(empty, "fasit_payments/2024/a.csv", rows, personal_data="direct")
    [finding] = findings(empty, "fasit_payments")
    assert (finding.code, finding.file) == ("no_pseudonym_key", "fasit_payments/2024/a.csv")


def test_numbers_among_pseudonyms_are_told_and_not_shown(empty: Settings) -> None:
    rows = payments({}, {"main_person_pid": IDS[0]}, {"main_person_pid": f"{IDS[1][:6]}-{IDS[1][6:]}"})
    deliver(empty, "fasit_payments/2024/a.csv", rows)
    assert [told(one) for one in findings(empty, "fasit_payments")] == [
        ("identifier_in_pseudonymised", 3, "main_person_pid", None),
        ("identifier_in_pseudonymised", 4, "main_person_pid", None),
    ]


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (IDS[0][:-1] + str((int(IDS[0][-1]) + 1) % 10), "check digits"),
        ("018180", "11 or 12 digits"),
        ("01818000100", "placeholder"),
        ("p1", "other than digits"),
    ],
)
def test_a_number_that_cannot_be_right_is_told(keyed: Settings, number: str, fault: str) -> None:
    rows = payments({"main_person_pid": IDS[0]}, {"main_person_pid": number})
    deliver(keyed, "fasit_payments/2024/a.csv", rows, personal_data="direct")
    [finding] = findings(keyed, "fasit_payments")
    assert told(finding) == ("faulty_identifier", 3, "main_person_pid", None)
    assert fault in finding.message("en")
    assert number not in finding.text("en") + finding.text("nb") + str(finding.as_dict())


def test_households_are_compared_by_person_and_not_by_spelling(keyed: Settings) -> None:
    spelt = f"{IDS[1][:6]} {IDS[1][6:]}"
    rows = [
        row("fasit_household", main_person_pid=IDS[0], member_pid=IDS[1], role_code="Samboer"),
        row("fasit_household", main_person_pid=IDS[2], member_pid=spelt, role_code="Samboer"),
    ]
    deliver(keyed, "fasit_household/2024/a.csv", rows, personal_data="direct")
    assert [told(one)[:2] for one in findings(keyed, "fasit_household")] == [("two_households", 3)]


def test_no_number_that_goes_in_is_written_anywhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    # so little memory that what is made goes to disk meanwhile
    settings = project(tmp_path, pseudonym_key=KEY, memory_limit="60MB")
    told_of = ""
    deliver(
        settings,
        "fasit_payments/2024/good.csv",
        payments(*({"main_person_pid": one} for one in IDS)),
        personal_data="direct",
    )
    land(settings, "fasit_payments")
    without_header = "".join(";".join(one.values()) + "\n" for one in payments({"main_person_pid": IDS[0]}))
    broken: dict[str, bytes | list[dict[str, str]]] = {
        "headless.csv": without_header.encode(),
        "column.csv": payments({"district_code": IDS[1], "payment_date": IDS[2], "purpose_code": IDS[0]}),
        "amount.csv": payments({"main_person_pid": IDS[0], "gross_amount_nok": IDS[3]}),
        "latin.csv": (";".join(GOOD["fasit_payments"]) + f"\n{IDS[0]};\xf8\n").encode("latin-1"),
        "quote.csv": (";".join(GOOD["fasit_payments"]) + f'\n"{IDS[0]};1;2\n{IDS[1]}').encode(),
        "twice.csv": payments(*[{"main_person_pid": IDS[0], "payment_line_id": "L1"}] * 2),
        "pid.csv": payments({"main_person_pid": IDS[0][:-1]}),
    }
    for name, content in broken.items():
        path = deliver(settings, f"fasit_payments/2023/{name}", content, personal_data="direct")
        found = findings(settings, "fasit_payments")
        assert found, name
        told_of += "".join(one.text("nb") + one.text("en") + str(one.as_dict()) for one in found)
        told_of += str(DeliveryError(found))
        path.unlink()
        path.with_name(path.name + ".origin.yml").unlink()
    streams = capfd.readouterr()
    written = everything_written(tmp_path).decode("latin-1") + told_of + caplog.text + "".join(streams)
    for number in IDS:
        assert number not in written
        assert f"{number[:6]} {number[6:]}" not in written


def test_another_key_makes_other_pseudonyms_of_an_unchanged_file(tmp_path: Path) -> None:
    landed = set()
    for key in (KEY, KEY + "2", KEY):
        settings = project(tmp_path, pseudonym_key=key)
        rows = payments({"main_person_pid": IDS[0]})
        deliver(settings, "fasit_payments/2024/a.csv", rows, personal_data="direct")
        landed |= set(landed_rows(land(settings, "fasit_payments"), "main_person_pid"))
    assert len(landed) == 2
