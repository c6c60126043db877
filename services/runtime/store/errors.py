"""The driver's errors in our two kinds."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from bson.errors import InvalidDocument
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    DocumentTooLarge,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WaitQueueTimeoutError,
    WTimeoutError,
)

from services.runtime.failures import PermanentError, TransientError

DUPLICATE_KEY: Final = 11000
_TRANSIENT_CODES: Final = frozenset(
    {6, 7, 24, 50, 64, 89, 91, 112, 134, 189, 262, 317, 9001, 10107, 11600, 11602, 13435, 13436}
)
"""Network, lock and time-out failures, write conflicts, and changes of the primary (MongoDB's error codes)."""
_TOO_LARGE_CODES: Final = frozenset({10334, 17280, 17419, 17420})
_PASSING: Final = (
    "deadlock detected",
    "the database system is shutting down",
    "the database system is starting up",
    "the database system is not yet accepting connections",
    "terminating connection due to",
    "failed to connect to",
)
"""PostgreSQL's words: the DocumentDB engine has no codes of its own for them, it says InternalError (1)."""
_TOO_LARGE: Final = "larger than MaxDocumentSize"
"""The DocumentDB engine's words, under a different code for insert and update."""
_RETRY_LABELS: Final = ("RetryableWriteError", "TransientTransactionError")


@contextmanager
def translated(collection: str) -> Iterator[None]:
    """Turn what the driver raises inside into PermanentError or TransientError."""
    try:
        yield
    except (InvalidDocument, OverflowError) as error:
        # The message would repeat the value, which may be personal data.
        raise PermanentError("document_unstorable", collection=collection) from error
    except PyMongoError as error:
        raise classified(error, collection) from error


def classified(error: PyMongoError, collection: str) -> PermanentError | TransientError:
    """Return the failure that a caller is to see for `error`."""
    if isinstance(error, DocumentTooLarge):
        return PermanentError("document_too_large", collection=collection)
    if isinstance(error, (ConnectionFailure, WaitQueueTimeoutError)):
        return TransientError("store_unreachable", collection=collection, error=type(error).__name__)
    if isinstance(error, BulkWriteError):
        return _of_bulk(error, collection)
    if isinstance(error, OperationFailure):
        return _of_operation(error, collection)
    return PermanentError("store_refused", collection=collection, error=type(error).__name__)


def _of_operation(error: OperationFailure, collection: str) -> PermanentError | TransientError:
    busy = isinstance(error, (ExecutionTimeout, WTimeoutError)) or any(map(error.has_error_label, _RETRY_LABELS))
    if busy:
        return TransientError("store_busy", collection=collection, code=error.code)
    return _of_code(error.code or 0, str(error), collection)


def _of_bulk(error: BulkWriteError, collection: str) -> PermanentError | TransientError:
    details: Mapping[str, Any] = error.details or {}
    if details.get("writeConcernErrors"):
        return TransientError("store_busy", collection=collection, code=error.code)
    problems = [each for each in details.get("writeErrors", ()) if each["code"] != DUPLICATE_KEY]
    failures = [_of_code(each["code"], each.get("errmsg", ""), collection) for each in problems]
    # One operation that may yet succeed makes the whole bulk worth repeating; what cannot shows again then.
    transient = (each for each in failures if isinstance(each, TransientError))
    return next(transient, failures[0] if failures else TransientError("store_busy", collection=collection))


def _of_code(code: int, message: str, collection: str) -> PermanentError | TransientError:
    if code in _TRANSIENT_CODES or any(words in message for words in _PASSING):
        return TransientError("store_busy", collection=collection, code=code)
    if code in _TOO_LARGE_CODES or _TOO_LARGE in message:
        return PermanentError("document_too_large", collection=collection)
    return PermanentError("store_refused", collection=collection, code=code)
