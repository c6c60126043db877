"""`lienthong intake sources hash`: operators fill a data source's file without writing identity numbers down."""

import pytest
from typer.testing import CliRunner

from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.ops.cli import app
from services.runtime.sealing import new_key_ring

KEY = "h" * 40


def test_numbers_from_standard_input_become_the_hashes_that_intake_looks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash a line, the same for every spelling, and no number in the output."""
    monkeypatch.setenv("LIENTHONG_LOOKUP_HASH_KEY", KEY)
    monkeypatch.setenv("LIENTHONG_FIELD_KEYS", new_key_ring("f1"))
    done = CliRunner().invoke(app, ["intake", "sources", "hash"], input="012345678901\n\n012 345 678 901\n")
    assert done.exit_code == 0, done.output
    expected = KeyedHashes(KEY.encode()).of_id_number("012345678901")[0]
    assert done.output.split() == [expected, expected]
