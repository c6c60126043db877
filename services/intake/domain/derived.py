"""What a dossier's course adds to the attributes that statistics count by."""

from services.intake.domain.apologies import apology_word
from services.intake.domain.dossier import Dossier
from services.intake.domain.filing_words import filing_words
from services.intake.domain.signing import signing_words

__all__ = ["course_words"]


def course_words(dossier: Dossier) -> dict[str, str]:
    """What the filing proves, then apology, late_cause, signer_role, on_behalf_of: only what there is to say."""
    words = {**filing_words(dossier), **signing_words(dossier)}
    apology = apology_word(dossier)
    if apology is not None:
        words["apology"] = apology
    return words
