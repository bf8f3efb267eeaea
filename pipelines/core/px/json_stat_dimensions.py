"""The variables of a JSON-stat 2 dataset; `category.index` may be an object, an array, or left out."""

from typing import Any

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.px.table import PxVariable


def read_variables(dataset: dict[str, Any], about: Finding) -> list[PxVariable]:
    """The variables in the order of the cells.

    Raises:
        DeliveryError: broken_px_table, one finding per fault.
    """
    findings: list[Finding] = []

    def report(column: str, nb: str, en: str, found: object = None, expected: object = None) -> None:
        params = {"problem_nb": nb, "problem_en": en}
        texts = [None if fact is None else str(fact) for fact in (found, expected)]
        findings.append(
            Finding(
                "broken_px_table",
                about.source_id,
                about.file,
                column=column,
                found=texts[0],
                expected=texts[1],
                params=params,
            )
        )

    ids, size = dataset.get("id"), dataset.get("size")
    dimensions = dataset.get("dimension")
    if not isinstance(ids, list) or not isinstance(size, list) or not isinstance(dimensions, dict):
        report("id, size, dimension", "id, size eller dimension mangler", "id, size or dimension is missing")
        raise DeliveryError(findings)
    if len(ids) != len(size) or len(set(map(str, ids))) != len(ids):
        report("id, size", "id og size passer ikke sammen", "id and size do not agree", size, ids)
        raise DeliveryError(findings)
    variables = []
    for code, count in zip(map(str, ids), size, strict=True):
        category = _category(dimensions.get(code))
        codes = _codes(category)
        if codes is None:
            nb, en = "kategoriene har ikke hver sin plass", "the categories do not have a place each"
            report(code, nb, en, category.get("index"), f"0 - {count}")
        elif len(codes) != count or not codes:
            nb, en = "antall kategorier er ikke det size sier", "the number of categories is not that of size"
            report(code, nb, en, len(codes), count)
        else:
            labels = category.get("label") or {}
            units = _units(category.get("unit"))
            variables.append(
                PxVariable(code, codes, tuple(str(labels.get(one, one)) for one in codes), units)
            )
    if findings:
        raise DeliveryError(findings)
    return variables


def _category(dimension: object) -> dict[str, Any]:
    category = dimension.get("category") if isinstance(dimension, dict) else None
    return category if isinstance(category, dict) else {}


def _codes(category: dict[str, Any]) -> tuple[str, ...] | None:
    """The codes in the order of the cells; None when their places are not 0, 1, 2 and so on."""
    index = category.get("index")
    if index is None:
        # only a single category may go without: there is one place it can have
        label = category.get("label")
        return tuple(label) if isinstance(label, dict) and len(label) == 1 else None
    if isinstance(index, list):
        return tuple(map(str, index)) if len(set(map(str, index))) == len(index) else None
    if not isinstance(index, dict) or sorted(index.values(), key=str) != sorted(range(len(index)), key=str):
        return None
    return tuple(sorted(index, key=index.__getitem__))


def _units(unit: object) -> dict[str, str]:
    if not isinstance(unit, dict):
        return {}
    return {
        code: str(one["base"])
        for code, one in unit.items()
        if isinstance(one, dict) and one.get("base") is not None
    }
