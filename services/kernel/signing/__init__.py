"""Who may sign for an agency: its register of posts, delegations and absences, and the answer for one paper."""

from services.kernel.signing.entries import Absence, Delegation, SigningPost
from services.kernel.signing.refused import SigningRefused
from services.kernel.signing.register import SigningRegister
from services.kernel.signing.resolve import Authority, Paper, able, conditions_of, resolve

__all__ = [
    "Absence",
    "Authority",
    "Delegation",
    "Paper",
    "SigningPost",
    "SigningRefused",
    "SigningRegister",
    "able",
    "conditions_of",
    "resolve",
]
