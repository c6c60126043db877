"""/can-bo/ho-so/{code}: one dossier, with the steps that this officer may take"""

from datetime import datetime
from typing import Any

from starlette.responses import Response

from services.intake.application.delegations.sign_dossier import SignDossier, SignRequest
from services.intake.application.delegations.signing_desk import SigningDesk
from services.intake.application.documents.due_forms import due_forms
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.change_dossier import ChangeDossier, ChangeRequest
from services.intake.application.dossiers.course_view import course_view
from services.intake.application.dossiers.filing_view import fee_view, filing_view
from services.intake.application.officers.actions import Action, actions_for, actor_for
from services.intake.application.public.look_up import public_view
from services.intake.application.public.look_up_words import words_of
from services.intake.application.terms import Terms
from services.intake.domain.commands import Command
from services.intake.domain.dossier import Dossier
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit
from services.intake.entrypoints.http.officers.dossier_commands import COMMANDS, scope_of, sent_text
from services.kernel.signing import Paper, able, conditions_of
from services.kernel.times import Clock
from services.runtime.problems import Problem
from services.runtime.tracing import current_trace

__all__ = ["DossierPage", "add_dossier_page"]

_HERE = "/can-bo/ho-so/{code}"


class DossierPage:
    """Shows a dossier, and takes the steps that its forms ask for."""

    def __init__(
        self,
        desk: Desk,
        terms: Terms,
        change: ChangeDossier,
        sign: SignDossier,
        signing: SigningDesk,
        clock: Clock,
    ) -> None:
        self._signing = signing
        self._clock = clock
        self._desk = desk
        self._terms = terms
        self._change = change
        self._sign = sign

    async def show(self, visit: Visit) -> Response:
        dossier = (await self._desk.read(visit.params["code"], visit.officer.principal)).dossier
        filing = dossier.filing
        own = self._desk.in_charge(dossier, visit.officer.principal)
        course = self._terms.course(filing)
        return visit.page(
            "dossier.html",
            dossier=dossier,
            view=public_view(dossier, self._terms, words_of(visit.words.language)),
            own=own,
            actions=[each.name for each in actions_for(dossier, visit.officer.roles, course)] if own else [],
            rules=self._terms.rules_of(filing),
            papers=self._papers(dossier),
            filed=filing_view(dossier, self._terms),
            refusal=course_view(dossier, self._terms)["refusal"],
            fees=fee_view(dossier),
            forms=[(kind.value, visit.words.form(kind)) for kind in due_forms(dossier, self._terms)],
            signer_roles=self._terms.catalogue.words.signer_roles,
            **await self._signers(dossier),
        )

    async def step(self, visit: Visit) -> Response:
        action, code = _action(visit), visit.params["code"]
        dossier = (await self._desk.open(code, visit.officer.principal)).dossier
        actor = actor_for(action, visit.officer.login, visit.officer.roles, self._terms.course(dossier.filing))
        if action is Action.SIGN:
            await self._sign(
                SignRequest(
                    code,
                    visit.officer.principal,
                    visit.officer.login,
                    scope_of(visit),
                    sent_text(visit),
                    key=visit.key,
                    trace=current_trace(),
                    actor=actor,
                )
            )
        else:

            def command(at: datetime) -> Command:
                return COMMANDS[action](visit, at)

            request = ChangeRequest(
                code, visit.officer.principal, command, sent_text(visit), None, visit.key, current_trace(), actor
            )
            await self._change(request)
        return visit.go(f"/can-bo/ho-so/{code}", bao="done")

    async def _signers(self, dossier: Dossier) -> dict[str, Any]:
        """Who may sign it now, whatever is known of the paper, and what delegations want to know of it."""
        register = await self._signing.register(dossier.agency)
        code = dossier.filing.procedure.partition("@")[0]
        scopes = conditions_of(register, code)
        wanted = {name: values[0] for name, values in scopes.items()}
        return {"scopes": scopes, "signers": able(register, Paper(code, wanted), self._clock())}

    def _papers(self, dossier: Dossier) -> dict[str, tuple[str, str]]:
        """Names in both languages of the papers that the dossier's case asks for, by key."""
        filing = dossier.filing
        case = self._terms.procedure(filing.procedure, filing.agency, None).cases.get(filing.case)
        return {each.key: (each.name_vi, each.name_en) for each in case.components} if case else {}


def add_dossier_page(routes: DeskRoutes, page: DossierPage) -> None:
    routes.page(_HERE, page.show)
    routes.form(_HERE + "/{action}", page.step, page.show)


def _action(visit: Visit) -> Action:
    try:
        return Action(visit.params["action"])
    except ValueError:
        raise Problem("not_found") from None
