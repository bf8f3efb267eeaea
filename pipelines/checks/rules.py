"""Evaluates the common expectations without Great Expectations, which takes seconds to import.

A rule means here what it means there: what is null is passed over, a row condition chooses the rows, bounds
are inclusive, and of rows that should be unique every one of a group is named. Values are looked at once
each, however often they stand in the column. `evaluate_rule` raises `UnknownRuleError` for what it does not
know exactly; Great Expectations then evaluates the suite (`pipelines.checks.evaluate`).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Protocol

from pipelines.checks.findings import Broken, Records
from pipelines.checks.suites import ExpectationSpec

Column = Sequence[Any]


class Frame(Records, Protocol):
    """A frame by column and by row."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> Column:
        """The values of a column, one per row.

        Raises:
            KeyError: The frame has no such column.
        """
        ...


class UnknownRuleError(Exception):
    """The rule is of a type, or has an argument, that only Great Expectations knows."""


def evaluate_rule(spec: ExpectationSpec, frame: Frame) -> Broken | None:
    """How the frame breaks the rule; None when it holds.

    Raises:
        UnknownRuleError: The rule cannot be evaluated here.
    """
    known = _RULES.get(spec.type)
    if known is None:
        raise UnknownRuleError(spec.type)
    evaluate, arguments = known
    if unknown := set(spec.kwargs) - arguments:
        raise UnknownRuleError(f"{spec.type}: {sorted(unknown)}")
    # a rule on a table without rows is for the rule that counts them
    if not len(frame) and spec.type != _ROW_COUNT:
        raise UnknownRuleError("no rows")
    try:
        return evaluate(spec.kwargs, frame)
    except (KeyError, TypeError) as error:
        raise UnknownRuleError(f"{spec.type}: {error}") from error


def _row_count(kwargs: dict[str, Any], frame: Frame) -> Broken | None:
    low, high = _bounds(kwargs)
    inside = (low is None or low <= len(frame)) and (high is None or len(frame) <= high)
    return None if inside else Broken(observed=str(len(frame)))


def _not_null(kwargs: dict[str, Any], frame: Frame) -> Broken | None:
    return _where(frame, kwargs, lambda value: value is None)


def _null(kwargs: dict[str, Any], frame: Frame) -> Broken | None:
    return _where(frame, kwargs, lambda value: value is not None)


def _in_set(kwargs: dict[str, Any], frame: Frame) -> Broken | None:
    allowed = _plain(kwargs["value_set"])
    return _where(frame, kwargs, lambda value: value is not None and value not in allowed)


def _not_in_set(kwargs: dict[str, Any], frame: Frame) -> Broken | None:
    banned = _plain(kwargs["value_set"])
    return _where(frame, kwargs, lambda value: value is not None and value in banned)


def _between(kwargs: dict[str, Any], frame: Frame) -> Broken | None:
    low, high = _bounds(kwargs)
    # a text lies between no numbers, and the library says so in words of its own
    if any(isinstance(value, str) for value in set(frame.column(kwargs["column"]))):
        raise UnknownRuleError("between, on a column of texts")
    return _where(
        frame,
        kwargs,
        lambda value: (
            value is not None and ((low is not None and value < low) or (high is not None and value > high))
        ),
    )


def _unique(kwargs: dict[str, Any], frame: Frame) -> Broken | None:
    keys = list(zip(*(frame.column(name) for name in kwargs["column_list"]), strict=True))
    if len(set(keys)) == len(keys):
        return None
    repeated = {key for key, times in Counter(keys).items() if times > 1 and any(k is not None for k in key)}
    return _broken([place for place, key in enumerate(keys) if key in repeated])


_ROW_COUNT = "expect_table_row_count_to_be_between"
_BOUNDS = {"min_value", "max_value"}
_ON_COLUMN = {"column", "row_condition"}
_RULES: dict[str, tuple[Callable[[dict[str, Any], Frame], Broken | None], set[str]]] = {
    _ROW_COUNT: (_row_count, _BOUNDS),
    "expect_column_values_to_not_be_null": (_not_null, _ON_COLUMN),
    "expect_column_values_to_be_null": (_null, _ON_COLUMN),
    "expect_column_values_to_be_in_set": (_in_set, _ON_COLUMN | {"value_set"}),
    "expect_column_values_to_not_be_in_set": (_not_in_set, _ON_COLUMN | {"value_set"}),
    "expect_column_values_to_be_between": (_between, _ON_COLUMN | _BOUNDS),
    "expect_compound_columns_to_be_unique": (_unique, {"column_list"}),
}


def _where(frame: Frame, kwargs: dict[str, Any], is_wrong: Callable[[Any], bool]) -> Broken | None:
    """The places where the value is wrong, among the rows the row condition chooses."""
    column = frame.column(kwargs["column"])
    wrong = {value for value in set(column) if is_wrong(value)}
    if not wrong:
        return None
    places = [place for place, value in enumerate(column) if value in wrong]
    condition = kwargs.get("row_condition")
    if condition is not None:
        chosen, meant = _condition(condition, frame)
        places = [place for place in places if chosen[place] in meant]
    return _broken(places)


def _broken(places: list[int]) -> Broken | None:
    return Broken(places) if places else None


def _condition(condition: Any, frame: Frame) -> tuple[Column, set[Any]]:  # noqa: ANN401, JSON is anything
    """The column a row condition looks at, and those of its values that fulfil it."""
    if not isinstance(condition, dict) or condition.keys() != {"type", "column", "operator", "parameter"}:
        raise UnknownRuleError(f"row condition {condition!r}")
    operator = condition["operator"]
    if condition["type"] != "comparison" or operator not in ("IN", "NOT_IN"):
        raise UnknownRuleError(f"row condition {operator!r}")
    column, listed = frame.column(condition["column"]["name"]), _plain(condition["parameter"])
    return column, {value for value in set(column) if (value in listed) == (operator == "IN")}


def _plain(values: Any) -> set[Any]:  # noqa: ANN401, JSON is anything
    """The values of a list, when they are texts and numbers."""
    if not isinstance(values, list) or not all(
        isinstance(one, str | int | float | Decimal) and not isinstance(one, bool) for one in values
    ):
        raise UnknownRuleError(f"values {values!r}")
    return set(values)


def _bounds(kwargs: dict[str, Any]) -> tuple[float | None, float | None]:
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    if not all(
        one is None or (isinstance(one, int | float) and not isinstance(one, bool)) for one in (low, high)
    ):
        raise UnknownRuleError(f"bounds {low!r}, {high!r}")
    return low, high
