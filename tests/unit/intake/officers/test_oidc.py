"""Signing in by an OIDC provider that is really served: code flow with PKCE, verified id tokens, linked accounts."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey
from pydantic import SecretStr

from services.intake.adapters.officers.errands import COLLECTION, StoredErrands
from services.intake.adapters.officers.oidc_provider import OidcClient, OidcProvider
from services.intake.application.officers.oidc_sign_in import OidcSignIn
from services.intake.entrypoints.http.officers.desk import DESK
from services.intake.entrypoints.http.officers.oidc_pages import OIDC_RETURN, add_oidc_pages
from services.kernel.times import utc_now
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.health import Health
from services.runtime.web import ApiRouter, create_app
from services.runtime.web.desk.sign_in_page import SignInPage
from tests.unit.intake.officers.lobby import PASSWORD, Lobby
from tests.unit.intake.officers.provider import CLIENT, SECRET, Provider, serving

OURS = "http://127.0.0.1"


@dataclass
class Door:
    """Our pages, and the provider behind them."""

    lobby: Lobby
    provider: Provider
    browser: httpx.AsyncClient

    async def come_back(self) -> str:
        """Go to the provider and return the address that it sends the browser back to."""
        leaving = await self.browser.get("/can-bo/oidc?tiep=/can-bo/tim")
        assert leaving.status_code == 303
        async with httpx.AsyncClient() as outside:
            agreed = await outside.get(leaving.headers["Location"])
        address = urlsplit(agreed.headers["Location"])
        return f"{address.path}?{address.query}"

    async def enter(self) -> httpx.Response:
        return await self.browser.get(await self.come_back())


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    lobby = Lobby()
    async with serving(Provider()) as provider:
        await lobby.manage.create("mai", "Mai", {"H90.01": ["receiver"]}, subject=f"{provider.issuer}|sub-mai")
        client = OidcClient(provider.issuer, CLIENT, SecretStr(SECRET), f"{OURS}{OIDC_RETURN}")
        errands = StoredErrands(lobby.store.collection(COLLECTION))
        sign_in = OidcSignIn(OidcProvider(client, utc_now), errands, lobby.accounts, lobby.desk, lobby.clock)
        router = ApiRouter()
        add_oidc_pages(router, sign_in, RateLimiter(rate=100, burst=100), SignInPage(DESK, oidc=True))
        app = create_app("intake", Health())
        app.include_router(router)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=OURS) as browser:
            yield Door(lobby, provider, browser)


async def test_a_linked_officer_comes_in_and_goes_on(door: Door) -> None:
    """The session is one like any other, and the page wanted comes next."""
    answer = await door.enter()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/can-bo/tim")
    officer = await door.lobby.desk.recognise(door.browser.cookies["lt-officer"])
    assert officer is not None
    assert officer.login == "mai"


async def test_a_stranger_to_us_stays_out(door: Door) -> None:
    """Who may sign in there is no officer here until an administrator links the account."""
    door.provider.subject = "sub-other"
    answer = await door.enter()
    assert (answer.status_code, "chưa được liên kết" in answer.text) == (403, True)
    assert "lt-officer" not in door.browser.cookies


async def test_a_disabled_account_stays_out(door: Door) -> None:
    """Disabling takes the link away as well."""
    await door.lobby.manage.disable("mai")
    assert (await door.enter()).status_code == 403


@pytest.mark.parametrize(
    "forged",
    [
        {"aud": "another-client"},
        {"iss": "http://127.0.0.1:1"},
        {"nonce": "another"},
        {"exp": 1_000_000_000},
        {"sub": ""},
    ],
)
async def test_a_token_for_something_else_opens_nothing(door: Door, forged: dict[str, object]) -> None:
    """Audience, issuer, nonce, age and subject are checked."""
    door.provider.forged = forged
    answer = await door.enter()
    assert (answer.status_code, "lt-officer" in door.browser.cookies) == (401, False)


async def test_a_token_of_another_key_opens_nothing(door: Door) -> None:
    """Only the provider's published keys sign."""
    door.provider.signer = ECKey.generate_key("P-256", {"kid": "k1", "alg": "ES256"})
    assert (await door.enter()).status_code == 401


async def test_the_way_back_is_for_this_browser_and_once(door: Door) -> None:
    """A link with somebody else's code, or the same link again, opens nothing."""
    address = await door.come_back()
    state = door.browser.cookies["lt-oidc"]
    door.browser.cookies.clear()
    assert (await door.browser.get(address)).status_code == 401
    door.browser.cookies.set("lt-oidc", state, domain="127.0.0.1", path="/can-bo/oidc")
    assert (await door.browser.get(address)).status_code == 303
    door.browser.cookies.set("lt-oidc", state, domain="127.0.0.1", path="/can-bo/oidc")
    assert (await door.browser.get(address)).status_code == 401


async def test_a_provider_that_calls_itself_otherwise_is_not_trusted_and_passwords_still_work(door: Door) -> None:
    """The page with the form is shown with the reason."""
    door.provider.issuer = "http://127.0.0.1:9"
    answer = await door.browser.get("/can-bo/oidc")
    assert (answer.status_code, 'role="alert"' in answer.text) == (401, True)
    await door.lobby.hire("lan")
    assert await door.lobby.sign_in("lan", PASSWORD)
