"""`lienthong clock explain` as an operator types it, on the real store without intake or routing."""

import asyncio
import json

from typer.testing import CliRunner, Result

from services.intake.adapters.dossiers.dossier_state import state_of
from services.kernel.agency_code import AgencyCode
from services.ops.cli import app
from services.routing.domain.state import to_state
from services.runtime.catalogue import read_catalogue
from services.runtime.store import InsertDoc, Store
from tests.contract.clock_page import PROJECT
from tests.platform_fixture import TestPlatform
from tests.unit.ops.clock.played import Played

CODE = "H90.01-240426-0007"


def run(platform: TestPlatform, namespace: str, *arguments: str) -> Result:
    env = {"LIENTHONG_STORE_URL": platform.store_url, "LIENTHONG_NAMESPACE": namespace}
    return CliRunner().invoke(app, ["clock", "explain", *arguments], env=env)


def _keep(platform: TestPlatform, namespace: str, played: Played) -> None:
    """As intake and routing would have written them."""

    async def write(service: str, collection: str, state: dict[str, object]) -> None:
        store = await Store.open(platform.store_url, f"{namespace}{service}")
        await store.collection(collection).write_bulk([InsertDoc({"_id": CODE, "state": state})])
        store.close()

    asyncio.run(write("intake", "dossiers", {"dossier": state_of(played.dossier)}))
    asyncio.run(write("routing", "routes", to_state(played.route)))


def test_a_due_date_is_explained_in_two_languages_and_as_json(platform: TestPlatform, namespace: str) -> None:
    """Eight hours over a swapped Monday and two holidays."""
    catalogue = read_catalogue(PROJECT / "deploy" / "catalogue")
    _keep(platform, namespace, Played(catalogue, CODE, AgencyCode("H90.01"), "1.011441@1", "2024-04-26 16:00"))
    told = run(platform, namespace, CODE, "--at", "2024-04-26T17:30")
    assert (told.exit_code, "Hạn: T5 02/05/2024 16:00" in told.output) == (0, True), told.output
    assert "Due Thu 02/05/2024 16:00" in run(platform, namespace, CODE, "--lang", "en").output
    found = json.loads(run(platform, namespace, CODE, "--json").stdout)
    assert found["dossier"]["due_at"] == found["legs"][0]["due_at"] == "2024-05-02T09:00:00+00:00"


def test_an_unknown_dossier_and_an_unknown_language_are_refused(platform: TestPlatform, namespace: str) -> None:
    """Exit code 2, and what to do."""
    unknown = run(platform, namespace, "H90.01-240426-9999")
    assert (unknown.exit_code, "no dossier" in unknown.output) == (2, True)
    assert run(platform, namespace, CODE, "--lang", "fr").exit_code == 2
