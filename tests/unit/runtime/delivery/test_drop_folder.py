"""A folder as the way to a system of others: files are whole, and settled ones lie aside."""

import os
import stat
from pathlib import Path

import pytest

from services.runtime.delivery.drop_folder import DropFolder, write_whole
from services.runtime.failures import PermanentError


def test_a_file_is_its_owners_alone_unless_told_otherwise(tmp_path: Path) -> None:
    """Names of people may stand in it; those who know better open it to the group."""
    DropFolder(tmp_path).leave("a", b"{}")
    DropFolder(tmp_path, 0o640).leave("b", b"{}")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.json", "b.json")]
    assert modes == [0o600, 0o640]


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Other files, hidden ones and folders are none of them."""
    folder = DropFolder(tmp_path)
    for name in ("b", "a"):
        folder.leave(name, b"{}")
    (tmp_path / "half.tmp").write_bytes(b"")
    (tmp_path / ".hidden.json").write_bytes(b"")
    (tmp_path / "c.json").mkdir()
    assert [file.path.name for file in folder.files()] == ["a.json", "b.json"]
    assert list(DropFolder(tmp_path / "nowhere").files()) == []


def test_a_settled_file_lies_aside_once(tmp_path: Path) -> None:
    """Two processes may settle the same one; the reason lies beside a rejected one."""
    folder = DropFolder(tmp_path)
    folder.leave("a", b"{}")
    folder.leave("b", b"{}")
    first, second = folder.files()
    for _ in range(2):
        first.accept()
        second.reject("reply_unreadable", "data.leg")
    assert [path.name for path in (tmp_path / "done").iterdir()] == ["a.json"]
    assert (tmp_path / "rejected" / "b.reason").read_bytes() == b'{"reason":"reply_unreadable","field":"data.leg"}'
    assert list(folder.files()) == []


def test_what_is_too_large_or_gone_cannot_be_read(tmp_path: Path) -> None:
    """The field tells which."""
    folder = DropFolder(tmp_path)
    folder.leave("a", b"x" * ((1 << 20) + 1))
    (file,) = folder.files()
    with pytest.raises(PermanentError, match="field=size"):
        file.read()
    file.path.unlink()
    with pytest.raises(PermanentError, match="field=file"):
        file.read()


def test_a_write_that_fails_leaves_the_former_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole or not at all."""
    path = tmp_path / "a.json"
    write_whole(path, b"old")

    def broken(_: int) -> None:
        raise OSError(28, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="no room"):
            write_whole(path, b"new")
    assert ([each.name for each in tmp_path.iterdir()], path.read_bytes()) == (["a.json"], b"old")
