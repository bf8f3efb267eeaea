"""The recipient statistics S1-S36 in pandas, straight from the delivered Parquet files.

    python -m benchmarks.social_pandas --extracts FOLDER --work FOLDER

The same implementation that the tests compare the models with (`tests/support/social_pandas`): vectorised,
persons as numbers, nothing checked. Prints the seconds of reading and computing as JSON; the answers lie in
`pandas.parquet` below the work folder.
"""

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "fasit_payments": (
        *("main_person_pid", "district_code", "payment_date", "purpose_code", "gross_amount_nok"),
    ),
    "fasit_household": ("main_person_pid", "month", "role_code", "birth_date", "custody_pct"),
    "fasit_persons": (
        *("person_pid", "birth_date", "marital_status_code", "origin_country_code"),
        *("citizenship_country_code", "valid_from", "valid_to"),
    ),
    "fasit_income": ("main_person_pid", "month", "income_type_code"),
    "socio_persons": ("person_pid",),
}
"""What the statistics use of each extract; nothing else is read."""


def read(extracts: Path, source_id: str) -> "pd.DataFrame":
    """The files of an extract as one frame: labels as our codes, dates as datetime64, amounts as floats."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    from pipelines.sources import load_source

    found: Any = ds.dataset(sorted((extracts / source_id).glob("*/*.parquet"))).to_table(
        columns=list(COLUMNS[source_id])
    )
    for place, field in enumerate(found.schema):
        if pa.types.is_decimal(field.type):
            found = found.set_column(place, field.name, pc.cast(found[field.name], pa.float64()))
        elif pa.types.is_dictionary(field.type) and not field.name.endswith("_code"):
            found = found.set_column(place, field.name, pc.cast(found[field.name], pa.string()))
    frame: pd.DataFrame = found.to_pandas(date_as_object=False)
    for name, described in load_source(source_id).fields.items():
        if name in frame and described.codes:
            labels = frame[name].astype("category")
            frame[name] = labels.cat.rename_categories(dict(described.codes))
    for name in ("origin_country_code", "citizenship_country_code"):
        if name in frame:
            frame[name] = frame[name].astype("object")
    return frame


def main() -> None:
    """One timed run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--extracts", type=Path, required=True, help="folder with <source_id>/<period>/<file>"
    )
    parser.add_argument("--work", type=Path, required=True, help="where the answers go")
    options = parser.parse_args()
    from tests.support.social_pandas import compute

    options.work.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    frames = {source_id: read(options.extracts, source_id) for source_id in COLUMNS}
    in_memory = time.perf_counter()
    answers = compute(frames, with_programmes=False)
    done = time.perf_counter()
    answers.to_parquet(options.work / "pandas.parquet")
    print(json.dumps({"reading": in_memory - start, "statistics": done - in_memory}))


if __name__ == "__main__":
    main()
