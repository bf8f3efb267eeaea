import duckdb
import pytest

from pipelines.core.sql_text import literal


@pytest.mark.parametrize(
    "text",
    ["", "Sagene", "o'clock", "'", "''", "'; drop table x; --", "\\", "\\'", '"', "a\nb", "%$1?", "æøå €"],
)
def test_a_database_reads_the_text_back(text: str) -> None:
    with duckdb.connect(":memory:") as connection:
        assert connection.execute(f"select {literal(text)}").fetchall() == [(text,)]
