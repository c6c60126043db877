"""What handles personal data, over an office in memory."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any

from services.contracts.events.challenge import ChallengeClaims, ChallengeIssued
from services.contracts.events.contact import ContactChanged, ContactClaims
from services.contracts.topics import CONTACT
from services.intake.adapters.privacy.challenges import COLLECTION as CHALLENGES
from services.intake.adapters.privacy.challenges import PHONES, ChallengeSealing, StoredChallenges
from services.intake.adapters.privacy.data_requests import StoredDataRequests
from services.intake.adapters.privacy.find_dossiers import FoundByHash
from services.intake.adapters.privacy.terms import PrivacyTerms
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.ports import Kept, Pending
from services.intake.application.privacy.correct_contact import ContactCorrection, CorrectContact
from services.intake.application.privacy.data_requests import DataRequests
from services.intake.application.privacy.erase import EraseDossier, ForgetContact
from services.intake.application.privacy.one_time_code import OneTimeCodes
from services.intake.application.privacy.own_contact import OwnContact
from services.intake.application.privacy.recover_codes import RecoverCodes
from services.intake.application.privacy.release_number import ReleaseNumber
from services.intake.application.privacy.search import SearchDossiers
from services.intake.domain.dossier import Dossier
from services.intake.domain.privacy.challenge import ChallengeRules
from services.kernel.status import Status
from services.runtime.access_log import COLLECTION, StoredAccessLog
from services.runtime.aggregates import AggregateStore
from services.runtime.auth.principal import Principal
from services.runtime.sealing import unseal
from tests.unit.intake.desk import terms
from tests.unit.intake.office import Office, notifications_keys, request, submission, vault

RULES = ChallengeRules(timedelta(minutes=5), tries=5, most_sent=3, window=timedelta(hours=1))
DESK = Principal("desk-1", frozenset({"H90.01"}), frozenset({"dossiers:write", "dossiers:read"}))
OTHER = Principal("desk-2", frozenset({"H90.02"}), DESK.scopes)


@dataclass
class Linked:
    """Data beside dossiers that is erased with them; `fails` once, as a crash would."""

    erased: list[str] = field(default_factory=list)
    fails: bool = False

    async def erase(self, code: str) -> int:
        if self.fails:
            self.fails = False
            raise ConnectionError
        self.erased.append(code)
        return 1


@dataclass
class Bureau:
    """`office` keeps the dossiers; nothing relays, so outboxes hold every event."""

    office: Office = field(default_factory=Office)
    linked: Linked = field(default_factory=Linked)

    def __post_init__(self) -> None:
        office, log = self.office, StoredAccessLog(self.office.store.collection(COLLECTION), self.office.clock)
        desk = Desk(office.dossiers, terms())
        self.access_log = log
        self.find = FoundByHash(office.store.collection("dossiers"))
        self.correct = CorrectContact(desk, office.dossiers, vault(), log, office.clock)
        self.release = ReleaseNumber(office.dossiers, vault(), vault().hashes, office.clock)
        self.erase = EraseDossier(office.dossiers, [self.linked], office.clock)
        self.drawn = iter(f"{number:06}" for number in range(100_001, 999_999))
        aggregates = AggregateStore(office.store, CHALLENGES, "intake", office.clock)
        self.challenges = StoredChallenges(aggregates, office.store.collection(PHONES))
        sealing = ChallengeSealing(vault().hashes, notifications_keys()[1])
        names = (f"challenge-{number}" for number in count(1))
        self.codes = OneTimeCodes(
            self.challenges, sealing, RULES, office.clock, lambda: next(self.drawn), lambda: next(names)
        )
        self.recover = RecoverCodes(self.codes, vault().hashes, self.find, office.dossiers, log)
        self.own = OwnContact(self.codes, office.dossiers, vault(), vault().hashes, self.release, log, office.clock)
        self.forget = ForgetContact(office.dossiers, office.clock)
        self.requests = StoredDataRequests(office.store.collection("data_requests"))
        self.data_requests = DataRequests(desk, self.requests, self.erase, PrivacyTerms(terms()), office.clock)
        self.search = SearchDossiers(vault().hashes, self.find, office.dossiers, log)

    async def filed(self, key: str = "key-1", **changes: Any) -> str:
        return (await self.office.file(request(key, submission=submission(**changes)))).dossier.code

    async def kept(self, code: str) -> Kept:
        kept = await self.office.dossiers.load(code)
        assert kept is not None
        return kept

    async def applicant(self, code: str) -> Applicant:
        sealed = (await self.kept(code)).applicant
        assert sealed is not None
        return vault().decrypt(code, sealed)

    async def refuse(self, code: str) -> None:
        """Close a dossier that was only filed."""
        kept = await self.kept(code)
        dossier = replace(kept.dossier, status=Status.REFUSED, finished_at=self.office.now)
        await self.office.dossiers.commit(Pending(replace(kept, dossier=dossier)))

    async def corrected(self, code: str, phone: str, principal: Principal = DESK) -> Dossier:
        return await self.correct(ContactCorrection(code, principal, principal.client_id, phone))

    def sent(self) -> list[tuple[str, str]]:
        """(number, one-time code) of each message that notifications is asked to send."""
        rows = self.office.store.tables[CHALLENGES].rows.values() if CHALLENGES in self.office.store.tables else ()
        jwes = (ChallengeIssued.model_validate_json(entry["data"]).jwe for row in rows for entry in row["outbox"])
        claims = (ChallengeClaims.model_validate_json(unseal(notifications_keys()[0], jwe)) for jwe in jwes)
        return [(each.phone, each.answer) for each in claims]

    def contacts(self, code: str) -> list[tuple[int, str | None]]:
        """(seq, number) of each contact in the outbox; None as number for none, "erased" for a tombstone."""
        entries = [entry for entry in self.office.outbox(code) if entry["topic"] == CONTACT.name]
        return [(entry["seq"], _number(entry["data"])) for entry in entries]


def _number(body: bytes | None) -> str | None:
    if body is None:
        return "erased"
    claims = unseal(notifications_keys()[0], ContactChanged.model_validate_json(body).jwe)
    return ContactClaims.model_validate_json(claims).phone
