"""Whoever reads a file that is being written sees whole lines only."""

from pathlib import Path

import pytest

from services.ops.written_lines import written_lines


@pytest.mark.parametrize(
    ("content", "lines"),
    [(b"", []), (b'{"a"', []), (b'{"a": 1}\n{"b', [b'{"a": 1}']), (b"a\n\nb\n", [b"a", b"", b"b"])],
)
def test_a_line_without_its_end_is_left_out(tmp_path: Path, content: bytes, lines: list[bytes]) -> None:
    """What follows the last end of a line is not read."""
    (tmp_path / "file").write_bytes(content)
    assert written_lines(tmp_path / "file") == lines


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    """Its writer may not have begun."""
    assert written_lines(tmp_path / "file") == []
