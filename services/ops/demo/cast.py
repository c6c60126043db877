"""Who acts in the demo: three agencies' software, each with a credential of its own."""

from dataclasses import dataclass
from typing import Final

import httpx

from services.ops.agency import AgencySoftware
from services.ops.keys import create_credential
from services.ops.target import Target

__all__ = ["DESK", "LAND", "TAX", "Cast", "hire"]

DESK: Final = "H90.01"
LAND: Final = "H90.20.01"
TAX: Final = "H90.30.01"
_DESK_SCOPES: Final = ("dossiers:write", "dossiers:read", "events:write", "routes:read", "statistics:read")
_BRANCH_SCOPES: Final = ("events:write", "routes:read", "dossiers:read")
_TAX_SCOPES: Final = (*_BRANCH_SCOPES, "slips:read")


@dataclass(frozen=True, slots=True)
class Cast:
    desk: AgencySoftware
    land: AgencySoftware
    tax: AgencySoftware

    def all(self) -> tuple[AgencySoftware, ...]:
        return (self.desk, self.land, self.tax)


async def hire(target: Target, client: httpx.AsyncClient) -> Cast:
    """Create the credentials as `lienthong keys create` does, on the store alone."""

    async def software(agency: str, scopes: tuple[str, ...], name: str) -> AgencySoftware:
        issued = await create_credential(target.place, [agency], scopes, name=name)
        return AgencySoftware(issued, client, target.urls, agency)

    return Cast(
        desk=await software(DESK, _DESK_SCOPES, "demo desk"),
        land=await software(LAND, _BRANCH_SCOPES, "demo land branch"),
        tax=await software(TAX, _TAX_SCOPES, "demo tax branch"),
    )
