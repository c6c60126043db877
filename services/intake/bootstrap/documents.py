"""Forms: printing, numbering, confirming."""

from dataclasses import dataclass

from services.intake.adapters.documents.dossier_list import StoredDossierList
from services.intake.adapters.documents.press import FormPress
from services.intake.adapters.documents.serials import COLLECTION as SERIALS
from services.intake.adapters.documents.serials import StoredSerials
from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.vault import Vault
from services.intake.application.documents.confirm_form import ConfirmForm
from services.intake.application.documents.ports import OpenApplicant, SurveyToken
from services.intake.application.documents.print_form import PrintForm
from services.intake.application.documents.print_register import PrintRegister
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.ports import Kept
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.documents.confirm_form import add_confirm_form
from services.intake.entrypoints.http.documents.read_form import add_read_form
from services.intake.entrypoints.http.documents.read_register import add_read_register
from services.runtime.areas import Area
from services.runtime.web import ApiRouter

__all__ = ["Printing", "documents_area", "open_printing"]


@dataclass(frozen=True, slots=True)
class Printing:
    """What prints forms, for the API and for the desk's pages alike."""

    forms: PrintForm
    press: FormPress
    serials: StoredSerials
    open_applicant: OpenApplicant


def open_printing(ground: Ground, survey_token: SurveyToken) -> Printing:
    serials, open_applicant = StoredSerials(ground.store.collection(SERIALS)), _opening(ground.vault)
    terms, clock, log, public_url = ground.terms, ground.clock, ground.access_log, ground.settings.public_url
    desk = Desk(ground.dossiers, terms, clock)
    forms = PrintForm(desk, terms, serials, open_applicant, log, survey_token, public_url, clock)
    return Printing(forms, FormPress(), serials, open_applicant)


def documents_area(ground: Ground, printing: Printing) -> Area:
    router = ApiRouter(tags=["documents"])
    terms, clock, log = ground.terms, ground.clock, ground.access_log
    forms, press, serials = printing.forms, printing.press, printing.serials
    listed = StoredDossierList(ground.store.collection(DOSSIERS), ground.dossiers, terms)
    add_read_form(router, forms, press)
    add_confirm_form(router, ConfirmForm(forms, serials, ground.settings.time_bounds, clock))
    add_read_register(router, PrintRegister(listed, terms, serials, printing.open_applicant, log, clock), press)
    return Area(routers=(router,), stop=(press.close,))


def _opening(vault: Vault) -> OpenApplicant:
    def open_applicant(kept: Kept) -> Applicant | None:
        return vault.decrypt(kept.dossier.code, kept.applicant) if kept.applicant else None

    return open_applicant
