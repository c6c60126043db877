"""What a store says while it stops or starts must never count as the fault of a record."""

import pytest
from pymongo.errors import OperationFailure

from services.runtime.failures import PermanentError, TransientError
from services.runtime.store.errors import classified

_INTERNAL_ERROR = 1


@pytest.mark.parametrize(
    "words",
    [
        "the database system is shutting down",
        "the database system is starting up",
        "terminating connection due to administrator command",
        "pool.go:90 (documentdb.(*Pool).Acquire): failed to connect to `user=postgres database=postgres`",
    ],
)
def test_restart_of_the_store_is_transient(words: str) -> None:
    """A restart of the DocumentDB engine's PostgreSQL is waited for, though the error code is that of a bug."""
    assert isinstance(classified(OperationFailure(words, _INTERNAL_ERROR), "dossiers"), TransientError)


def test_other_internal_errors_stay_permanent() -> None:
    """An internal error that says nothing of a restart is not retried for ever."""
    assert isinstance(classified(OperationFailure("unexpected", _INTERNAL_ERROR), "dossiers"), PermanentError)
