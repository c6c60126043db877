"""The page of proofs lists every one that the Makefile offers."""

import re
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).parents[2]


def test_every_proof_is_in_the_table() -> None:
    """Each target once, with what it is about and how its last run ended; and none that there is not."""
    targets = re.findall(r"^(prove-[a-z0-9-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    page = (PROJECT / "docs/proof.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `make (prove-[a-z0-9-]+)` \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)
    assert sorted(listed) == sorted(targets)
