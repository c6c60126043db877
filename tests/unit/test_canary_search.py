"""The search for traces of a person, without which its silence would mean nothing."""

import json
import unicodedata

import pytest

from tests.e2e.canary import CANARY, EMAIL, TRACES, traces_in

LEAKS = {
    "a name in a sentence": f"dossier of {CANARY['name']} refused".encode(),
    "a decomposed name": unicodedata.normalize("NFD", CANARY["name"]).encode(),
    "an escaped name": json.dumps({"name": CANARY["name"]}).encode(),
    "a number in E.164": b"+84987605432",
    "a number as it was written": b"called 0987 605 432",
    "an identity number among bytes": b"\x00\xff" + CANARY["id_number"].encode() + b"\xfe",
    "an address": CANARY["address"].encode(),
    "a mail address": EMAIL.encode(),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS.keys())
def test_a_leak_is_found(leak: bytes) -> None:
    """In any form in which it could be written somewhere."""
    assert traces_in(b"before " + leak + b" after")


def test_what_is_not_of_the_person_is_no_trace() -> None:
    """Otherwise the search would cry wolf."""
    assert traces_in("H90.01-261123-0001 Nguyễn Thị Mai 0912 345 678".encode()) == set()
    assert len(TRACES) == len(set(TRACES))
