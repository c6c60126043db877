"""`lienthong catalogue check|diff|list|gaps|proposals|route|pictures`: rules and procedures, checked and compared."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.ops.cli.catalogue_folder import DEFAULT_FOLDER, Day, Folder, day_of, read_folder
from services.ops.cli.catalogue_route import pictures, route

if TYPE_CHECKING:
    from services.kernel.catalogue import Catalogue, Procedure

app = typer.Typer(name="catalogue", help="Procedures and rules: check, compare, list", no_args_is_help=True)
app.command()(route)
app.command()(pictures)


@app.command()
def check(folder: Folder = DEFAULT_FOLDER) -> None:
    """Read every file; exit code 2 with file, line and remedy of each mistake."""
    found = read_folder(folder)
    typer.echo(
        f"{folder}: {len(found.agencies)} agencies, {len(found.procedures)} procedure versions, "
        f"{len(found.packs)} rule packs, {len(found.rule_book.overrides)} overrides, "
        f"{len(found.service_models.rules)} calendar rules. Version {found.fingerprint()[:12]}."
    )


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the former version")],
    new: Annotated[Path, typer.Argument(help="Folder of the later version")] = DEFAULT_FOLDER,
) -> None:
    """Print the change log from one version to another; exit code 1 when they differ."""
    from services.kernel.catalogue.changes import changes  # noqa: PLC0415 keeps `lienthong --help` fast

    found = changes(read_folder(old), read_folder(new))
    for each in found:
        detail = f" {each.field}: {each.old} -> {each.new}" if each.field else ""
        typer.echo(f"{each.kind.value}: {each.subject}{detail}")
    typer.echo(f"{len(found)} changes.")
    if found:
        raise typer.Exit(1)


@app.command(name="list")
def list_procedures(
    folder: Folder = DEFAULT_FOLDER,
    day: Day = None,
    agency: Annotated[str | None, typer.Option(help="Only what this agency receives")] = None,
    field: Annotated[str | None, typer.Option(help="Only this field")] = None,
) -> None:
    """List procedures with time, fee, online level and components; then the share of each level."""
    catalogue, on = read_folder(folder), day_of(day)
    levels: Counter[str] = Counter()
    for procedure in _in_force(catalogue, on, agency, field):
        levels[procedure.online_level_on(on)] += 1
        typer.echo(_line(procedure, on))
    total = sum(levels.values()) or 1
    for level, count in levels.most_common():
        older = catalogue.words.legacy_levels.get(level, "?")
        typer.echo(f"{level} (level {older}): {count} of {total}, {100 * count / total:.2f} %")


@app.command()
def gaps(
    folder: Folder = DEFAULT_FOLDER,
    day: Day = None,
    within: Annotated[str | None, typer.Option(help="Only this agency and all below it")] = None,
) -> None:
    """Name agencies without hotline or mailbox and procedures they receive but do not post; exit code 1 if any."""
    from services.kernel.agency_code import AgencyCode  # noqa: PLC0415 see diff

    catalogue, on = read_folder(folder), day_of(day)
    place = AgencyCode(within) if within else None
    lines = [f"{gap.agency} {gap.name}: no {', no '.join(gap.missing)}" for gap in catalogue.publication_gaps(place)]
    lines += _not_posted(catalogue, on, within or "")
    for line in lines:
        typer.echo(line)
    if lines:
        raise typer.Exit(1)
    typer.echo("Nothing is missing.")


@app.command()
def proposals(folder: Folder = DEFAULT_FOLDER) -> None:
    """List what agencies propose to change about procedures."""
    for procedure in read_folder(folder).procedures.values():
        for each in procedure.profile.proposals:
            overlaps = f" (overlaps {', '.join(each.overlaps)})" if each.overlaps else ""
            typer.echo(
                f"{procedure.ref} {procedure.name_vi}: {each.kind.value}, {each.agency}, {each.made_on}, "
                f"{each.state.value}: {each.reason_vi}{overlaps}"
            )


def _in_force(catalogue: "Catalogue", on: date, agency: str | None, field: str | None) -> "Iterator[Procedure]":
    from services.kernel.agency_code import AgencyCode  # noqa: PLC0415 see diff

    code = AgencyCode(agency) if agency else None
    for ref, national in catalogue.procedures.items():
        procedure = catalogue.procedure_at(ref, code) if code else national
        received = code is None or procedure.profile.reception.covers(catalogue.agency(code))
        if procedure.validity.covers(on) and received and field in {None, procedure.field}:
            yield procedure


def _line(procedure: "Procedure", on: date) -> str:
    time = "same day" if procedure.limit_hours is None else f"{procedure.limit_hours} h"
    fee = sum(line.amount for line in procedure.fees_on(on))
    cases = ", ".join(f"{key} {len(case.components)}" for key, case in procedure.cases.items()) or "not listed"
    level = procedure.online_level_on(on)
    return f"{procedure.ref} {procedure.name_vi}: {time}, {fee} VND, {level}, components: {cases}"


def _not_posted(catalogue: "Catalogue", on: date, within: str) -> Iterator[str]:
    from services.kernel.catalogue.posting import unposted_by  # noqa: PLC0415 see diff

    below = f"{within}." if within else ""
    desks = [code for code, each in catalogue.agencies.items() if "desk" in each.roles and f"{code}.".startswith(below)]
    for code, places in unposted_by(catalogue, desks, on):
        for place, missing in places.items():
            yield f"{code} {catalogue.agency(code).name}: not posted ({place}): {', '.join(missing)}"
