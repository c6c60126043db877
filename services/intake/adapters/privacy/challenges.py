"""One-time codes in the store: an aggregate per challenge with its event, and a small document per phone.

Phones: {_id: keyed hash, sent, current, v}. A phone is named by a hash of its own, not by the one beside dossiers.
"""

from datetime import datetime
from typing import Any, Final

from joserfc.jwk import ECKey
from pydantic import TypeAdapter

from services.contracts.events.challenge import ChallengeClaims, ChallengeIssued
from services.contracts.topics import CHALLENGE
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.privacy.challenge_ports import KeptChallenge, PhoneRecord
from services.intake.domain.privacy.challenge import Challenge
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, NewEvent
from services.runtime.sealing import sealer_for
from services.runtime.store import Documents

__all__ = ["COLLECTION", "PHONES", "ChallengeSealing", "StoredChallenges"]

COLLECTION: Final = "challenges"
PHONES: Final = "challenge_phones"
_CHALLENGE: TypeAdapter[Challenge] = TypeAdapter(Challenge)


class StoredChallenges:
    """Implements the port `Challenges`."""

    def __init__(self, aggregates: AggregateStore, phones: Documents) -> None:
        self._aggregates = aggregates
        self._phones = phones

    async def phone(self, id_: str) -> PhoneRecord:
        row = await self._phones.find_one({"_id": id_})
        return PhoneRecord(id_) if row is None else PhoneRecord(id_, tuple(row["sent"]), row["current"], row["v"])

    async def replace_phone(self, after: PhoneRecord) -> bool:
        values: dict[str, Any] = {"sent": list(after.sent), "current": after.current, "v": after.version + 1}
        if not after.version:
            return await self._phones.insert({"_id": after.id, **values})
        return bool(await self._phones.update_one({"_id": after.id, "v": after.version}, {"$set": values}))

    async def open(self, challenge: Challenge, event: ChallengeIssued | None) -> None:
        events = () if event is None else (NewEvent(CHALLENGE, event, event.code, challenge.id),)
        await self._aggregates.commit(Change(challenge.id, None, _state(challenge), events=events))

    async def load(self, id_: str) -> KeptChallenge | None:
        loaded = await self._aggregates.load(id_)
        return None if loaded is None else KeptChallenge(_CHALLENGE.validate_python(loaded.state), loaded)

    async def commit(self, after: KeptChallenge) -> bool:
        change = Change(after.challenge.id, after.basis, _state(after.challenge))
        return await self._aggregates.commit(change) is CommitOutcome.COMMITTED

    async def forget(self, before: datetime) -> int:
        """Drop what expired before that moment, and what is known of phones that got nothing since."""
        gone = await self._aggregates.documents.delete({"state.expires_at": {"$lt": before}, "outbox": []})
        phones = [row["_id"] for row in await self._phones.find({}) if max(row["sent"], default=before) <= before]
        if phones:
            gone += await self._phones.delete({"_id": {"$in": phones}})
        return gone


def _state(challenge: Challenge) -> dict[str, Any]:
    """Instants stay instants, so that the store can compare them."""
    state: dict[str, Any] = _CHALLENGE.dump_python(challenge)
    return state


class ChallengeSealing:
    """Implements the port `SealChallenge`."""

    def __init__(self, hashes: KeyedHashes, notifications_key: ECKey) -> None:
        self._hashes = hashes
        self._sealer = sealer_for(notifications_key)

    def phone_id(self, phone: str) -> str:
        return self._hashes.named("challenge", phone)

    def answer_hash(self, challenge: str, answer: str) -> str:
        return self._hashes.named("answer", f"{challenge}/{answer}")

    def seal(self, phone: str, answer: str, language: str) -> str:
        claims = ChallengeClaims(phone=phone, answer=answer, language=language)
        return self._sealer.seal(claims.model_dump_json().encode())
