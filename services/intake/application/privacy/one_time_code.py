"""Sends one-time codes and checks them.

Whether a phone is known here must not show: a challenge is kept for every phone that is asked for, and a code is sent
for those that are known only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from services.contracts.events.challenge import ChallengeIssued, ChallengePurpose
from services.intake.application.privacy.challenge_ports import Challenges, KeptChallenge, SealChallenge
from services.intake.domain.dossier import Dossier
from services.intake.domain.privacy.challenge import Challenge, ChallengeRules, may_send, still_counted
from services.kernel.times import Clock
from services.runtime.problems import Problem

__all__ = ["OneTimeCodes", "Proof"]

_ATTEMPTS: Final = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody claims: that `phone` (E.164) is theirs, for this purpose, about this dossier."""

    purpose: ChallengePurpose
    phone: str = field(repr=False)
    about: str | None = None


class OneTimeCodes:
    """`draw` gives six digits, `name` a new id."""

    def __init__(
        self,
        challenges: Challenges,
        sealing: SealChallenge,
        rules: ChallengeRules,
        clock: Clock,
        draw: Callable[[], str],
        name: Callable[[], str],
    ) -> None:
        self._challenges = challenges
        self._sealing = sealing
        self._rules = rules
        self._clock = clock
        self._draw = draw
        self._name = name

    async def send(self, proof: Proof, dossier: Dossier | None, language: str) -> None:
        """`dossier` is one that the number belongs to; without one nothing is sent. Silent beyond the phone's limit."""
        now = self._clock()
        record = await self._challenges.phone(self._sealing.phone_id(proof.phone))
        if not may_send(record.sent, now, self._rules):
            return
        answer = self._draw()
        # What was never sent cannot be guessed either: no six digits are the answer then.
        challenge = self._new(proof, answer if dossier else self._name())
        sent = (*still_counted(record.sent, now, self._rules), now)
        if not await self._challenges.replace_phone(replace(record, sent=sent, current=challenge.id)):
            return
        event = None if dossier is None else self._event(challenge, proof, dossier, answer, language)
        await self._challenges.open(challenge, event)

    async def check(self, proof: Proof, answer: str) -> None:
        """Raises Problem(one_time_code_wrong): wrong, too old, used, tried too often, or never sent."""
        record = await self._challenges.phone(self._sealing.phone_id(proof.phone))
        for _ in range(_ATTEMPTS):
            kept = await self._challenges.load(record.current) if record.current else None
            if kept is None:
                break
            hashed = self._sealing.answer_hash(kept.challenge.id, answer)
            after, right = kept.challenge.tried(proof.purpose, proof.about, hashed, self._clock())
            # The try counts only once it is written; otherwise many at once would be as good as many tries.
            if await self._challenges.commit(KeptChallenge(after, kept.basis)):
                if right:
                    return
                break
        raise Problem("one_time_code_wrong")

    def _new(self, proof: Proof, answer: str) -> Challenge:
        id_ = self._name()
        hashed, until = self._sealing.answer_hash(id_, answer), self._clock() + self._rules.valid
        return Challenge(id_, proof.purpose, proof.about, hashed, until, self._rules.tries)

    def _event(
        self, challenge: Challenge, proof: Proof, dossier: Dossier, answer: str, language: str
    ) -> ChallengeIssued:
        return ChallengeIssued(
            occurred_at=self._clock(),
            challenge=challenge.id,
            purpose=proof.purpose,
            code=dossier.code,
            agency=dossier.agency,
            procedure=dossier.filing.procedure,
            expires_at=challenge.expires_at,
            jwe=self._sealing.seal(proof.phone, answer, language),
        )
