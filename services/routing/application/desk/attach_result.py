"""Takes the signed result of a leg in: checked, kept encrypted, then told of by a report."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, local_day
from services.routing.application.desk.act_on_leg import Act, ActOnLeg
from services.routing.application.desk.read_sheet import ReadSheet
from services.routing.application.desk.results import AttachedResult, FileSignature, Results, reference_of
from services.routing.domain.report import ReportKind
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.file_signatures import key_of_file_signature
from services.runtime.failures import PermanentError
from services.runtime.files.inspect import checked_media_type, scanned
from services.runtime.files.ports import Blobs, Scanner

__all__ = ["AttachResult", "Upload"]


@dataclass(frozen=True, slots=True)
class Upload:
    """`declared` is the media type that the browser claims; `signature` is base64, empty for none."""

    content: bytes
    declared: str | None = None
    signature: str = ""


class AttachResult:
    """First the content, then the row, then the report: what is told of can be read. The same form is one result."""

    def __init__(
        self,
        act_on_leg: ActOnLeg,
        read_sheet: ReadSheet,
        blobs: Blobs,
        results: Results,
        scanner: Scanner,
        directory: KeyDirectory,
        catalogue: Catalogue,
        clock: Clock,
    ) -> None:
        self._act_on_leg = act_on_leg
        self._read_sheet = read_sheet
        self._blobs = blobs
        self._results = results
        self._scanner = scanner
        self._directory = directory
        self._catalogue = catalogue
        self._clock = clock

    async def __call__(self, act: Act, upload: Upload) -> None:
        """Raises what ActOnLeg raises, PermanentError(file_…) for the file, file_signature_bad, leg_changed."""
        now, sha256 = self._clock(), hashlib.sha256(upload.content).hexdigest()
        # A form that was refused may come again with another file: that is another act.
        act = replace(act, deed=replace(act.deed, kind=ReportKind.RESULT), key=f"{act.key}.{sha256[:16]}")
        sheet = await self._read_sheet(act.code, act.leg, act.agency)
        if ReportKind.RESULT not in sheet.acts and not sheet.has_heard_of(act.report_id):
            raise PermanentError("leg_changed")
        await self._results.add(await self._keep(act, upload, len(sheet.leg.attempts), now))
        await self._act_on_leg(replace(act, deed=replace(act.deed, result_reference=reference_of(sha256))))

    async def _keep(self, act: Act, upload: Upload, attempt: int, now: datetime) -> AttachedResult:
        content = upload.content
        limits = self._catalogue.rules_on(local_day(now), act.agency).limits
        media_type = checked_media_type(content, upload.declared, limits)
        sha256 = hashlib.sha256(content).hexdigest()
        signature = self._signature(act, sha256, upload.signature, now)
        verdict = await scanned(self._scanner, content)
        await self._blobs.keep(sha256, content)
        return AttachedResult(
            code=act.code,
            agency=act.agency,
            leg=act.leg,
            attempt=attempt,
            report=act.report_id,
            sha256=sha256,
            size=len(content),
            media_type=media_type,
            scan=verdict,
            officer=act.officer,
            attached_at=now,
            signature=signature,
        )

    def _signature(self, act: Act, sha256: str, signature: str, now: datetime) -> FileSignature | None:
        if not signature:
            return None
        keys = self._directory.public_keys_of(act.agency)
        return FileSignature(key_of_file_signature(act.code, sha256, signature, keys).keyid, now)
