"""Extracts for the recipient benchmarks: the full-scale sample, made once, and many copies of its persons."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import yaml

from pipelines.core.origins import SIDECAR_SUFFIX
from pipelines.settings import Settings

SOURCES = (
    *("fasit_payments", "fasit_household", "fasit_persons", "fasit_income", "fasit_kvp"),
    *("socio_persons", "socio_intro"),
)
"""The extracts that the statistics rest on."""
KEYS = ("payment_line_id", "main_person_pid", "member_pid", "person_pid")


def make_sample(folder: Path, *options: str) -> Path:
    """The sample of Fasit and Socio, 2017-2024, at full scale; made when the folder is not there.

    Args:
        folder: Where it lies from now on, as <source_id>/<period>/<file>.
        options: More options of `kriterier sample`, such as `--monthly 2024`.
    """
    if not folder.exists():
        unfinished = folder.with_name(folder.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        command = [str(Path(sys.executable).parent / "kriterier"), "sample", "--source", "fasit,socio"]
        command += ["--years", "2017-2024", "--scale", "1.0", "--out", str(unfinished), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        unfinished.rename(folder)
    return folder


def multiply(extracts: Path, folder: Path, times: int, settings: Settings) -> Path:
    """So many copies of every person, each with pseudonyms of its own; made when the folder is not there."""
    if folder.exists():
        return folder
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    with duckdb.connect(config={"memory_limit": settings.memory_limit}) as connection:
        for file in sorted(extracts.glob("*/*/*.parquet")):
            target = unfinished / file.relative_to(extracts)
            target.parent.mkdir(parents=True)
            names = connection.execute("select column_name from (describe from read_parquet(?))", [str(file)])
            keys = [name for (name,) in names.fetchall() if name in KEYS]
            made = ", ".join(f"{key} || '-' || copy as {key}" for key in keys)
            connection.execute(
                f"copy (select files.* replace ({made}) from read_parquet('{file}') as files, "
                f"range({times}) as copies (copy)) to '{target}' (format parquet)"
            )
            _write_sidecar(file, target)
    unfinished.rename(folder)
    return folder


def _write_sidecar(file: Path, target: Path) -> None:
    origin = yaml.safe_load(file.with_name(file.name + SIDECAR_SUFFIX).read_text(encoding="utf-8"))
    with target.open("rb") as content:
        origin |= {"sha256": hashlib.file_digest(content, "sha256").hexdigest()}
    origin |= {"bytes": target.stat().st_size}
    text = yaml.safe_dump(origin, allow_unicode=True, sort_keys=False)
    target.with_name(target.name + SIDECAR_SUFFIX).write_text(text, encoding="utf-8")


def deliver(extracts: Path, settings: Settings, *, without: str | None = None) -> None:
    """Fill the settings' folder of deliveries: the seven extracts, and all else that ships with the project.

    Args:
        extracts: Where the extracts lie.
        settings: Whose `data_raw` is filled.
        without: A period, such as `2024-12`, whose files are left out.
    """
    for source in sorted(Settings().data_raw.iterdir()):
        if source.is_dir() and source.name not in SOURCES:
            shutil.copytree(source, settings.data_raw / source.name, copy_function=_link, dirs_exist_ok=True)
    for source_id in SOURCES:
        for period in sorted((extracts / source_id).iterdir()):
            if period.name != without:
                target = settings.data_raw / source_id / period.name
                shutil.copytree(period, target, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    if not Path(target).exists():
        try:
            os.link(source, target)
        except OSError:  # another disk
            shutil.copy2(source, target)
