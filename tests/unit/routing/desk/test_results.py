"""Signed results that officers attach."""

import hashlib
from base64 import b64encode
from pathlib import Path

import pytest

from services.kernel.agency_code import AgencyCode
from services.routing.adapters.desk.results import StoredResults
from services.routing.application.desk.act_on_leg import Act, Deed
from services.routing.application.desk.attach_result import AttachResult, Upload
from services.routing.application.desk.forget_results import ForgetResults
from services.routing.application.desk.read_result import ReadResult
from services.routing.application.desk.read_sheet import ReadSheet
from services.routing.domain.desk.acts import mark_of_leg
from services.routing.domain.report import ReportKind
from services.runtime.access_log import StoredAccessLog
from services.runtime.auth.file_signatures import file_text
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.files.clamd import NoScanner
from services.runtime.files.folder import Folder
from services.runtime.problems import Problem
from tests.unit.routing.desk.counter import Counter, catalogue
from tests.unit.routing.signed import CIPHER, CODE, DESK, LAND, PRIVATE, TAX, LegReceived, ed25519_credential, report

PDF = b"%PDF-1.7 a certificate"


class Archive(Counter):
    """The land office's desk, with a folder for results."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        blobs, results = Folder(folder, CIPHER), StoredResults(self.store.collection("results"))
        self.forget = ForgetResults(results, blobs, catalogue(), self.clock)
        self.log = StoredAccessLog(self.store.collection("access_log"), self.clock)
        self.read_sheet = ReadSheet(self.routes, self.plans, results, self.clock)
        self.read_result = ReadResult(self.routes, results, blobs, self.log)
        self.attach_result = AttachResult(
            self.act_on_leg, self.read_sheet, blobs, results, NoScanner(), self.directory, catalogue(), self.clock
        )

    async def attach(self, content: bytes = PDF, signature: str = "", **more: str) -> None:
        seen = mark_of_leg((await self.route()).legs["appraise"])
        values = {"agency": AgencyCode(LAND), "officer": "mai", "key": "form-1", "seen": seen} | more
        act = Act(code=CODE, leg="appraise", deed=Deed(ReportKind.RESULT), **values)  # type: ignore[arg-type] # text
        await self.attach_result(act, Upload(content, signature=signature))


@pytest.fixture
async def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    await archive.open()
    return archive


def signature_of(code: str, content: bytes = PDF) -> str:
    return b64encode(PRIVATE.sign(file_text(code, hashlib.sha256(content).hexdigest()))).decode()


def files_in(folder: Path) -> int:
    return sum(each.is_file() for each in folder.rglob("*"))


async def test_a_result_is_kept_told_of_and_handed_out_to_those_who_take_part(archive: Archive) -> None:
    """Its reference names its digest; who read it is written down; for others it does not exist."""
    await archive.attach()
    digest = hashlib.sha256(PDF).hexdigest()
    assert (await archive.route()).result_reference == f"sha256:{digest}"
    assert "leg.result_attached" in await archive.outbox()
    result, content = await archive.read_result(CODE, digest, Principal("officer:lan", frozenset({DESK}), frozenset()))
    assert (content, result.media_type, result.signature, result.officer) == (PDF, "application/pdf", None, "mai")
    [entry] = await archive.log.entries(f"{CODE}/{digest}")
    assert (entry.actor, entry.agency, entry.purpose) == ("officer:lan", DESK, "read_result")
    with pytest.raises(Problem, match="dossier_not_found"):
        await archive.read_result(CODE, digest, Principal("c", frozenset({"H91.20"}), frozenset()))


async def test_the_same_form_twice_is_one_result_and_another_file_another(archive: Archive) -> None:
    """What is told of is always the file that was sent."""
    await archive.attach()
    told = await archive.outbox()
    await archive.attach(seen="the page as it was")
    assert await archive.outbox() == told
    await archive.attach(b"%PDF-1.7 corrected")
    sheet = await archive.read_sheet(CODE, "appraise", AgencyCode(LAND))
    digests = [hashlib.sha256(content).hexdigest() for content in (PDF, b"%PDF-1.7 corrected")]
    assert [each.sha256 for each in sheet.results] == digests


async def test_a_good_signature_of_the_agencys_key_is_kept_with_the_file(archive: Archive) -> None:
    """With the key that it fits and when that was checked."""
    archive.directory.apply(ed25519_credential(LAND))
    await archive.attach(signature=signature_of(CODE))
    [result] = (await archive.read_sheet(CODE, "appraise", AgencyCode(LAND))).results
    assert result.signature is not None
    assert (result.signature.keyid, result.signature.verified_at) == (f"key-{LAND}", archive.now)


@pytest.mark.parametrize(
    ("signer", "signature"),
    [
        (LAND, signature_of(CODE, b"another file")),
        (LAND, signature_of("H90.01-240506-0002")),
        (LAND, "no base64!"),
        (TAX, signature_of(CODE)),
    ],
)
async def test_a_signature_that_does_not_hold_takes_nothing_in(archive: Archive, signer: str, signature: str) -> None:
    """Of another file, for another dossier, unreadable, or by another agency's key."""
    archive.directory.apply(ed25519_credential(signer))
    before = await archive.outbox()
    with pytest.raises(PermanentError, match="file_signature_bad"):
        await archive.attach(signature=signature)
    assert (await archive.outbox(), (await archive.read_sheet(CODE, "appraise", AgencyCode(LAND))).results) == (
        before,
        (),
    )


async def test_a_file_whose_report_was_refused_is_no_result(archive: Archive) -> None:
    """The page was out of date: the file was kept, but nobody was told, so nobody can read it."""
    seen = mark_of_leg((await archive.route()).legs["appraise"])
    await archive.hear(report(LegReceived, "appraise"))
    with pytest.raises(PermanentError, match="leg_changed"):
        await archive.attach(seen=seen)
    assert (await archive.read_sheet(CODE, "appraise", AgencyCode(LAND))).results == ()
    with pytest.raises(PermanentError, match="file_not_found"):
        await archive.read_result(CODE, hashlib.sha256(PDF).hexdigest(), Principal("c", frozenset({LAND}), frozenset()))


async def test_what_is_no_document_is_refused(archive: Archive) -> None:
    """By its content, whatever it calls itself."""
    with pytest.raises(PermanentError, match="file_type_not_taken"):
        await archive.attach(b"<script>")


async def test_a_result_is_erased_after_the_term_of_the_rules(archive: Archive, tmp_path: Path) -> None:
    """The file goes with the last result that has it, and the row after the file."""
    await archive.attach()
    archive.later(days=3649)
    assert await archive.forget.sweep() == 0
    await archive.attach(key="form-2")
    archive.later(days=2)
    assert (await archive.forget.sweep(), files_in(tmp_path)) == (1, 1)
    archive.later(days=3650)
    assert (await archive.forget.sweep(), files_in(tmp_path)) == (1, 0)
    assert (await archive.read_sheet(CODE, "appraise", AgencyCode(LAND))).results == ()
