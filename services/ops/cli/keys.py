"""`lienthong keys create|rotate|revoke|list`: credentials of agencies' software."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from services.intake.application.agencies.manage_credentials import Issued, ManageCredentials
    from services.intake.domain.credential import Credential

app = typer.Typer(name="keys", help="Credentials of agencies' software", no_args_is_help=True)

StoreUrl = Annotated[str, typer.Option(envvar="LIENTHONG_STORE_URL", help="Store of the platform", show_envvar=True)]
Namespace = Annotated[str, typer.Option(envvar="LIENTHONG_NAMESPACE", help="Prefix of databases; empty in production")]
CredentialKeys = Annotated[
    str,
    typer.Option(
        envvar="LIENTHONG_CREDENTIAL_KEYS", help="Seals shared signing secrets", show_envvar=True, show_default=False
    ),
]
ClientId = Annotated[str, typer.Argument(help="Client id, as `keys list` shows it")]
PublicKey = Annotated[
    Path | None,
    typer.Option("--ed25519-public", help="File with the agency's own public key; otherwise a shared secret is made"),
]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON")]
T = TypeVar("T")


@app.command()
def create(
    store_url: StoreUrl,
    agency: Annotated[list[str], typer.Option(help="Agency that it acts for; repeat it for several")],
    namespace: Namespace = "",
    credential_keys: CredentialKeys = "",
    scope: Annotated[list[str] | None, typer.Option(help="What it may do; repeat it for several")] = None,
    name: Annotated[str, typer.Option(help="What operators call it")] = "",
    ed25519_public: PublicKey = None,
    *,
    sandbox: Annotated[bool, typer.Option("--sandbox", help="For trying out: what it files never counts")] = False,
    backfill: Annotated[bool, typer.Option("--backfill", help="May state any past time")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a credential and print its secrets, this once."""
    scopes = [*(scope or []), *(["backfill"] if backfill else [])]

    async def work(keys: "ManageCredentials") -> "Issued":
        public = _public(ed25519_public)
        return await keys.create(agency, scopes, name=name, ed25519_public=public, sandbox=sandbox)

    _show_issued(_run(work, store_url, namespace, credential_keys), as_json=as_json)


@app.command()
def rotate(
    client_id: ClientId,
    store_url: StoreUrl,
    namespace: Namespace = "",
    credential_keys: CredentialKeys = "",
    ed25519_public: PublicKey = None,
    *,
    drop_old: Annotated[bool, typer.Option("--drop-old", help="End a rotation: only the newest stay valid")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a second secret and signing key; both pairs are valid until --drop-old."""
    if drop_old:
        kept = _run(lambda keys: keys.drop_old(client_id), store_url, namespace, credential_keys)
        _show_list([kept], as_json=as_json)
        return

    async def work(keys: "ManageCredentials") -> "Issued":
        return await keys.rotate(client_id, ed25519_public=_public(ed25519_public))

    _show_issued(_run(work, store_url, namespace, credential_keys), as_json=as_json)


@app.command()
def revoke(client_id: ClientId, store_url: StoreUrl, namespace: Namespace = "", *, as_json: AsJson = False) -> None:
    """End a credential for good; access tokens already out are valid for up to ten more minutes."""
    _show_list([_run(lambda keys: keys.revoke(client_id), store_url, namespace)], as_json=as_json)


@app.command(name="list")
def list_keys(store_url: StoreUrl, namespace: Namespace = "", *, as_json: AsJson = False) -> None:
    """Show every credential, without secrets."""
    _show_list(_run(lambda keys: keys.list_all(), store_url, namespace), as_json=as_json)


def _run(
    work: Callable[["ManageCredentials"], Awaitable[T]], store_url: str, namespace: str, credential_keys: str = ""
) -> T:
    from services.ops.keys import Place, opened  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see above

    async def inside() -> T:
        async with opened(Place(store_url, namespace, credential_keys)) as keys:
            return await work(keys)

    try:
        return asyncio.run(inside())
    except (PermanentError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


def _public(path: Path | None) -> bytes | None:
    from services.ops.keys import read_public_key  # noqa: PLC0415 see _run

    return read_public_key(path) if path else None


def _show_issued(issued: "Issued", *, as_json: bool) -> None:
    facts = {
        "client_id": issued.credential.client_id,
        "client_secret": issued.client_secret,
        "keyid": issued.keyid,
        "signing_secret": issued.signing_secret,
        "agencies": list(issued.credential.agencies),
        "scopes": list(issued.credential.scopes),
        "sandbox": issued.credential.sandbox,
    }
    if as_json:
        _echo_json(facts)
        return
    for label, value in facts.items():
        shown = "the agency's own" if value is None else " ".join(value) if isinstance(value, list) else value
        typer.echo(f"{label:15} {shown}")
    typer.echo("Secrets are shown this once. Hand them over on a safe way.", err=True)


def _show_list(credentials: "list[Credential]", *, as_json: bool) -> None:
    rows: list[dict[str, Any]] = [
        {
            "client_id": each.client_id,
            "name": each.name,
            "agencies": list(each.agencies),
            "scopes": list(each.scopes),
            "sandbox": each.sandbox,
            "secrets": len(each.secret_hashes),
            "keys": [key.keyid for key in each.keys],
            "revoked_at": each.revoked_at and each.revoked_at.isoformat(),
        }
        for each in credentials
    ]
    if as_json:
        _echo_json(rows)
        return
    for row in rows:
        state = f"revoked {row['revoked_at']}" if row["revoked_at"] else f"{row['secrets']} active"
        state += " sandbox" if row["sandbox"] else ""
        lists = (" ".join(row[each]) for each in ("agencies", "scopes", "keys"))
        typer.echo("  ".join([str(row["client_id"]), str(row["name"]), state, *lists]))


def _echo_json(value: Any) -> None:
    import orjson  # noqa: PLC0415 see _run

    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
