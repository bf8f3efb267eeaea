"""A small JSON-stat dataset to bend, and what the reader makes of it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.json_stat import read_json_stat
from pipelines.core.px.table import PxTable, as_decimal

ABOUT = Finding("", "kilde", "kilde/2022/f.json")


def dataset(**changes: object) -> dict[str, Any]:
    """Two districts, two sexes, two years: eight cells, two of them marked."""
    whole: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": "10826: Folkemengde",
        "source": "Statistisk sentralbyrå",
        "updated": "2026-02-25T07:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": ["Region", "Kjonn", "ContentsCode", "Tid"],
        "size": [2, 2, 1, 2],
        "dimension": {
            "Region": {
                "label": "region",
                "category": {
                    "index": {"030101a": 0, "030102a": 1},
                    "label": {"030101a": "Gamle Oslo", "030102a": "Grünerløkka"},
                },
            },
            "Kjonn": {"category": {"index": {"1": 0, "2": 1}, "label": {"1": "Menn", "2": "Kvinner"}}},
            "ContentsCode": {
                "category": {
                    "index": {"Personer1": 0},
                    "label": {"Personer1": "Personer"},
                    "unit": {"Personer1": {"base": "personer", "decimals": 0}},
                }
            },
            "Tid": {"category": {"index": {"2022": 0, "2023": 1}, "label": {"2022": "2022"}}},
        },
        "value": [11, 12, None, 14, 15, None, 17, 18],
        "status": {"2": ":", "5": ".."},
    }
    return whole | changes


def read(tmp_path: Path, content: bytes | dict[str, Any]) -> PxTable:
    file = tmp_path / "f.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return read_json_stat(file, ABOUT)


def faults(tmp_path: Path, content: bytes | dict[str, Any]) -> list[Finding]:
    with pytest.raises(DeliveryError) as caught:
        read(tmp_path, content)
    for finding in caught.value.findings:
        assert (finding.source_id, finding.file) == ("kilde", "kilde/2022/f.json")
        assert "{" not in finding.message("nb") + finding.message("en")
    return list(caught.value.findings)


def fault(tmp_path: Path, content: bytes | dict[str, Any]) -> Finding:
    [finding] = faults(tmp_path, content)
    return finding


def cells(table: PxTable) -> dict[tuple[str, ...], tuple[Decimal | None, str | None]]:
    """Value and mark by the cell's codes, in the order of the variables' names."""
    frame = table.frame()
    names = sorted(variable.code for variable in table.variables)
    return {
        tuple(str(row[name]) for name in names): (
            as_decimal(table.values[place]),
            row["status"] if isinstance(row["status"], str) else None,
        )
        for place, (_, row) in enumerate(frame.iterrows())
    }
