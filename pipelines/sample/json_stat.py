"""A JSON-stat 2 response as the statbanks send it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Categories = Mapping[str, str]
"""Code -> label, in order."""


def response(
    label: str,
    source: str,
    variables: Mapping[str, tuple[str, Categories]],
    contents: tuple[str, str],
    values: Sequence[int | None],
    status: Mapping[int, str],
) -> bytes:
    """One table.

    Args:
        label: Title of the table.
        source: Who publishes it.
        variables: Variable -> (label, categories), in the order of the values.
        contents: The variable that holds the measure, and the measure's unit.
        values: Row-major; None where `status` gives a mark.
        status: Place of a value -> its mark.
    """
    names = list(variables)
    dimension: dict[str, Any] = {}
    for name, (text, categories) in variables.items():
        index = {code: place for place, code in enumerate(categories)}
        dimension[name] = {"label": text, "category": {"index": index, "label": dict(categories)}}
    metric, unit = contents
    units = {code: {"base": unit, "decimals": 0} for code in variables[metric][1]}
    dimension[metric]["category"]["unit"] = units
    body = {
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "source": source,
        "updated": "2026-06-15T06:00:00Z",
        "note": ["SYNTETISKE TALL / SYNTHETIC FIGURES"],
        "role": {"time": [names[-1]], "geo": [names[0]], "metric": [metric]},
        "id": names,
        "size": [len(categories) for _, categories in variables.values()],
        "dimension": dimension,
        "value": list(values),
    }
    if status:
        body["status"] = {str(place): mark for place, mark in status.items()}
    return (json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
