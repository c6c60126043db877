"""Accounts of officers at a service's desk: create, list, disable, passwd, unlock; each desk has a group of its own."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from services.runtime.officers.account import OfficerAccount
    from services.runtime.officers.manage_officers import ManageOfficers

__all__ = ["AccountDesk", "account_app"]

StoreUrl = Annotated[str, typer.Option(envvar="LIENTHONG_STORE_URL", help="Store of the platform", show_envvar=True)]
Namespace = Annotated[str, typer.Option(envvar="LIENTHONG_NAMESPACE", help="Prefix of databases; empty in production")]
Shortest = Annotated[
    int, typer.Option("--shortest", envvar="LIENTHONG_OFFICER_PASSWORD_LENGTH", help="Least length of a password")
]
Login = Annotated[str, typer.Argument(help="Login, as `list` shows it")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON")]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """The service whose desk it is, and the variable with the key that failed attempts are kept under."""

    service: str
    key_variable: str


def account_app(name: str, about: str, desk: AccountDesk) -> typer.Typer:
    """The group of one desk."""
    app = typer.Typer(name=name, help=about, no_args_is_help=True)

    @app.callback()
    def choose(context: typer.Context) -> None:
        context.obj = desk

    app.command()(create)
    app.command(name="list")(list_accounts)
    for command in (disable, passwd, unlock):
        app.command()(command)
    return app


def create(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="3 to 64 of a-z, 0-9, dot, dash, underscore")],
    store_url: StoreUrl,
    posting: Annotated[list[str], typer.Option("--at", help="AGENCY=role,role; repeat it for several agencies")],
    namespace: Namespace = "",
    name: Annotated[str, typer.Option(help="Name as it stands on papers")] = "",
    subject: Annotated[
        str | None, typer.Option(help="ISSUER|SUB at the OIDC provider (intake); then no password is asked")
    ] = None,
    shortest: Shortest = 12,
    *,
    as_json: AsJson = False,
) -> None:
    """Make an account; the password comes from a prompt or from standard input."""
    password = None if subject else _password()

    async def work(officers: "ManageOfficers") -> "OfficerAccount":
        return await officers.create(login, name, _postings(posting), password=password, subject=subject)

    _show([_run(context, work, store_url, namespace, shortest)], as_json=as_json)


def list_accounts(
    context: typer.Context, store_url: StoreUrl, namespace: Namespace = "", *, as_json: AsJson = False
) -> None:
    """Show every account, without secrets."""
    _show(_run(context, lambda officers: officers.list_all(), store_url, namespace), as_json=as_json)


def disable(
    context: typer.Context, login: Login, store_url: StoreUrl, namespace: Namespace = "", *, as_json: AsJson = False
) -> None:
    """Close an account for good and end its sessions at once."""
    _show([_run(context, lambda officers: officers.disable(login), store_url, namespace)], as_json=as_json)


def passwd(
    context: typer.Context,
    login: Login,
    store_url: StoreUrl,
    namespace: Namespace = "",
    shortest: Shortest = 12,
    *,
    as_json: AsJson = False,
) -> None:
    """Set a new password (prompt or standard input) and end the officer's sessions."""
    password = _password()
    changed = _run(context, lambda officers: officers.change_password(login, password), store_url, namespace, shortest)
    _show([changed], as_json=as_json)


def unlock(
    context: typer.Context, login: Login, store_url: StoreUrl, namespace: Namespace = "", *, as_json: AsJson = False
) -> None:
    """Forget failed attempts, so that the officer need not wait."""
    _show(
        [_run(context, lambda officers: officers.unlock(login), store_url, namespace, key=_key(context))],
        as_json=as_json,
    )


def _run(
    context: typer.Context,
    work: Callable[["ManageOfficers"], Awaitable[T]],
    store_url: str,
    namespace: str,
    shortest: int = 12,
    key: str = "",
) -> T:
    from services.ops.officers import OfficerPlace, opened_officers  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see above

    place = OfficerPlace(store_url, namespace, key, shortest, context.obj.service)

    async def inside() -> T:
        async with opened_officers(place) as officers:
            return await work(officers)

    try:
        return asyncio.run(inside())
    except (PermanentError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


def _key(context: typer.Context) -> str:
    """What failed attempts are kept under: with another key they would not be found."""
    variable: str = context.obj.key_variable
    key = os.environ.get(variable, "")
    if not key:
        typer.echo(f"error: {variable} is not set. Remedy: pass .env to the command.", err=True)
        raise typer.Exit(1)
    return key


def _password() -> str:
    from services.ops.officers import read_password  # noqa: PLC0415 see _run
    from services.runtime.failures import PermanentError  # noqa: PLC0415 see _run

    try:
        return read_password()
    except PermanentError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


def _postings(texts: list[str]) -> dict[str, list[str]]:
    pairs = [text.partition("=") for text in texts]
    return {agency: [role for role in roles.split(",") if role] for agency, _, roles in pairs}


def _show(accounts: "list[OfficerAccount]", *, as_json: bool) -> None:
    rows: list[dict[str, Any]] = [
        {
            "login": each.login,
            "name": each.name,
            "at": {str(agency): list(roles) for agency, roles in each.postings.items()},
            "signs_in_by": [way for way, on in (("password", each.password_hash), ("oidc", each.subject)) if on],
            "disabled_at": each.disabled_at and each.disabled_at.isoformat(),
        }
        for each in accounts
    ]
    if as_json:
        import orjson  # noqa: PLC0415 see _run

        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    for row in rows:
        places = " ".join(f"{agency}={','.join(roles)}" for agency, roles in row["at"].items())
        state = f"disabled {row['disabled_at']}" if row["disabled_at"] else "+".join(row["signs_in_by"])
        typer.echo("  ".join([row["login"], row["name"], places, state]))
