"""Drafts through their handlers, over a store in memory."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from services.intake.adapters.declaration.declarations import COLLECTION, StoredDeclarations
from services.intake.adapters.declaration.word_vault import WordVault
from services.intake.application.declaration.change_draft import ChangeDraft, OpenDraft
from services.intake.application.declaration.erase_draft import EraseDraft
from services.intake.application.declaration.file_draft import FileDraft
from services.intake.application.declaration.read_draft import ReadDraft
from services.intake.application.declaration.words import Words
from services.intake.application.declaration.write_draft import DraftRequest, WriteDraft
from services.intake.domain.declaration.declaration import Declaration
from services.kernel.agency_code import AgencyCode
from services.runtime.access_log import StoredAccessLog
from services.runtime.aggregates import AggregateStore
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.unit.intake.desk import AGENCY, terms
from tests.unit.intake.office import APPLICANT, Office, request, submission, vault

DESK = Principal("desk-1", frozenset({"H90.01"}), frozenset({"dossiers:write"}))
STRANGER = Principal("desk-2", frozenset({"H90.02"}), frozenset({"dossiers:write"}))
WORDS = Words("1.004873", APPLICANT, None, {"purpose": "Kết hôn với chị Lan"})


class Writing:
    """The draft handlers of one office."""

    def __init__(self) -> None:
        self.office = Office()
        store, clock = self.office.store, self.office.clock
        declarations = StoredDeclarations(AggregateStore(store, COLLECTION, "intake", clock))
        sealing = WordVault(FieldCipher(KeyRing.parse(new_key_ring("k1"))), vault().hashes)
        open_draft = OpenDraft(declarations)
        self.access_log = StoredAccessLog(store.collection("access_log"), clock)
        self.write = WriteDraft(declarations, sealing, terms(), clock)
        self.change = ChangeDraft(open_draft, declarations, sealing, clock)
        self.read = ReadDraft(open_draft, sealing, self.access_log)
        self.erase = EraseDraft(declarations)
        self._file = FileDraft(open_draft, self.change, self.office.file, sealing)

    async def drafted(self, key: str = "k-1", content: bytes = b"{}") -> str:
        asked = DraftRequest("desk-1", key, content, AGENCY, "cb-014", "typed", WORDS)
        return (await self.write(asked)).id

    async def confirmed(self) -> str:
        id_ = await self.drafted()
        await self.change(id_, DESK, _read_back)
        await self.change(id_, DESK, _signed)
        return id_

    async def file(self, id_: str, **changes: Any) -> Any:
        asked = request(submission=submission(procedure="", applicant=None, **changes), agency=AgencyCode(""))
        return await self._file(id_, DESK, "cb-014", asked)


def _read_back(declaration: Declaration, at: datetime) -> Declaration:
    return declaration.read_back(at, "cb-014")


def _corrected(declaration: Declaration, at: datetime) -> Declaration:
    return declaration.corrected(at, "cb-015")


def _signed(declaration: Declaration, at: datetime) -> Declaration:
    return declaration.confirmed(at, "cb-014", "signature", None)


async def test_an_unconfirmed_draft_stays_a_draft() -> None:
    """Filing without the citizen's signature or fingerprint is refused, and no number is taken."""
    writing = Writing()
    id_ = await writing.drafted()
    await writing.change(id_, DESK, _read_back)
    with pytest.raises(PermanentError, match="draft_not_confirmed"):
        await writing.file(id_)
    assert writing.office.store.tables["dossiers"].rows == {}
    assert (await writing.read(id_, DESK))[0].stage == "read_back"


async def test_a_confirmed_draft_files_the_citizens_words_once() -> None:
    """The dossier has the declarant's data and how it was confirmed; a second attempt finds the same dossier."""
    writing = Writing()
    id_ = await writing.confirmed()
    filed = await writing.file(id_)
    again = await writing.file(id_)
    assert again.dossier.code == filed.dossier.code
    filing = filed.dossier.filing
    assert (filing.procedure, filing.confirmed_by, filing.draft) == ("1.004873@1", "signature", id_)
    declaration, _ = await writing.read(id_, DESK)
    assert (declaration.stage, declaration.code) == ("filed", filing.code)
    assert [step.what for step in declaration.steps] == ["drafted", "read_back", "confirmed", "filed"]


async def test_every_version_is_kept_as_ciphertext() -> None:
    """Corrections replace nothing; no word of the citizen is readable in the store."""
    writing = Writing()
    id_ = await writing.drafted()
    await writing.change(id_, DESK, _corrected, replace(WORDS, answers={"purpose": "Du học"}))
    row = writing.office.rows(COLLECTION)[id_]
    assert len(row["state"]["sealed"]) == 2
    stored = repr(writing.office.store.tables)
    assert not [word for word in ("Nguyễn Thị Mai", "Kết hôn", "Du học", "012345678901") if word in stored]
    _, words = await writing.read(id_, DESK)
    assert words is not None
    assert words.answers == {"purpose": "Du học"}


async def test_reading_a_draft_is_written_down() -> None:
    """Who reads a citizen's words leaves a trace."""
    writing = Writing()
    id_ = await writing.drafted()
    await writing.read(id_, DESK)
    assert [(entry.actor, entry.purpose) for entry in await writing.access_log.entries(f"draft/{id_}")] == [
        ("desk-1", "read_back")
    ]


async def test_another_agency_finds_no_draft() -> None:
    """For it the draft does not exist, neither to read nor to change."""
    writing = Writing()
    id_ = await writing.drafted()
    for attempt in (writing.read(id_, STRANGER), writing.change(id_, STRANGER, _read_back)):
        with pytest.raises(PermanentError, match="draft_not_found"):
            await attempt


async def test_the_sandbox_and_the_desk_know_nothing_of_one_another() -> None:
    """A trial of the same agency's software neither sees nor files a real draft."""
    writing = Writing()
    id_ = await writing.confirmed()
    with pytest.raises(PermanentError, match="draft_not_found"):
        await writing.read(id_, replace(DESK, sandbox=True))


async def test_a_repeated_request_finds_the_draft_it_made() -> None:
    """The same key with another body is refused."""
    writing = Writing()
    first = await writing.drafted()
    assert await writing.drafted() == first
    with pytest.raises(PermanentError, match="idempotency_key_reused"):
        await writing.drafted(content=b"other")


async def test_erased_words_cannot_be_filed_but_the_audit_stays() -> None:
    """Erasing takes the words of all versions."""
    writing = Writing()
    id_ = await writing.confirmed()
    await writing.erase(id_)
    declaration, words = await writing.read(id_, DESK)
    assert (declaration.stage, words) == ("confirmed", None)
    with pytest.raises(PermanentError, match="draft_erased"):
        await writing.file(id_)


async def test_the_way_of_writing_is_kept() -> None:
    """Whether the officer typed or wrote by hand stays with the draft."""
    writing = Writing()
    asked = DraftRequest("desk-1", "k-9", b"{}", AGENCY, "cb-014", "handwritten", WORDS)
    id_ = (await writing.write(asked)).id
    assert (await writing.read(id_, DESK))[0].mode == "handwritten"
