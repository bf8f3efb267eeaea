"""`kriterier sample --source`: which files, in which form, and that nothing is overwritten unasked."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import Result

from pipelines.core.origins import SIDECAR_SUFFIX, read_origin, sha256_of
from pipelines.sample.deliveries import find_sources
from pipelines.sample.extracts import Wish, make_extracts
from pipelines.sample.tabular import save_csv, save_parquet

Run = Callable[..., Result]
SMALL = ("--years", "2018", "--scale", "0.01")


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(SIDECAR_SUFFIX)
    }


def test_a_source_by_its_beginning_comes_with_honest_sidecars(kriterier: Run, tmp_path: Path) -> None:
    found = kriterier("sample", "--source", "socio,fasit_kvp", *SMALL, "--out", str(tmp_path))
    assert found.exit_code == 0, found.output
    assert files_below(tmp_path) == {
        "fasit_kvp/2018-2018/fasit_kvp_2018-2018.parquet",
        "socio_intro/2018-2018/socio_intro_2018-2018.parquet",
        "socio_persons/2018-2018/socio_persons_2018-2018.parquet",
    }
    for path in files_below(tmp_path):
        origin = read_origin(tmp_path / (path + SIDECAR_SUFFIX))
        assert (origin.synthetic, origin.personal_data) == (True, "pseudonymised")
        assert origin.title.startswith("SYNTETISK")
        assert (origin.sha256, origin.bytes) == (sha256_of(tmp_path / path), (tmp_path / path).stat().st_size)


def test_kostra_files_are_of_direct_identifiers(kriterier: Run, tmp_path: Path) -> None:
    options = ("--source", "kostra_11", "--years", "2024", "--scale", "0.01", "--out", str(tmp_path))
    assert kriterier("sample", *options).exit_code == 0
    assert files_below(tmp_path) == {
        "kostra_11f/2024/Sosial_030100.dat",
        "kostra_11cf/2024/Kvalifisering_030100.dat",
    }
    for path in files_below(tmp_path):
        assert read_origin(tmp_path / (path + SIDECAR_SUFFIX)).personal_data == "direct"


def test_what_is_there_is_kept_and_what_differs_refused_whole(kriterier: Run, tmp_path: Path) -> None:
    words = ("sample", "--source", "socio_intro,fasit_kvp", *SMALL, "--out", str(tmp_path))
    assert "4 files written" in kriterier(*words).stdout
    assert "0 files written, 4 were there already" in kriterier(*words).stdout
    changed = tmp_path / "fasit_kvp/2018-2018/fasit_kvp_2018-2018.parquet"
    changed.write_bytes(b"mine")
    missing = tmp_path / "socio_intro/2018-2018/socio_intro_2018-2018.parquet"
    missing.unlink()
    refused = kriterier(*words)
    assert refused.exit_code == 1
    assert "differs: fasit_kvp/2018-2018/fasit_kvp_2018-2018.parquet" in refused.stderr
    assert (changed.read_bytes(), missing.exists()) == (b"mine", False)
    assert kriterier(*words, "--force").exit_code == 0
    assert missing.exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--years", "2020"), "need --source"),
        (("--source", "fasit", "--years", "20-24"), "2017-2024"),
        (("--source", "fasit", "--years", "2024-2023"), "2017-2024"),
        (("--source", "fasit_kvp", "--scale", "0"), "above 0"),
        (("--source", "fasit_kvp", "--scale", "2"), "at most 1"),
        (("--source", "fasit", "--years", "2019-2020", "--monthly", "2021"), "2019-2020"),
        (("--source", "fasit,sosio"), "'sosio'"),
        (("--source", "fasit_payments", "--years", "2010"), "2017-2024"),
        (("--source", "fasit_kvp", "--years", "2010"), "2017-2024"),
    ],
)
def test_wrong_use_says_what_is_right(
    kriterier: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    found = kriterier("sample", *words, "--out", str(tmp_path / "out"))
    assert found.exit_code == 2
    assert said in found.stderr
    assert files_below(tmp_path) == set()


def test_sources_by_beginning_and_by_whole_id() -> None:
    assert find_sources("kostra_11f") == ("kostra_11f",)
    assert find_sources(" fasit_k , kostra") == ("fasit_kvp", "kostra_accounts", "kostra_11f", "kostra_11cf")
    with pytest.raises(LookupError, match="nothing"):
        find_sources("fasit,nothing")


@pytest.mark.slow
def test_months_are_the_year_in_parts(tmp_path: Path) -> None:
    def saved(monthly: int | None) -> list[Path]:
        folder = tmp_path / str(monthly)
        sources = ("fasit_payments", "fasit_household", "fasit_persons", "fasit_income")
        wish = Wish(sources, range(2017, 2018), scale=0.02, monthly=monthly)
        paths = []
        for file in make_extracts(wish):
            (folder / file.path).parent.mkdir(parents=True)
            file.save(folder / file.path)
            paths.append(folder / file.path)
        return paths

    year, months = saved(None), saved(2017)
    assert (len(year), len(months)) == (4, 48)
    assert {path.parent.name for path in months} == {f"2017-{month:02}" for month in range(1, 13)}
    for whole in year:
        parts = [path for path in months if path.name.startswith(whole.stem.removesuffix("_2017"))]
        if "persons" in whole.name:
            for part in parts:
                rows = pq.read_table(part).to_pylist()
                month = int(part.parent.name[-2:])
                assert {row["valid_from"] for row in rows} == {date(2017, month, 1)}
                assert {row["valid_to"].month for row in rows} == {month}
            continue
        found = (
            duckdb.connect()
            .execute(f"select count(*) from read_parquet({[str(part) for part in parts]})")
            .fetchall()
        )
        assert found == [(pq.read_metadata(whole).num_rows,)]
        left = duckdb.connect().execute(
            f"select count(*) from (from '{whole}' "
            f"except all from read_parquet({[str(part) for part in parts]}))"
        )
        assert left.fetchall() == [(0,)]


def test_a_table_as_csv_and_as_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "pid": pa.array(["a;b", None]).dictionary_encode(),
            "on": [date(2024, 3, 15), None],
            "amount": pa.array([Decimal("-12345.60"), Decimal("0.05")], pa.decimal128(12, 2)),
            "agreed": [True, False],
            "number": pa.array([7, None], pa.int32()),
        }
    )
    save_csv(table, tmp_path / "f.csv")
    assert (tmp_path / "f.csv").read_text(encoding="utf-8").splitlines() == [
        "pid;on;amount;agreed;number",
        '"a;b";2024-03-15;-12345,60;Ja;7',
        ";;0,05;Nei;",
    ]
    save_parquet(table, tmp_path / "f.parquet")
    kinds = duckdb.connect().execute(f"describe from '{tmp_path}/f.parquet'").fetchall()
    assert [kind for _, kind, *_ in kinds] == ["VARCHAR", "DATE", "DECIMAL(12,2)", "BOOLEAN", "INTEGER"]
