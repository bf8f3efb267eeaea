"""A file is replaced whole or not at all."""

from pathlib import Path

import pytest

from pipelines.core.replacing import replaced, write_whole


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), replaced(target) as temporary:
        temporary.write_text("half \ud800", encoding="utf-8")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "a.yml", "\ud800")
    assert list(tmp_path.iterdir()) == []
