"""Who signs: asked of the register that holds now, for the moment of signing."""

from collections.abc import Mapping
from datetime import datetime

from services.intake.application.delegations.ports import Registers
from services.intake.application.refusals import as_permanent
from services.intake.domain.course_records import SignatureRecord
from services.kernel.agency_code import AgencyCode
from services.kernel.signing import Authority, Paper, SigningRegister, able, resolve

__all__ = ["SigningDesk", "signature_of"]


class SigningDesk:
    """Cheap enough for every certified copy: registers are kept as long as their version holds."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    async def register(self, agency: AgencyCode) -> SigningRegister:
        return await self._registers.current(agency)

    async def resolve(
        self, agency: AgencyCode, procedure: str, officer: str, at: datetime, scope: Mapping[str, str]
    ) -> SignatureRecord:
        """Raises PermanentError(signer_unknown | signer_absent | signer_absent_no_delegate | delegation_not_valid)."""
        register = await self.register(agency)
        with as_permanent():
            return signature_of(register, Paper(procedure, scope), officer, at)

    async def able(self, agency: AgencyCode, procedure: str, at: datetime, scope: Mapping[str, str]) -> list[Authority]:
        """Who may sign and is there; the first is who should."""
        return able(await self.register(agency), Paper(procedure, scope), at)


def signature_of(register: SigningRegister, paper: Paper, officer: str, at: datetime) -> SignatureRecord:
    """Raises RuleError, see `resolve`."""
    found = resolve(register, paper, officer, at)
    return SignatureRecord(found.officer, found.role, found.on_behalf_of, found.prefix, found.document_number, at)
