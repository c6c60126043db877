"""Changes an agency's signing register; concurrent changes are made again on the newer one."""

from collections.abc import Callable
from typing import TypeVar

from services.intake.application.delegations.ports import Registers
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode
from services.kernel.signing import Absence, Delegation, SigningPost, SigningRegister
from services.kernel.times import Clock, local_day
from services.runtime.failures import PermanentError

__all__ = ["KeepRegister"]

_ATTEMPTS = 8
E = TypeVar("E", SigningPost, Delegation, Absence)
_ROLES = "signer_role"


class KeepRegister:
    """Everything is refused before anything is kept; the same entry twice is one entry."""

    def __init__(self, registers: Registers, terms: Terms, clock: Clock) -> None:
        self._registers = registers
        self._terms = terms
        self._clock = clock

    async def appoint(self, agency: AgencyCode, post: SigningPost) -> SigningPost:
        """Raises PermanentError(period_invalid | signer_role_unknown | procedure_unknown)."""
        self._check(post.role, post.procedures, agency)
        return _entry((await self._change(agency, lambda register: register.appointed(post))).posts, post.id)

    async def delegate(self, agency: AgencyCode, delegation: Delegation) -> Delegation:
        """Raises PermanentError(sub_delegation | delegation_to_oneself | signing_prefix_unknown | ...) as `appoint`."""
        self._check(delegation.role, delegation.procedures, agency)
        if delegation.prefix not in self._terms.catalogue.words.signing_prefixes:
            raise PermanentError("signing_prefix_unknown", prefix=delegation.prefix)
        changed = await self._change(agency, lambda register: register.delegated(delegation))
        return _entry(changed.delegations, delegation.id)

    async def absent(self, agency: AgencyCode, absence: Absence) -> Absence:
        """Raises PermanentError(period_invalid)."""
        return _entry((await self._change(agency, lambda register: register.away(absence))).absences, absence.id)

    async def revoke(self, agency: AgencyCode, id_: str) -> SigningRegister:
        """From now on. Raises PermanentError(delegation_unknown)."""
        now = self._clock()
        return await self._change(agency, lambda register: register.revoked(id_, now))

    async def back(self, agency: AgencyCode, id_: str) -> Absence:
        """From now on. Raises PermanentError(delegation_unknown)."""
        now = self._clock()
        return _entry((await self._change(agency, lambda register: register.back(id_, now))).absences, id_)

    async def read(self, agency: AgencyCode) -> SigningRegister:
        return await self._registers.current(agency)

    def _check(self, role: str, procedures: tuple[str, ...], agency: AgencyCode) -> None:
        """Statistics count signatures by role, so only the catalogue's roles may sign."""
        day = local_day(self._clock())
        with as_permanent():
            if role not in self._terms.pack(day).attributes.get(_ROLES, ()):
                raise RuleError("signer_role_unknown", role=role)
            for procedure in procedures:
                self._terms.procedure(procedure, agency, day)

    async def _change(
        self, agency: AgencyCode, change: Callable[[SigningRegister], SigningRegister]
    ) -> SigningRegister:
        for _ in range(_ATTEMPTS):
            before = await self._registers.current(agency)
            with as_permanent():
                after = change(before)
            if after is before or await self._registers.replace(before, after):
                return after
        raise PermanentError("concurrent_change")


def _entry(entries: tuple[E, ...], id_: str) -> E:
    return next(each for each in entries if each.id == id_)
