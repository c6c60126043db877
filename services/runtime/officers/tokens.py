"""The secret of a session: what the cookie holds, what the store keeps, and what forms carry against forgery."""

import hashlib
import hmac
import secrets

__all__ = ["csrf_of", "fits_csrf", "new_token", "session_id_of"]

_BYTES = 32


def new_token() -> str:
    """256 random bits for the cookie; never stored."""
    return secrets.token_urlsafe(_BYTES)


def session_id_of(token: str) -> str:
    """What the store knows a session by: a copy of the store opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(token: str) -> str:
    """What a form of this session carries; another site can neither read nor compute it."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def fits_csrf(token: str, given: str) -> bool:
    return hmac.compare_digest(csrf_of(token).encode(), given.encode())
