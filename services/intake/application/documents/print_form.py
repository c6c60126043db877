"""Prints a form of a dossier: gives it its number the first time, the same one ever after."""

from dataclasses import dataclass

from services.intake.application.documents.form_of import FORMS, form_of
from services.intake.application.documents.kinds import FormKind, kind_of
from services.intake.application.documents.paper import Paper
from services.intake.application.documents.ports import Book, Issued, OpenApplicant, ReadLog, Serials, SurveyToken
from services.intake.application.documents.source import source_of
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.ports import Kept
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem

__all__ = ["PURPOSE", "FormOfDossier", "PrintForm"]

PURPOSE = "print_form"


@dataclass(frozen=True, slots=True)
class FormOfDossier:
    """One form of one dossier, due and allowed; `occurrence` counts from 1."""

    kept: Kept
    kind: FormKind
    occurrence: int

    @property
    def key(self) -> str:
        """Under which its number is kept."""
        return f"{self.kept.dossier.code}|{self.kind}|{self.occurrence}"


class PrintForm:
    """Only the receiving agency prints what shows personal data, and each time it is written down."""

    def __init__(
        self,
        desk: Desk,
        terms: Terms,
        serials: Serials,
        open_applicant: OpenApplicant,
        log: ReadLog,
        survey_token: SurveyToken,
        public_url: str,
        clock: Clock,
    ) -> None:
        self._desk = desk
        self._terms = terms
        self._serials = serials
        self._open_applicant = open_applicant
        self._log = log
        self._survey_token = survey_token
        self._public_url = public_url
        self._clock = clock

    async def __call__(self, code: str, name: str, principal: Principal, occurrence: int | None = None) -> Paper:
        """Raises Problem(dossier_not_found | form_unknown) and PermanentError(form_not_due | agency_not_allowed)."""
        wanted = await self.find(code, name, principal, occurrence)
        issued = await self._issue(wanted, principal)
        applicant = None
        if FORMS[wanted.kind].personal:
            agency = wanted.kept.dossier.agency
            await self._log.record(principal.client_id, agency, code, PURPOSE)
            applicant = self._open_applicant(await self._desk.holder_of(wanted.kept))
        source = source_of(
            wanted.kept.dossier,
            self._terms,
            f"{self._public_url}/tra-cuu/{code}",
            self._clock(),
            applicant=applicant,
            issued=issued,
            occurrence=wanted.occurrence,
            survey_link=self._survey_link(wanted),
            issuer=issued.book.agency if issued else self._issuer(wanted.kept.dossier, principal),
        )
        return form_of(wanted.kind, source)

    async def find(self, code: str, name: str, principal: Principal, occurrence: int | None = None) -> FormOfDossier:
        """The form that is meant, by name or number; the latest occurrence unless one is named."""
        kept = await self._desk.read(code, principal)
        kind = self._kind(kept.dossier, name)
        if FORMS[kind].personal:
            self._check_in_charge(kept.dossier, principal)
        due = FORMS[kind].times(kept.dossier)
        which = occurrence or due
        # Of apologies a dossier remembers the last one only.
        first = due if kind is FormKind.APOLOGY else 1
        if due == 0 or not first <= which <= due:
            raise PermanentError("form_not_due", form=kind.value, status=int(kept.dossier.status))
        return FormOfDossier(kept, kind, which)

    def _check_in_charge(self, dossier: Dossier, principal: Principal) -> None:
        if not self._desk.in_charge(dossier, principal):
            raise PermanentError("agency_not_allowed", agency=dossier.agency)

    def _issuer(self, dossier: Dossier, principal: Principal) -> AgencyCode:
        """Who took over from the receiving agency prints under its own name and in its own book."""
        if dossier.agency in principal.agencies:
            return dossier.agency
        heirs = self._terms.successors(dossier.agency, local_day(self._clock()))
        return next((each for each in heirs if each in principal.agencies), dossier.agency)

    def _survey_link(self, wanted: FormOfDossier) -> str | None:
        """Nobody is asked about a secret dossier, or about a trial."""
        filing, survey = wanted.kept.dossier.filing, FORMS[wanted.kind].survey
        if survey is None or filing.secret or filing.sandbox:
            return None
        return f"{self._public_url}/khao-sat/{survey}/{filing.code}?t={self._survey_token(filing.code, survey)}"

    async def find_own(self, code: str, name: str, principal: Principal) -> FormOfDossier:
        """As `find`, for a change: for the agency in charge alone, also of a form that names nobody."""
        found = await self.find(code, name, principal)
        self._check_in_charge(found.kept.dossier, principal)
        return found

    def _kind(self, dossier: Dossier, name: str) -> FormKind:
        pack = self._terms.pack(local_day(dossier.filing.filed_at))
        kind = kind_of(name, pack)
        if kind is None or kind not in FORMS:
            raise Problem("form_unknown", form=name, pack=pack.id)
        return kind

    async def _issue(self, wanted: FormOfDossier, principal: Principal) -> Issued | None:
        if FORMS[wanted.kind].mark is None:
            return None
        filing, now = wanted.kept.dossier.filing, self._clock()
        # Trials must not use up numbers of the real books.
        kind = f"sandbox_{wanted.kind}" if filing.sandbox else wanted.kind.value
        book = Book(self._issuer(wanted.kept.dossier, principal), local_day(now).year, kind)
        return await self._serials.issue(wanted.key, book, now, principal.client_id)
