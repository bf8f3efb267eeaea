"""Blocking checks of what a reader could make of the published tables.

They look at these tables alone and do not trust how they were made.
"""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb

from pipelines.disclosure.board import Board
from pipelines.disclosure.figures import Key
from pipelines.disclosure.reading import read_code_lists, read_published, read_rules

SHOWN = 20
"""A check gives no more messages than this, for one leak brings others."""


@dataclass(frozen=True)
class DisclosureCheck:
    """A check of a published table.

    `description` says what it protects; `find` gives messages about the table's faults.
    """

    name: str
    table: str
    description: str
    find: Callable[[duckdb.DuckDBPyConnection], list[str]]


def solved_figures(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Hidden figures that the published tables give away, as sentences that do not repeat them."""
    board = Board.of(read_published(connection), read_rules(connection), read_code_lists(connection))
    messages = [f"{_name(key)}: hidden in one row, shown in another" for key in board.given_away()]
    for component in board.components():
        messages += [
            f"{_name(one.unknown)}: can be solved from what is shown" for one in board.solved(component)
        ]
    return _cut(messages)


def shown_small_figures(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Counts below the threshold of their statistic that are shown all the same."""
    rules = read_rules(connection)
    messages = []
    for figure in read_published(connection):
        rule = rules[figure.key.statistic_id]
        counts = rule.counts and rule.statistic_id != "net_moves"
        if counts and figure.value is not None and 0 < figure.value < rule.threshold:
            messages.append(f"{_name(figure.key)}: fewer than {rule.threshold}, and shown")
    return _cut(messages)


def _half_hidden(table: str, numbers: tuple[str, ...]) -> Callable[[duckdb.DuckDBPyConnection], list[str]]:
    shown = " or ".join(f"{number} is not null" for number in numbers)

    def find(connection: duckdb.DuckDBPyConnection) -> list[str]:
        count = connection.execute(
            f"select count(*) from social.{table} where status = 'suppressed' and ({shown})"
        ).fetchall()[0][0]
        return [f"social.{table}: {count} suppressed row(s) with a number"] if count else []

    return find


_HALF_HIDDEN = (
    "A suppressed row carries no number at all. If it fails, the disclosure code is at fault: do not publish."
)

CHECKS = (
    DisclosureCheck(
        "no_hidden_figure_can_be_solved",
        "statistics",
        "What is hidden stays hidden: neither sums nor bounds over all published recipient tables together "
        "give a suppressed figure. If it fails, a statistic gives away another one: declare how they hang "
        "together in pipelines/disclosure/relations.py or sums.py, and refresh again.",
        solved_figures,
    ),
    DisclosureCheck(
        "no_small_count_is_shown",
        "statistics",
        "Counts of fewer units than the threshold of codes.social_statistics are suppressed. If it fails, "
        "the disclosure code is at fault: do not publish.",
        shown_small_figures,
    ),
    DisclosureCheck(
        "suppressed_statistics_are_empty",
        "statistics",
        _HALF_HIDDEN,
        _half_hidden("statistics", ("value", "base", "ratio", "change")),
    ),
    DisclosureCheck("suppressed_moves_are_empty", "moves", _HALF_HIDDEN, _half_hidden("moves", ("moves",))),
    DisclosureCheck(
        "suppressed_amounts_are_empty",
        "gross_against_net",
        _HALF_HIDDEN,
        _half_hidden("gross_against_net", ("gross_nok", "net_nok", "net_share")),
    ),
)


def _name(key: Key) -> str:
    when = f"{key.year}-{key.month:02d}" if key.month else str(key.year)
    return f"{key.statistic_id} {when} district {key.district_id} category {key.category}"


def _cut(messages: list[str]) -> list[str]:
    ordered = sorted(set(messages))
    more = len(ordered) - SHOWN
    return [*ordered[:SHOWN], f"and {more} more"] if more > 0 else ordered
