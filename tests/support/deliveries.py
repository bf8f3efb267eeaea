"""A copy of the project to break: deliveries edited, signed again or added in a folder of their own."""

import io
import shutil
from pathlib import Path

import yaml
from openpyxl import load_workbook

from pipelines.core.origins import SIDECAR_SUFFIX, sha256_of
from pipelines.core.source import DelimitedShape
from pipelines.settings import Settings
from pipelines.sources import load_source

ROOT = Path(__file__).resolve().parents[2]

TRONDHEIM_2011 = "trondheim_criterion_counts/2011/tabell_v2_1.csv"
TRONDHEIM_2012 = "trondheim_criterion_counts/2012/tabell_v2_2.csv"
OSLO_COUNTS = "oslo_criterion_counts/2024/kriterieverdier_fo4_2024.csv"
OSLO_NET = "oslo_net_social_assistance/2022-2024/tabell_3_1_netto_sosialhjelp.xlsx"
OSLO_POPULATION = "oslo_population_18plus/2022/tabell_4_befolkning_18_ar_og_over.csv"
OSLO_ACCOUNTS = "oslo_accounts_fo4c/2022/regnskap_fo4c_2022.xlsx"

_NOT_COPIED = shutil.ignore_patterns("target", "logs", "__pycache__", ".user.yml")


def copy_project(tmp_path: Path) -> Settings:
    """Copy data_raw, dbt_project and expectations below `tmp_path`; gives the copy's settings."""
    for folder in ("data_raw", "dbt_project", "expectations"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=_NOT_COPIED)
    return Settings(
        root=tmp_path,
        data_raw=tmp_path / "data_raw",
        dbt_project=tmp_path / "dbt_project",
        expectations=tmp_path / "expectations",
        build=tmp_path / "build",
    )


def sidecar_of(settings: Settings, delivery_id: str) -> Path:
    """Path of the delivery's origin sidecar."""
    return settings.data_raw / (delivery_id + SIDECAR_SUFFIX)


def edit_text(settings: Settings, delivery_id: str, old: str, new: str, *, resign: bool = True) -> None:
    """Replace a text that stands exactly once in a delimited delivery, in the delivery's encoding.

    Args:
        settings: A copied project.
        delivery_id: `<source_id>/<period>/<file>`.
        old: The text as it stands, line ends included.
        new: What to put there.
        resign: Whether the sidecar gets the new hash and size.
    """
    shape = load_source(delivery_id.split("/", maxsplit=1)[0]).file
    assert isinstance(shape, DelimitedShape), f"{delivery_id} is not a text file"
    file = settings.data_raw / delivery_id
    text = file.read_bytes().decode(shape.encoding)
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {delivery_id}"
    write_bytes(settings, delivery_id, text.replace(old, new).encode(shape.encoding), resign=resign)


def edit_cell(
    settings: Settings, delivery_id: str, cell: str, value: str | float | None, *, resign: bool = True
) -> None:
    """Put a value into one cell ("C12") of the agreed sheet of a workbook delivery."""
    shape = load_source(delivery_id.split("/", maxsplit=1)[0]).file
    assert shape.kind == "workbook", f"{delivery_id} is not a workbook"
    file = settings.data_raw / delivery_id
    workbook = load_workbook(file)
    workbook[shape.sheet][cell] = value
    content = io.BytesIO()
    workbook.save(content)
    write_bytes(settings, delivery_id, content.getvalue(), resign=resign)


def write_bytes(settings: Settings, delivery_id: str, content: bytes, *, resign: bool = True) -> None:
    """Replace the whole content of a delivery."""
    (settings.data_raw / delivery_id).write_bytes(content)
    if resign:
        _sign(settings, delivery_id)


def resign(settings: Settings, delivery_id: str) -> None:
    """Write the file's present hash and size into its sidecar, as a provider that sends it anew would."""
    _sign(settings, delivery_id)


def _sign(settings: Settings, delivery_id: str) -> None:
    file = settings.data_raw / delivery_id
    edit_origin(settings, delivery_id, sha256=sha256_of(file), bytes=file.stat().st_size)


def edit_origin(settings: Settings, delivery_id: str, **fields: object) -> None:
    """Set fields of a delivery's sidecar; the others stay."""
    sidecar = sidecar_of(settings, delivery_id)
    content = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    text = yaml.safe_dump(content | fields, allow_unicode=True, sort_keys=False)
    sidecar.write_text(text, encoding="utf-8")


def add_delivery(
    settings: Settings,
    source_id: str,
    period: str,
    file_name: str,
    content: bytes,
    *,
    like: str,
    **fields: object,
) -> str:
    """Add a delivery whose sidecar is another's with its own place, hash, size and any other fields.

    Args:
        settings: A copied project.
        source_id: Folder of the source.
        period: Folder of the period.
        file_name: Name of the new file.
        content: Its bytes.
        like: Delivery id whose sidecar is copied.
        **fields: Sidecar fields that differ, for example `supersedes`.

    Returns:
        The id of the new delivery.
    """
    delivery_id = f"{source_id}/{period}/{file_name}"
    file = settings.data_raw / delivery_id
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    shutil.copyfile(sidecar_of(settings, like), sidecar_of(settings, delivery_id))
    edit_origin(settings, delivery_id, source_id=source_id, period=period, **fields)
    resign(settings, delivery_id)
    return delivery_id
