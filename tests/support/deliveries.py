"""A copy of the project to break: deliveries edited, signed again or added in a folder of their own."""

import io
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from openpyxl import load_workbook

from pipelines.core.origins import SIDECAR_SUFFIX, sha256_of
from pipelines.core.source import Shape, WorkbookShape
from pipelines.settings import Settings
from pipelines.sources import load_source
from tests.support.grids import Grid, TextGrid, WorkbookGrid, text_encoding

ROOT = Path(__file__).resolve().parents[2]

TRONDHEIM_2011 = "trondheim_criterion_counts/2011/tabell_v2_1.csv"
TRONDHEIM_2012 = "trondheim_criterion_counts/2012/tabell_v2_2.csv"
BOLIGBYGG_2022 = "boligbygg_dwellings/2022/kommunale_boliger_2022.xlsx"
FRAMES = "budget_frames/2024-2026/rammer_fo4.xlsx"
HELSEDATA_TSB = "helsedata_tsb/2022/tsb_pasienter_2022.xlsx"
HUSBANKEN_2022 = "husbanken_housing_allowance/2022/bostotte_2022.csv"
OSLO_NET = "oslo_net_social_assistance/2022-2024/tabell_3_1_netto_sosialhjelp.xlsx"
POPULATION = "ssb_population/2022-2026/10826_befolkning.json"
OSLO_POPULATION = "oslo_population_18plus/2022/tabell_4_befolkning_18_ar_og_over.csv"

PATIENTS = "Antall unike pasienter"
ALNA_PATIENTS = {"Kjønn": "Begge kjønn", "Alder": "I alt", "Bydel": "Alna"}
"""The column and the row of HELSEDATA_TSB with the value of tsb_patients in Alna: 340."""

_PATTERNS = ("target", "logs", "__pycache__", ".user.yml")
_NOT_COPIED = shutil.ignore_patterns(*_PATTERNS)


def _without_extracts(folder: str, names: list[str]) -> set[str]:
    left_out = set(_NOT_COPIED(folder, names))
    if Path(folder) == ROOT / "data_raw":
        left_out |= {name for name in names if name.startswith(("fasit_", "socio_"))}
    return left_out


def copy_project(tmp_path: Path, *, extracts: bool = False) -> Settings:
    """Copy data_raw, dbt_project and expectations below `tmp_path`; gives the copy's settings.

    Args:
        tmp_path: Where to.
        extracts: Whether the large extracts of the case systems are copied too. No key rests on them, and a
            refresh is a quarter shorter without.
    """
    for folder in ("data_raw", "dbt_project", "expectations"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=_NOT_COPIED if extracts else _without_extracts
        )
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
    text, encoding = decode(settings, delivery_id)
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {delivery_id}"
    write_bytes(settings, delivery_id, text.replace(old, new).encode(encoding), resign=resign)


def decode(settings: Settings, delivery_id: str) -> tuple[str, str]:
    """The text of a delimited or pasted delivery, line ends kept, and its character set."""
    file = settings.data_raw / delivery_id
    encoding = text_encoding(file, _shape(delivery_id))
    return file.read_bytes().decode(encoding), encoding


def edit_cell(
    settings: Settings, delivery_id: str, cell: str, value: str | float | None, *, resign: bool = True
) -> None:
    """Put a value into one cell ("C12") of the agreed sheet of a workbook delivery."""
    shape = _shape(delivery_id)
    assert shape.kind == "workbook", f"{delivery_id} is not a workbook"
    file = settings.data_raw / delivery_id
    workbook = load_workbook(file)
    workbook[shape.sheet][cell] = value
    content = io.BytesIO()
    workbook.save(content)
    write_bytes(settings, delivery_id, content.getvalue(), resign=resign)


def edit_row(
    settings: Settings,
    delivery_id: str,
    column: str,
    value: str | float | None,
    *,
    where: Mapping[str, str],
    resign: bool = True,
) -> int:
    """Put a value into a column of the one row whose cells read as `where` says, by header.

    Works on workbooks and delimited files alike; a merged cell counts for every row it spans.

    Args:
        settings: A copied project.
        delivery_id: `<source_id>/<period>/<file>`.
        column: Header of the cell to change.
        value: What to put there.
        where: Header -> text of the cells that tell the row.
        resign: Whether the sidecar gets the new hash and size.

    Returns:
        The row's number in the file or sheet, from 1.
    """
    grid = _grid(settings, delivery_id, [column, *where])
    row = grid.row_where(where)
    grid.put(row, column, value)
    write_bytes(settings, delivery_id, grid.content(), resign=resign)
    return row


def drop_rows(settings: Settings, delivery_id: str, *, where: Mapping[str, str]) -> int:
    """Take out every row whose cells read as `where` says; gives how many there were, at least one."""
    grid = _grid(settings, delivery_id, where)
    rows = grid.rows_where(where)
    assert rows, f"no row of {delivery_id} has {dict(where)}"
    grid.drop(rows)
    write_bytes(settings, delivery_id, grid.content())
    return len(rows)


def _grid(settings: Settings, delivery_id: str, headers: Iterable[str]) -> Grid:
    shape, file = _shape(delivery_id), settings.data_raw / delivery_id
    if isinstance(shape, WorkbookShape):
        return WorkbookGrid(file, shape.sheet, headers)
    return TextGrid(file, shape, headers)


def _shape(delivery_id: str) -> Shape:
    return load_source(delivery_id.split("/", maxsplit=1)[0]).file


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


def edit_seed(project: Settings, name: str, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a decision."""
    path: Path = project.seeds / "decisions" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
