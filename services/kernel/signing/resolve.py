"""May this officer sign this paper now, and on whose behalf? Asked when it is signed, never before (domain §11)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.kernel.signing.entries import Delegation, Invalid
from services.kernel.signing.refused import SigningRefused
from services.kernel.signing.register import SigningRegister

__all__ = ["Authority", "Paper", "able", "conditions_of", "resolve"]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be signed: procedure code without version, and facts such as paper_origin."""

    procedure: str
    scope: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Authority:
    """By what an officer signs; `on_behalf_of` is the role signed for, None in own right."""

    officer: str
    role: str
    on_behalf_of: str | None
    prefix: str
    document_number: str


def resolve(register: SigningRegister, paper: Paper, officer: str, at: datetime) -> Authority:
    """Raises SigningRefused(signer_unknown | signer_absent | signer_absent_no_delegate | delegation_not_valid).

    `signer_absent` names those who may sign instead, so that the paper is handed over.
    """
    entitled = [each for each in _entitled(register, paper, at) if each.officer == officer]
    if entitled and not register.is_away(officer, at):
        return entitled[0]
    why = None if entitled else _why_not(register, paper, officer, at)
    others = able(register, paper, at)
    if not others and _somebody_is_away(register, paper, at):
        raise SigningRefused("signer_absent_no_delegate", agency=register.agency)
    names = ", ".join(dict.fromkeys(each.officer for each in others))
    if why is None:
        raise SigningRefused("signer_absent", delegates=names)
    raise SigningRefused("delegation_not_valid", why=why, may_sign=names)


def able(register: SigningRegister, paper: Paper, at: datetime) -> list[Authority]:
    """Who may sign and is there, those in own right first."""
    return [each for each in _entitled(register, paper, at) if not register.is_away(each.officer, at)]


def conditions_of(register: SigningRegister, procedure: str) -> dict[str, tuple[str, ...]]:
    """What delegations for a procedure want to know of a paper: the values that they allow, by name."""
    found: dict[str, tuple[str, ...]] = {}
    for each in register.delegations:
        if not each.procedures or procedure in each.procedures:
            for name, allowed in each.condition.items():
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), *allowed)))
    return found


def _entitled(register: SigningRegister, paper: Paper, at: datetime) -> Iterator[Authority]:
    for post in register.posts:
        if post.invalid(paper.procedure, at) is None:
            yield Authority(post.officer, post.role, None, "", post.document_number)
    for each in register.delegations:
        if each.invalid(paper.procedure, at, paper.scope) is None and (
            role := _role_of_delegator(register, each, paper, at)
        ):
            yield Authority(each.delegate, each.role, role, each.prefix, each.document_number)


def _role_of_delegator(register: SigningRegister, delegation: Delegation, paper: Paper, at: datetime) -> str | None:
    """None when the delegator has no post (any more): then there is nothing to delegate."""
    posts = (post for post in register.posts if post.officer == delegation.delegator)
    return next((post.role for post in posts if post.invalid(paper.procedure, at) is None), None)


def _why_not(register: SigningRegister, paper: Paper, officer: str, at: datetime) -> Invalid:
    """The last reason, since a newer delegation says more than one that ended long ago."""
    posts = (post for post in register.posts if post.officer == officer)
    delegations = (each for each in register.delegations if each.delegate == officer)
    reasons = [post.invalid(paper.procedure, at) for post in posts]
    reasons += [each.invalid(paper.procedure, at, paper.scope) for each in delegations]
    if not reasons:
        raise SigningRefused("signer_unknown", agency=register.agency)
    return reasons[-1] or "delegator_without_post"


def _somebody_is_away(register: SigningRegister, paper: Paper, at: datetime) -> bool:
    return any(register.is_away(each.officer, at) for each in _entitled(register, paper, at))
