"""Officers: accounts, signing in, sessions, and the desk's pages."""

from datetime import timedelta
from typing import Final

from services.intake.adapters.officers.errands import COLLECTION as ERRANDS
from services.intake.adapters.officers.errands import StoredErrands
from services.intake.application.officers.oidc_sign_in import IdentityProvider, OidcSignIn
from services.intake.bootstrap.ground import Ground
from services.intake.bootstrap.officer_pages import Hands, add_officer_pages
from services.intake.domain.officers.roles import SCOPES
from services.intake.entrypoints.http.officers.desk import DESK
from services.intake.entrypoints.http.officers.oidc_pages import OIDC_RETURN, add_oidc_pages
from services.runtime.areas import Area
from services.runtime.sweeper import Sweeper
from services.runtime.web import ApiRouter
from services.runtime.web.desk.front_door import FORGET_EVERY, Building, open_front_door

__all__ = ["officers_area"]

_LONGEST_ERRAND: Final = timedelta(minutes=10)


def officers_area(ground: Ground, hands: Hands) -> Area:
    router, settings, clock = ApiRouter(tags=["officers"]), ground.settings, ground.clock
    key = settings.lookup_hash_key.get_secret_value().encode()
    building = Building(ground.store, settings, key, clock, SCOPES)
    oidc = bool(settings.oidc_issuer)
    door = open_front_door(router, DESK, building, ground.terms.agency_name, oidc=oidc)
    errands = StoredErrands(ground.store.collection(ERRANDS))
    if oidc:
        sign_in = OidcSignIn(_provider(ground), errands, door.accounts, door.desk, clock)
        add_oidc_pages(router, sign_in, door.addresses, door.page)
    add_officer_pages(door.routes, ground, hands)

    async def forget_errands() -> int:
        return await errands.forget_before(clock() - _LONGEST_ERRAND)

    sweeper = Sweeper((*door.sweeps, forget_errands), FORGET_EVERY)
    return Area(routers=(router,), background=(sweeper.run,), stop=(sweeper.stop,))


def _provider(ground: Ground) -> IdentityProvider:
    from services.intake.adapters.officers.oidc_provider import (  # noqa: PLC0415 most installations never load authlib
        OidcClient,
        OidcProvider,
    )

    settings = ground.settings
    back = f"{settings.public_url}{OIDC_RETURN}"
    client = OidcClient(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, back)
    return OidcProvider(client, ground.clock)
