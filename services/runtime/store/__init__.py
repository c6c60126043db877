"""The document store; nothing outside this package imports motor or pymongo."""

from services.runtime.store.collection import Collection
from services.runtime.store.indexes import Index, ensure_indexes
from services.runtime.store.operations import BulkOp, BulkResult, DeleteDoc, Document, InsertDoc, UpdateDoc
from services.runtime.store.ports import Database, Documents
from services.runtime.store.store import Store

__all__ = [
    "BulkOp",
    "BulkResult",
    "Collection",
    "Database",
    "DeleteDoc",
    "Document",
    "Documents",
    "Index",
    "InsertDoc",
    "Store",
    "UpdateDoc",
    "ensure_indexes",
]
