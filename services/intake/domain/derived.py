"""What a dossier's course adds to the attributes that statistics count by."""

from services.intake.domain.apologies import apology_word
from services.intake.domain.dossier import Dossier
from services.intake.domain.signing import signing_words

__all__ = ["course_words"]


def course_words(dossier: Dossier) -> dict[str, str]:
    """apology, late_cause, signer_role, on_behalf_of: only those that there is something to say about."""
    words = dict(signing_words(dossier))
    apology = apology_word(dossier)
    if apology is not None:
        words["apology"] = apology
    return words
