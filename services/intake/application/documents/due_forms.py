"""Which forms of a dossier can be printed now."""

from services.intake.application.documents.form_of import FORMS
from services.intake.application.documents.kinds import FormKind
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.kernel.times import local_day

__all__ = ["due_forms"]


def due_forms(dossier: Dossier, terms: Terms) -> tuple[FormKind, ...]:
    """In the order of the rule pack of the dossier's day, which has a number for each of them."""
    pack = terms.pack(local_day(dossier.filing.filed_at))
    return tuple(kind for kind, form in FORMS.items() if kind.value in pack.forms and form.times(dossier))
