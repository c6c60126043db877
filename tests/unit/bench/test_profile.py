"""CPU time is attributed to packages and to our functions."""

from pathlib import Path

from bench.profile import by_function, by_package, package_of

OURS = "/w/services/stats/domain/batch.py:plan"
LIBRARY = "/v/site-packages/pydantic/main.py:validate"
STANDARD = "/usr/lib/python3.11/json/encoder.py:encode"


def test_files_belong_to_a_package() -> None:
    """Ours by module, libraries by name."""
    assert package_of("/w/services/runtime/kafka/consumer.py") == "services/runtime/kafka"
    assert package_of("/v/lib/python3.11/site-packages/pydantic/main.py") == "pydantic"
    assert package_of("/usr/lib/python3.11/json/encoder.py") == "standard library"


def test_samples_become_shares(tmp_path: Path) -> None:
    """The standard library counts for its caller; a function of ours counts with all that it calls, once a stack."""
    file = tmp_path / "samples"
    file.write_text(f"1.000\t{STANDARD}\t{OURS}\t{OURS}\n3.000\t{LIBRARY}\t{OURS}\n4.000\t{STANDARD}")
    assert dict(by_package(file)) == {
        "event loop and start of process": 0.5,
        "pydantic": 0.375,
        "services/stats/domain": 0.125,
    }
    assert by_function(file) == [("services/stats/domain/batch.py plan", 0.5)]
