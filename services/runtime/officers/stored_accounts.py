"""Officers' accounts in the store, one document a login."""

from typing import Any, Final

from pydantic import TypeAdapter

from services.runtime.officers.account import OfficerAccount
from services.runtime.store import Document, Documents, Index

__all__ = ["COLLECTION", "INDEXES", "StoredAccounts"]

COLLECTION: Final = "officers"
INDEXES: Final = (Index(COLLECTION, (("subject", 1),), "subject", unique=True, partial={"subject": {"$exists": True}}),)
_ACCOUNT: TypeAdapter[OfficerAccount] = TypeAdapter(OfficerAccount)


class StoredAccounts:
    """Implements the port `Accounts`; a change wins only over the version that it was made from."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def load(self, login: str) -> OfficerAccount | None:
        return _account(await self._documents.find_one({"_id": login}))

    async def by_subject(self, subject: str) -> OfficerAccount | None:
        return _account(await self._documents.find_one({"subject": subject}))

    async def list_all(self) -> list[OfficerAccount]:
        """Every account, by login; for operators and admins only, since it reads the whole collection."""
        rows = await self._documents.find({}, sort=[("_id", 1)])
        return [account for row in rows if (account := _account(row))]

    async def add(self, account: OfficerAccount) -> bool:
        return await self._documents.insert({"_id": account.login, **_values(account)})

    async def replace(self, before: OfficerAccount, after: OfficerAccount) -> bool:
        update: dict[str, Any] = {"$set": _values(after)}
        if after.subject is None:
            update["$unset"] = {"subject": ""}
        condition = {"_id": before.login, "epoch": before.epoch}
        return await self._documents.update_one(condition, update) == 1


def _values(account: OfficerAccount) -> Document:
    """The subject stands outside too, and only when there is one: its unique index is partial."""
    state = _ACCOUNT.dump_python(account, mode="json")
    subject = {"subject": account.subject} if account.subject else {}
    return {"state": state, "epoch": account.epoch, **subject}


def _account(row: Document | None) -> OfficerAccount | None:
    return None if row is None else _ACCOUNT.validate_python(row["state"])
