"""KOSTRA's files of persons from data_raw to the landed files, and that no number is in anything written."""

import json
import logging
import stat
from datetime import date
from pathlib import Path

import duckdb
import pytest
from pydantic import SecretStr

from pipelines.checks.judge import judge_deliveries
from pipelines.core.errors import DeliveryError
from pipelines.core.pseudonyms import Pseudonymiser
from pipelines.landing.inventory import take_inventory
from pipelines.landing.land import LandedSource, land_source
from pipelines.settings import Settings
from pipelines.sources import load_source
from pipelines.sources.kostra_11cf.read import reader as reader_11cf
from pipelines.sources.kostra_11f.read import reader as reader_11f
from tests.support.extracts import project as empty_project
from tests.support.person_files import (
    ANNA,
    BERIT,
    KEY,
    OTHER_KEY,
    content,
    deliver_persons,
    duf_number,
    national_id,
    participant,
    recipient,
)

CARL = national_id(date(1975, 8, 9), d_number=True)
DUF = duf_number(42)
NUMBERS = (ANNA, BERIT, CARL, DUF)

RECIPIENTS = (
    recipient(2025),
    recipient(2025, BYDELSNR="07"),
    recipient(2025, PERSON_FODSELSNR=CARL, PERSON_JOURNALNR=BERIT[:8]),
    recipient(2025, PERSON_FODSELSNR="", PERSON_DUF=DUF, PERSON_JOURNALNR="J3"),
    recipient(2025, PERSON_FODSELSNR="17858000100", PERSON_JOURNALNR="J4"),
)
PARTICIPANTS = (participant(2025), participant(2025, PERSON_FODSELSNR=BERIT, BYDELSNR="03", KVP_STONAD=""))


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A project with a key and no delivery."""
    return empty_project(tmp_path, pseudonym_key=SecretStr(KEY), pseudonym_key_file=None)


def deliver(settings: Settings, data: bytes | None = None, name: str = "11f.dat", **fields: str) -> str:
    data = content(reader_11f(), 2025, *RECIPIENTS) if data is None else data
    return deliver_persons(settings, "kostra_11f", "2025", name, data, **fields)


def land(settings: Settings, source_id: str = "kostra_11f") -> LandedSource:
    return land_source(source_id, settings, take_inventory(settings, [source_id]))


def rows(settings: Settings, sql: str, source_id: str = "kostra_11f") -> list[tuple[object, ...]]:
    files = settings.personal / source_id / "*.parquet"
    with duckdb.connect() as connection:
        return connection.execute(f"select {sql} from read_parquet('{files}') order by file_row").fetchall()


def codes(settings: Settings) -> set[str]:
    with pytest.raises(DeliveryError) as caught:
        land(settings)
    return {one.code for one in caught.value.findings}


def test_records_land_with_pseudonyms_in_files_of_the_owner_alone(project: Settings) -> None:
    delivery_id = deliver(project)
    landed = land(project)
    made = Pseudonymiser(KEY.encode()).pseudonyms(NUMBERS)
    assert rows(project, "delivery_id, synthetic, file_row, district_code, person_pid, age") == [
        (delivery_id, True, 1, "01", made[ANNA], 45),
        (delivery_id, True, 2, "07", made[ANNA], 45),
        (delivery_id, True, 3, "01", made[CARL], 50),
        (delivery_id, True, 4, "01", made[DUF], 45),
        (delivery_id, True, 5, "01", None, 45),
    ]
    assert landed.rows == 5
    [one] = landed.record["deliveries"]
    assert (one["rows_delivered"], one["rows_landed"], one["personal_data"]) == (5, 5, "direct")
    assert one["profile"] == {
        "rows": 5,
        "persons": 3,
        "grant_nok": "100000",
        "loan_nok": "0",
        "grant_months_nok": "100000",
        "loan_months_nok": "0",
        "warnings": {"006": 1},
    }
    folder = project.personal / "kostra_11f"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (project.personal, folder)] == [0o700, 0o700]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert not list(project.landed.glob("kostra_11f*.parquet"))


def test_a_person_is_the_same_in_both_forms(project: Settings) -> None:
    deliver(project)
    deliver_persons(project, "kostra_11cf", "2025", "11cf.dat", content(reader_11cf(), 2025, *PARTICIPANTS))
    land(project)
    land(project, "kostra_11cf")
    [(anna,), (berit,)] = rows(project, "person_pid", "kostra_11cf")
    assert anna == rows(project, "person_pid")[0][0]
    assert berit not in {pid for (pid,) in rows(project, "person_pid")}
    assert rows(project, "begun_on, support_nok", "kostra_11cf")[1] == (date(2025, 1, 8), 0)


def test_a_person_is_the_same_in_an_extract_with_ids(project: Settings) -> None:
    written = f"{ANNA[:6]} {ANNA[6:]}"
    line = f"L1;{written};01;2025-03-15;Husleie;100,00;2026-01-15\n"
    header = ";".join(load_source("fasit_payments").fields) + "\n"
    deliver(project)
    deliver_persons(project, "fasit_payments", "2025", "fasit.csv", (header + line).encode())
    land(project)
    land(project, "fasit_payments")
    assert rows(project, "main_person_pid", "fasit_payments") == rows(project, "person_pid")[:1]


def test_a_file_is_used_again_until_it_the_key_or_the_code_changes(project: Settings) -> None:
    deliver(project)
    land(project)
    [parquet] = (project.personal / "kostra_11f").iterdir()
    before, pids = parquet.stat().st_ino, set(rows(project, "person_pid"))
    land(project)
    assert parquet.stat().st_ino == before
    rotated = project.model_copy(update={"pseudonym_key": SecretStr(OTHER_KEY)})
    land(rotated)
    assert parquet.stat().st_ino != before
    assert pids & set(rows(project, "person_pid")) == {(None,)}


def test_no_delivery_and_no_recipient_are_empty_tables(project: Settings) -> None:
    assert land(project).rows == 0
    assert rows(project, "*") == []
    deliver(project, b" ")
    assert land(project).rows == 0
    assert rows(project, "person_pid, grant_nok") == []


def test_a_correction_of_the_file_tells_what_moved(project: Settings) -> None:
    first = deliver(project)
    later = [*RECIPIENTS[:3], recipient(2025, BYDELSNR="09", BIDRAG="21000", BIDRAG_JAN="13000")]
    deliver(project, content(reader_11f(), 2025, *later), "11f_rettet.dat", supersedes=first)
    drift = {one["measure"]: (one["before"], one["after"]) for one in land(project).record["drift"]}
    assert drift["rows"] == (5, 4)
    assert drift["persons"] == (3, 2)
    assert drift["grant_nok"] == ("100000", "81000")
    assert drift["warnings 006"] == (1, None)


def test_without_a_key_the_file_is_refused(project: Settings) -> None:
    deliver(project)
    keyless = project.model_copy(update={"pseudonym_key": None})
    assert codes(keyless) == {"no_pseudonym_key"}
    assert not list(project.personal.rglob("*.parquet"))
    short = project.model_copy(update={"pseudonym_key": SecretStr("too short")})
    assert codes(short) == {"unusable_pseudonym_key"}


@pytest.mark.parametrize(
    ("stated", "code"),
    [("pseudonymised", "not_declared_direct"), ("aggregate", "invalid_sidecar"), ("none", "invalid_sidecar")],
)
def test_an_origin_that_says_otherwise_is_refused(project: Settings, stated: str, code: str) -> None:
    deliver(project, personal_data=stated)
    assert codes(project) == {code}


def test_check_tells_everything_at_once_and_warnings_apart(project: Settings) -> None:
    faulty = [*RECIPIENTS, recipient(2025, KJONN="3", PERSON_JOURNALNR="J9", BIDRAG_JAN="1")]
    good = content(reader_11f(), 2025, *faulty)
    delivery_id = deliver(project, good + good[:100] + b"\r\n")
    keyless = project.model_copy(update={"pseudonym_key": None})
    [judged] = judge_deliveries(keyless, [delivery_id]).judgements
    assert {(one.code, one.params.get("rule_id"), one.row, one.column) for one in judged.findings} == {
        ("no_pseudonym_key", None, None, None),
        ("control_rule_broken", "002", 6, "KJONN"),
        ("control_rule_broken", "005A", 1, "PERSON_FODSELSNR"),
        ("control_rule_broken", "005A", 6, "PERSON_FODSELSNR"),
        ("control_rule_broken", "008", 6, "KJONN"),
        ("wrong_record_length", None, 7, None),
    }
    assert "100" in judged.findings[-1].text("nb")
    assert {(one.params.get("rule_id"), one.row) for one in judged.warnings} == {("006", 4), ("036", 6)}
    assert not keyless.personal.exists()


def test_check_accepts_what_lands_and_says_what_was_good(project: Settings) -> None:
    [judged] = judge_deliveries(project, [deliver(project)]).judgements
    assert not judged.refused
    assert {one.params["rule_id"] for one in judged.warnings} == {
        "006",
        "every_district",
        "few_without_number",
    }
    assert judged.good is not None
    assert (judged.good.rows_landed, judged.good.periods) == (5, (2025,))
    assert judged.good.areas == ("Gamle Oslo", "Vestre Aker")


def written_below(folder: Path) -> list[bytes]:
    """Every file, as bytes, and of Parquet the rows too, for in the file they are packed."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    parquet = [path for path in paths if path.suffix == ".parquet"]
    with duckdb.connect() as connection:
        rows_of = [connection.execute(f"from read_parquet('{path}')").fetchall() for path in parquet]
    return [*(path.read_bytes() for path in paths), *(repr(one).encode() for one in rows_of)]


