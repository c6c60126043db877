"""Plans by procedure version and receiving agency, worked out once."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, NoCompetentAgency, UnknownAgency, UnknownPack, UnknownProcedure
from services.kernel.times import Clock
from services.routing.domain.plan import Plan, Registers, no_registers, plan_route
from services.routing.domain.terms import RouteTerms
from services.runtime.failures import PermanentError, TransientError

__all__ = ["Plans"]

_MOST_PLANS: Final = 8192
_MOST_MISSED: Final = 10_000
_MINUTES_PER_HOUR: Final = 60


class Plans:
    """Answers from one catalogue.

    A version that it lacks may be in the catalogue that the next deployment brings, so an unknown procedure or agency
    is transient for `patience` from when this process first missed it, and permanent after that.
    """

    def __init__(
        self, catalogue: Catalogue, clock: Clock, patience: timedelta, registers: Registers = no_registers
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._patience = patience
        self._registers = registers
        self._missed: dict[str, float] = {}
        self._plan = lru_cache(_MOST_PLANS)(self._work_out)

    def find(self, procedure: str, receiving: AgencyCode) -> Plan:
        """Raises TransientError, then PermanentError: procedure_unknown, agency_unknown or leg_agency_unknown."""
        try:
            return self._plan(procedure, receiving)
        except UnknownProcedure as error:
            raise self._failure("procedure_unknown", procedure, receiving) from error
        except UnknownAgency as error:
            raise self._failure("agency_unknown", procedure, receiving) from error
        except NoCompetentAgency as error:
            raise self._failure("leg_agency_unknown", procedure, receiving) from error

    def terms(self, receiving: AgencyCode, received_at: datetime) -> RouteTerms:
        """What the rule pack of the reception day says; days before the first pack have no terms."""
        day = self._catalogue.calendar_for(receiving).local_day(received_at)
        try:
            pack = self._catalogue.rules_on(day, receiving)
        except UnknownPack:
            return RouteTerms()
        return RouteTerms(acknowledge_minutes=pack.exchange.acknowledge_hours * _MINUTES_PER_HOUR or None)

    def _work_out(self, procedure: str, receiving: AgencyCode) -> Plan:
        here = self._catalogue.procedure_at(procedure, receiving)
        return plan_route(self._catalogue, here, receiving, self._registers)

    def _failure(self, reason: str, procedure: str, receiving: AgencyCode) -> PermanentError | TransientError:
        now = self._clock().timestamp()
        wanted = procedure if reason == "procedure_unknown" else f"{procedure} {receiving}"
        if len(self._missed) > _MOST_MISSED:
            self._missed.clear()
        since = self._missed.setdefault(wanted, now)
        failure = TransientError if now - since < self._patience.total_seconds() else PermanentError
        return failure(reason, procedure=procedure, agency=receiving)
