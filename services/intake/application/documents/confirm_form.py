"""Records that the declarant signed a printed form, or set a fingerprint under it."""

from datetime import datetime

from services.intake.application.documents.ports import Confirmation, ConfirmedBy, Issued, Method, Serials
from services.intake.application.documents.print_form import PrintForm
from services.intake.application.refusals import as_permanent
from services.intake.domain.business_time import TimeBounds
from services.kernel.times import Clock
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["ConfirmForm"]


class ConfirmForm:
    """Who, how and when; the officer or software that saw it is kept apart from the declarant (domain.md §8)."""

    def __init__(self, forms: PrintForm, serials: Serials, bounds: TimeBounds, clock: Clock) -> None:
        self._forms = forms
        self._serials = serials
        self._bounds = bounds
        self._clock = clock

    async def __call__(
        self,
        code: str,
        name: str,
        principal: Principal,
        by: ConfirmedBy,
        method: Method,
        at: datetime | None = None,
    ) -> Issued:
        """The first confirmation stays; the same one again changes nothing.

        Raises PermanentError(form_not_issued | form_confirmed_otherwise | time_out_of_range) and what finding raises.
        """
        wanted = await self._forms.find_own(code, name, principal)
        with as_permanent():
            may_backfill = "backfill" in principal.scopes
            time = self._bounds.check(at, self._clock(), may_backfill=may_backfill)
        issued = await self._serials.confirm(wanted.key, Confirmation(by, method, time.at, principal.client_id))
        if issued is None:
            raise PermanentError("form_not_issued", form=name)
        kept = issued.confirmation
        if kept is None or (kept.by, kept.method) != (by, method):
            raise PermanentError("form_confirmed_otherwise", form=name)
        return issued
