"""Signing registers in the store, one aggregate an agency; kept in memory as long as their version holds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from services.contracts.topics import SIGNING
from services.intake.adapters.delegations.signing_event import signing_changed
from services.kernel.agency_code import AgencyCode
from services.kernel.signing import SigningRegister
from services.kernel.times import Clock
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, NewEvent
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.store import Document

__all__ = ["COLLECTION", "StoredRegisters"]

COLLECTION: Final = "signing_registers"
_REGISTER: TypeAdapter[SigningRegister] = TypeAdapter(SigningRegister)
_WINDOW_SECONDS = 0.001
_MOST_ASKED = 500
_MOST_KEPT = 2_000


class StoredRegisters:
    """Implements the port `Registers`; every change publishes the register for those who check signatures elsewhere.

    A ward certifies hundreds of copies a day: all who sign at a moment share one read of the version numbers, and the
    register itself is read only when its number moved.
    """

    def __init__(self, aggregates: AggregateStore, clock: Clock) -> None:
        self._aggregates = aggregates
        self._documents = aggregates.documents
        self._clock = clock
        self._kept: dict[str, SigningRegister] = {}
        self._reads: Coalescer[str, SigningRegister] = Coalescer(
            self._read, None, window=_WINDOW_SECONDS, max_batch=_MOST_ASKED, lanes=2
        )

    async def current(self, agency: AgencyCode) -> SigningRegister:
        return await self._reads.submit(agency)

    async def replace(self, before: SigningRegister, after: SigningRegister) -> bool:
        base = await self._aggregates.load(before.agency)
        if (base.version if base else 0) != before.version:
            return False
        told = NewEvent(SIGNING, signing_changed(after, self._clock()), key=after.agency, subject=after.agency)
        state = _REGISTER.dump_python(after, mode="json")
        outcome = await self._aggregates.commit(Change(after.agency, base, state, events=[told]))
        return outcome is CommitOutcome.COMMITTED

    async def publish_missing(self) -> None:
        """Publishes what was registered before registers were published; nothing on every start but the first."""
        for row in await self._documents.find({"seqs": {"$exists": False}}):
            before = _REGISTER.validate_python(row["state"])
            await self.replace(before, replace(before, version=before.version + 1))

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