def test_no_number_is_in_anything_written(
    project: Settings, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Journal and caseworker neither: a journal number can hold what identifies, and here one does."""
    wrong = ANNA[:-1] + str((int(ANNA[-1]) + 1) % 10)
    with caplog.at_level(logging.DEBUG):
        deliver(project)
        deliver_persons(
            project, "kostra_11cf", "2025", "11cf.dat", content(reader_11cf(), 2025, *PARTICIPANTS)
        )
        said = [json.dumps(land(project, one).record) for one in ("kostra_11f", "kostra_11cf")]
        refused = content(reader_11f(), 2025, *RECIPIENTS, recipient(2025, PERSON_FODSELSNR=wrong, KJONN="8"))
        delivery_id = deliver(project, refused, supersedes="kostra_11f/2025/11f.dat", name="faulty.dat")
        with pytest.raises(DeliveryError) as caught:
            land(project)
        said += [str(caught.value), caught.value.text("nb")]
        [judged] = judge_deliveries(project, [delivery_id]).judgements
        said += [repr(judged.findings), repr(judged.warnings)]
        with duckdb.connect(str(project.build / "derived.duckdb")) as connection:
            parquet = project.personal / "kostra_11f" / "*.parquet"
            connection.execute(f"create table landed as select * from read_parquet('{parquet}')")
    written = written_below(project.build)
    assert any(one.startswith(b"PAR1") for one in written)
    output = capfd.readouterr()
    said += [caplog.text, output.out, output.err]
    told = b"\n".join([*written, *(text.encode() for text in said)])
    for number in (*NUMBERS, wrong, BERIT[:8], "S-ANSATT"):
        assert number.encode() not in told
    for number in NUMBERS:
        # the digits behind the day of birth name the person as well
        assert number[6:11].encode() not in b"".join(text.encode() for text in said)
