"""The recipient statistics of the models equal an independent pandas implementation on random extracts."""

import csv
import math
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.contract.project import ROOT
from tests.support.models import ModelRun, Node, compile_project
from tests.support.social_extracts import Frames, make_extracts
from tests.support.social_pandas import Rules, compute
from tests.support.social_pandas.rules import CITY, DISTRICTS

pytestmark = [pytest.mark.xdist_group("compiled"), pytest.mark.slow]

STAGED = {
    "fasit_payments": "stg_fasit_payments__lines",
    "fasit_household": "stg_fasit_household__members",
    "fasit_persons": "stg_fasit_persons__facts",
    "fasit_income": "stg_fasit_income__months",
    "fasit_kvp": "stg_fasit_kvp__periods",
    "socio_persons": "stg_socio_persons__persons",
    "socio_intro": "stg_socio_intro__periods",
}
COMPARED = {
    "recipients": {
        *("recipients_year", "recipients_last_contact", "recipients_month", "recipients_monthly_mean"),
        "months_per_recipient",
    },
    "gross_amounts": {"gross_paid", "annual_amount", "annual_amount_histogram"},
    "characteristics": {
        *("under_30", "with_children", "four_or_more_children", "foreign_background", "refugee_background"),
    },
    "inflow_and_duration": {"new_recipients", "duration", "long_term"},
    "full_assistance": {"full_assistance"},
    "incomes": {"income_year"},
    "persons": {"persons_month", "persons_monthly_mean"},
}
"""Families compared, and of each the statistics: S1-S5, S10, S17, S24-S32, S36."""

OTHER_RULES = Rules(
    custody_year=49,
    new_gap_months=23,
    spell_gap_months=3,
    long_term_inclusive=False,
    duration_counts="months",
)
TURNING = ("characteristics", "inflow_and_duration")
"""Families whose figures turn on these."""
VARS = {
    "social_custody_year: 50": "social_custody_year: 49",
    "social_new_gap_months: 24": "social_new_gap_months: 23",
    "social_spell_gap_months: 2": "social_spell_gap_months: 3",
    "social_long_term_inclusive: true": "social_long_term_inclusive: false",
    "social_duration_counts: span": "social_duration_counts: months",
}

Key = tuple[str, int, int, str, str]
Answer = tuple[float, float | None, float | None]


def parents(nodes: Mapping[str, Node], names: Iterable[str]) -> set[str]:
    """The nodes and all they rest on, down to the staged extracts."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += () if name in STAGED.values() else nodes[name].reads
    return found


def part_of_project(target: Path) -> Path:
    """A copy of the project with the turning families alone: dbt parses it in a third of the time."""
    source = ROOT / "dbt_project"
    for part in ("macros", "seeds", "tests", "models/staging/extracts", "models/social/people"):
        shutil.copytree(source / part, target / part)
    for file in (
        "dbt_project.yml",
        "models/columns.md",
        *(f"models/social/{family}.sql" for family in TURNING),
    ):
        shutil.copy(source / file, target / file)
    return target


def run_of(nodes: Mapping[str, Node], families: Iterable[str]) -> ModelRun:
    """The social models on given extracts; seeds hold what they hold."""
    needed = parents(nodes, families)
    seeds = {name for name in needed if nodes[name].path.endswith(".csv")}
    run = ModelRun(nodes, {*seeds, *STAGED.values()})
    for seed in seeds:
        with (ROOT / "dbt_project" / nodes[seed].path).open(encoding="utf-8", newline="") as lines:
            rows = [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(lines)]
        run.fill(seed, rows)
    return run


def stage(run: ModelRun, extracts: Frames) -> None:
    """Give the models the extracts as their staging views would."""
    for source_id, name in STAGED.items():
        frame = extracts[source_id].assign(area_system="oslo_districts")
        if "district_code" in frame:
            frame["district_id"] = "0301" + frame["district_code"]
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        run.fill(name, [{str(column): value for column, value in row.items()} for row in rows])


def found(run: ModelRun, family: str) -> dict[Key, Answer]:
    """What a family's model says, rows of value zero left out."""
    return {
        (
            row["statistic_id"],
            row["year"],
            row["month"] or 0,
            row["district_id"],
            row["category"],
        ): _answer(row)
        for row in run.rows(family)
        if row["value"] and row["statistic_id"] in COMPARED[family]
    }


