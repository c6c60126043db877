"""The service needs no index: every query of the hot path is by `_id`."""

from typing import Final

from services.runtime.store.indexes import Index

INDEXES: Final[tuple[Index, ...]] = ()
