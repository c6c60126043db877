"""`lienthong intake keys|retention|access|requests|erase`: what operators do with personal data."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from services.intake.application.privacy.retention import ClassReport
    from services.ops.privacy import FieldKeys

keys = typer.Typer(name="keys", help="Keys of encrypted fields", no_args_is_help=True)
retention = typer.Typer(name="retention", help="How long personal data is kept", no_args_is_help=True)
T = TypeVar("T")

_LEFT = 1
StoreUrl = Annotated[str, typer.Option(envvar="LIENTHONG_STORE_URL", help="Store of the platform", show_envvar=True)]
Namespace = Annotated[str, typer.Option(envvar="LIENTHONG_NAMESPACE", help="Prefix of databases; empty in production")]
CatalogueDir = Annotated[
    str, typer.Option(envvar="LIENTHONG_CATALOGUE_DIR", help="Folder with the catalogue's YAML files")
]
FilesDir = Annotated[str, typer.Option(envvar="LIENTHONG_FILES_DIR", help="Folder of uploaded files")]
Code = Annotated[str, typer.Argument(help="Dossier code")]
_FILES = ".lienthong/files"


def add_privacy(app: typer.Typer) -> None:
    app.add_typer(keys)
    app.add_typer(retention)
    app.command()(access)
    app.command()(requests)
    app.command()(erase)


@keys.command()
def rotate_fields() -> None:
    """Encrypt every stored field anew under the first key of LIENTHONG_FIELD_KEYS, and every look-up hash.

    Give the services the new ring first (new key in front, old one behind it). Stopped, it goes on where it was.
    Exit code 1 while texts are left that no key opens or that kept changing.
    """
    from services.ops.privacy import field_keys  # noqa: PLC0415 keeps `lienthong --help` fast

    _run(_rotated(field_keys()))


@keys.command()
def usage() -> None:
    """Count stored texts by the key that they are under; a key that is not listed may be taken out of the ring."""
    from services.ops.privacy import field_keys  # noqa: PLC0415 see rotate_fields

    _run(_usage(field_keys()))


@retention.command(name="run")
def run_retention(
    store_url: StoreUrl,
    namespace: Namespace = "",
    catalogue_dir: CatalogueDir = "deploy/catalogue",
    files_dir: FilesDir = _FILES,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count only, erase nothing")] = False,
) -> None:
    """Erase what was kept as long as the rules of today say; exit code 1 when something could not be erased."""
    from services.kernel.times import utc_now  # noqa: PLC0415 see rotate_fields

    async def inside() -> "list[ClassReport]":
        from services.ops.privacy import opened_erasing  # noqa: PLC0415 see rotate_fields

        async with opened_erasing(store_url, namespace, catalogue_dir, files_dir) as erasing:
            if not dry_run:
                await erasing.challenges.forget(utc_now() - timedelta(days=1))
            return await erasing.retention(dry_run=dry_run)

    reports = _run(inside())
    for each in reports:
        what = "would be erased" if dry_run else "erased"
        typer.echo(f"{each.retention_class:12} {each.kept} kept, {each.expired - each.left} {what}, {each.left} left")
    if any(each.left for each in reports):
        raise typer.Exit(_LEFT)


def access(code: Code, store_url: StoreUrl, namespace: Namespace = "") -> None:
    """List who read personal data of a dossier, when and what for."""

    async def inside() -> None:
        from services.ops.privacy import opened  # noqa: PLC0415 see rotate_fields

        async with opened(store_url, namespace) as data:
            for each in await data.access_log.entries(code):
                typer.echo(f"{each.at.isoformat()}  {each.actor}  {each.agency}  {each.purpose}")

    _run(inside())


def requests(store_url: StoreUrl, namespace: Namespace = "") -> None:
    """List requests about personal data: when they were due, how they were answered, which are late."""

    async def inside() -> None:
        from services.kernel.times import utc_now  # noqa: PLC0415 see rotate_fields
        from services.ops.privacy import opened  # noqa: PLC0415 see rotate_fields

        async with opened(store_url, namespace) as data:
            for each in await data.requests.of_agencies(None):
                state = each.outcome or "open"
                late = "  LATE" if each.is_late(utc_now()) else ""
                typer.echo(f"{each.due_at.isoformat()}  {each.agency}  {each.code}  {each.kind}  {state}{late}")

    _run(inside())


def erase(
    code: Code,
    store_url: StoreUrl,
    namespace: Namespace = "",
    catalogue_dir: CatalogueDir = "deploy/catalogue",
    files_dir: FilesDir = _FILES,
) -> None:
    """Erase the personal data of a closed dossier; its code, course and figures stay."""

    async def inside() -> None:
        from services.ops.privacy import opened_erasing  # noqa: PLC0415 see rotate_fields

        async with opened_erasing(store_url, namespace, catalogue_dir, files_dir) as erasing:
            dossier = await erasing.erase(code)
        at = dossier.personal.erased_at
        typer.echo(f"{code}  erased {at.isoformat() if at else ''}")

    _run(inside())


async def _rotated(settings: Any) -> None:
    from services.ops.privacy import opened_keys  # noqa: PLC0415 see rotate_fields

    async with opened_keys(settings) as tools:
        left = await _told(tools)
        await _tell_usage(tools)
    if left:
        typer.echo(f"{left} documents are left. Remedy: run it again; a key that is lost needs a backup.", err=True)
        raise typer.Exit(_LEFT)


async def _told(tools: "FieldKeys") -> int:
    """Tell the progress of each page, and return how many documents are left."""
    left: dict[str, int] = {}
    for work in (tools.rotate(), tools.rotate_files(), tools.renew()):
        async for each in work:
            typer.echo(f"{each.field}: {each.seen} seen, {each.renewed} renewed, {len(each.left)} left")
            left[each.field] = len(each.left)
    return sum(left.values())


async def _usage(settings: Any) -> None:
    from services.ops.privacy import opened_keys  # noqa: PLC0415 see rotate_fields

    async with opened_keys(settings) as tools:
        await _tell_usage(tools)


async def _tell_usage(tools: "FieldKeys") -> None:
    for each in [*await tools.rotate.usage(), await tools.rotate_files.usage()]:
        typer.echo(f"{each.field}: {_by_key(each.by_key)}")


def _by_key(counts: Any) -> str:
    return ", ".join(f"{count} under {key}" for key, count in counts.items()) or "none"


def _run(work: Coroutine[Any, Any, T]) -> T:
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see rotate_fields
    from services.runtime.problems import Problem  # noqa: PLC0415 see rotate_fields

    try:
        return asyncio.run(work)
    except (PermanentError, TransientError, Problem) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