def expected(answers: pd.DataFrame, family: str) -> dict[Key, Answer]:
    """What pandas says of a family, in the same shape."""
    rows = answers[answers["statistic_id"].isin(COMPARED[family]) & (answers["value"] != 0)]
    return {
        (
            row["statistic_id"],
            int(row["year"]),
            int(row["month"]),
            row["district_id"],
            row["category"],
        ): _answer(row)
        for row in rows.to_dict("records")
    }


def _answer(row: Mapping[Any, Any]) -> Answer:
    base, units = (None if row[name] is None else float(row[name]) for name in ("base", "units"))
    return float(row["value"]), None if base is None or math.isnan(base) else base, units


def differences(run: ModelRun, answers: pd.DataFrame, family: str) -> list[str]:
    """Rows on which the two disagree; whole numbers and kroner exactly, quotients within 1e-9."""
    theirs, ours = found(run, family), expected(answers, family)
    assert {key[0] for key in ours} == COMPARED[family], "the extract leaves a statistic empty"
    wrong = []
    for key in sorted({*theirs, *ours}):
        one, other = theirs.get(key), ours.get(key)
        if one is None or other is None or not all(map(_same, one, other)):
            wrong.append(f"{key}: model {one}, pandas {other}")
    return wrong


def _same(one: float | None, other: float | None) -> bool:
    # the model's column has six decimals, so a quotient is compared after the same rounding
    if one is None or other is None:
        return one is other
    return math.isclose(one, round(other, 6), rel_tol=1e-9, abs_tol=1e-9)


@pytest.fixture(scope="module")
def run(compiled: dict[str, Node]) -> Iterator[ModelRun]:
    models = run_of(compiled, COMPARED)
    yield models
    models.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_statistics_of_a_random_extract(run: ModelRun, seed: int) -> None:
    extracts = make_extracts(seed)
    stage(run, extracts)
    answers = compute(extracts, Rules(purpose_least_nok=0))
    wrong = {family: differences(run, answers, family) for family in COMPARED}
    assert not any(wrong.values()), wrong


def test_counts_are_given_for_every_year_and_district(run: ModelRun) -> None:
    stage(run, make_extracts(1))
    grid = {(year, area) for year in range(2020, 2025) for area in (*DISTRICTS, CITY)}
    for family, statistic_ids in COMPARED.items():
        rows = run.rows(family)
        for statistic_id in statistic_ids:
            of_one = [row for row in rows if row["statistic_id"] == statistic_id]
            areas = {(row["year"], row["district_id"]) for row in of_one if row["category"] == "all"}
            if areas and not any(row["month"] for row in of_one):
                assert areas == grid, f"{statistic_id}: {sorted(grid ^ areas)[:3]}"


def test_statistics_with_other_parameters(tmp_path: Path) -> None:
    """Children from custody 50, new after 24 months, three empty months in a spell, long-term above 24
    months, duration counted in months paid."""
    project = part_of_project(tmp_path / "dbt_project")
    settings = (project / "dbt_project.yml").read_text(encoding="utf-8")
    for before, after in VARS.items():
        assert settings.count(before) == 1, f"{before} is not a variable of the project"
        settings = settings.replace(before, after)
    (project / "dbt_project.yml").write_text(settings, encoding="utf-8")
    models = run_of(compile_project(tmp_path / "compiled", project), TURNING)
    extracts = make_extracts(4)
    stage(models, extracts)
    answers, usual = compute(extracts, OTHER_RULES), compute(extracts)
    for family in TURNING:
        assert differences(models, answers, family) == []
    for statistic_id in ("with_children", "new_recipients", "duration", "long_term"):
        one, other = (frame[frame["statistic_id"] == statistic_id] for frame in (answers, usual))
        assert not one["value"].equals(other["value"]), f"{statistic_id} does not turn on the parameters"
    models.close()
