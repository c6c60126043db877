"""Signing registers in the store, one document an agency; kept in memory as long as their version holds."""

from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter

from services.kernel.agency_code import AgencyCode
from services.kernel.signing import SigningRegister
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "StoredRegisters"]

COLLECTION: Final = "signing_registers"
_REGISTER: TypeAdapter[SigningRegister] = TypeAdapter(SigningRegister)
_WINDOW_SECONDS = 0.001
_MOST_ASKED = 500
_MOST_KEPT = 2_000


class StoredRegisters:
    """Implements the port `Registers`.

    A ward certifies hundreds of copies a day: all who sign at a moment share one read of the version numbers, and the
    register itself is read only when its number moved.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._kept: dict[str, SigningRegister] = {}
        self._reads: Coalescer[str, SigningRegister] = Coalescer(
            self._read, None, window=_WINDOW_SECONDS, max_batch=_MOST_ASKED, lanes=2
        )

    async def current(self, agency: AgencyCode) -> SigningRegister:
        return await self._reads.submit(agency)

    async def replace(self, before: SigningRegister, after: SigningRegister) -> bool:
        document = {"version": after.version, "state": _REGISTER.dump_python(after, mode="json")}
        if before.version == 0:
            return await self._documents.insert({"_id": before.agency, **document})
        condition = {"_id": before.agency, "version": before.version}
        return await self._documents.update_one(condition, {"$set": document}) == 1

    async def _read(self, agencies: Sequence[str]) -> list[SigningRegister]:
        rows = await self._documents.find_many(sorted(set(agencies)), projection={"version": 1})
        answer = {agency: kept for agency in rows if (kept := self._fresh(agency, rows[agency]))}
        for agency, row in (await self._documents.find_many(sorted(rows.keys() - answer.keys()))).items():
            answer[agency] = self._keep(agency, row)
        return [answer.get(agency) or SigningRegister(AgencyCode(agency)) for agency in agencies]

    def _fresh(self, agency: str, row: Document) -> SigningRegister | None:
        kept = self._kept.get(agency)
        return kept if kept and kept.version >= row["version"] else None

    def _keep(self, agency: str, row: Document) -> SigningRegister:
        """A read that was overtaken by a later one leaves the newer register in place."""
        register = _REGISTER.validate_python(row["state"])
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        if not self._fresh(agency, row):
            self._kept[agency] = register
        return register
