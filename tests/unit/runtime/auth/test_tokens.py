"""Tokens are valid for their time, under either of two secrets, for what they say."""

from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem

OLD, NEW = "o" * 64, "n" * 64
PRINCIPAL = Principal("client-1", frozenset({"H90.20.01"}), frozenset({"dossiers.write"}), sandbox=True)


class _Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


def _refused(verifier: TokenVerifier, token: str) -> str:
    with pytest.raises(Problem) as refused:
        verifier.verify(token)
    assert refused.value.status == 401
    assert "WWW-Authenticate" in refused.value.headers
    return refused.value.kind.slug


def test_a_token_says_who_it_was_issued_to(clock: _Clock) -> None:
    """Client, agencies, scopes and sandbox survive, from the cache too."""
    token, seconds = TokenIssuer(NEW, 3600, clock).issue(PRINCIPAL)
    verifier = TokenVerifier([NEW], clock)
    assert seconds == 3600
    assert verifier.verify(token) == PRINCIPAL
    assert verifier.verify(token) is verifier.verify(token)


def test_a_token_expires_even_when_it_is_remembered(clock: _Clock) -> None:
    """The cache saves the signature check, never the expiry check."""
    token, _ = TokenIssuer(NEW, 3600, clock).issue(PRINCIPAL)
    verifier = TokenVerifier([NEW], clock)
    clock.now += timedelta(seconds=3599)
    assert verifier.verify(token) == PRINCIPAL
    clock.now += timedelta(seconds=1)
    assert _refused(verifier, token) == "token_expired"
    assert _refused(TokenVerifier([NEW], clock), token) == "token_expired"


def test_two_secrets_are_active_during_a_rotation(clock: _Clock) -> None:
    """Tokens of the former secret stay good until it is taken away."""
    old, _ = TokenIssuer(OLD, 3600, clock).issue(PRINCIPAL)
    new, _ = TokenIssuer(NEW, 3600, clock).issue(PRINCIPAL)
    both = TokenVerifier([NEW, OLD], clock)
    assert both.verify(old) == both.verify(new) == PRINCIPAL
    assert _refused(TokenVerifier([NEW], clock), old) == "token_invalid"


def test_forged_tokens_are_refused(clock: _Clock) -> None:
    """Other algorithms, other audiences, missing claims, changed bytes and garbage are invalid."""
    verifier = TokenVerifier([NEW], clock)
    token, _ = TokenIssuer(NEW, 3600, clock).issue(PRINCIPAL)
    head, body, signature = token.split(".")
    key = OctKey.import_key(NEW.encode())
    claims = jwt.decode(token, key, algorithms=["HS256"]).claims
    other = jwt.encode({"alg": "HS256"}, claims | {"aud": "urn:other"}, key, algorithms=["HS256"])
    eternal = {name: value for name, value in claims.items() if name != "exp"}
    forged = (
        "", "x", "a.b.c", f"eyJhbGciOiJub25lIn0.{body}.", f"{head}.{body}.{signature[:-4]}AAAA", "x" * 5000,
        other, jwt.encode({"alg": "HS256"}, eternal, key, algorithms=["HS256"]),
        jwt.encode({"alg": "HS512"}, claims, key, algorithms=["HS512"]),
    )  # fmt: skip
    assert {_refused(verifier, text) for text in forged} == {"token_invalid"}


def test_the_cache_is_bounded(clock: _Clock) -> None:
    """Many tokens do not grow the process; the forgotten ones are verified again."""
    verifier = TokenVerifier([NEW], clock, remembered=2)
    issuer = TokenIssuer(NEW, 3600, clock)
    tokens = [issuer.issue(Principal(f"client-{n}"))[0] for n in range(5)]
    assert [verifier.verify(token).client_id for token in tokens] == [f"client-{n}" for n in range(5)]
    assert len(verifier._cache) == 2
    assert verifier.verify(tokens[0]).client_id == "client-0"


def test_a_principal_acts_for_its_agencies_only() -> None:
    """A parent agency is another agency."""
    PRINCIPAL.check_agency("H90.20.01")
    with pytest.raises(PermanentError, match="agency_not_allowed"):
        PRINCIPAL.check_agency("H90.20")
