"""`lienthong deadletters list|show|replay|discard|purge`: what consumers could not apply."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from services.ops.deadletters import Place

app = typer.Typer(name="deadletters", help="Dead letters: look, replay, give up", no_args_is_help=True)

Bootstrap = Annotated[
    str, typer.Option(envvar="LIENTHONG_KAFKA_BOOTSTRAP", help="Kafka bootstrap servers", show_envvar=True)
]
Namespace = Annotated[str, typer.Option(envvar="LIENTHONG_NAMESPACE", help="Prefix of topics; empty in production")]
Consumer = Annotated[str, typer.Argument(help="The consumer: intake, routing, notifications or stats")]
Reason = Annotated[
    str, typer.Option("--reason", help="An identifier for the record, such as fixed_in_1.4 or test_data")
]
Operator = Annotated[str, typer.Option(default_factory=getpass.getuser, help="Who decides this, for the record")]
Wait = Annotated[float, typer.Option(min=1, help="Seconds to wait for the consumer to read a round")]


@app.command(name="list")
def list_letters(
    bootstrap: Bootstrap,
    namespace: Namespace = "",
    consumer: Annotated[str, typer.Option(help="Only this consumer")] = "",
    *,
    resolved: Annotated[bool, typer.Option("--resolved", help="Also what was replayed or discarded")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line")] = False,
) -> None:
    """Show the open letters."""
    from services.ops import deadletters  # noqa: PLC0415 keeps `lienthong --help` fast

    place = deadletters.Place(bootstrap, namespace)
    deadletters.run(deadletters.show_list(place, consumer, resolved=resolved, as_json=as_json))


@app.command()
def show(
    consumer: Consumer,
    letter: Annotated[str, typer.Argument(help="Id of the letter, or its beginning")],
    bootstrap: Bootstrap,
    namespace: Namespace = "",
    *,
    value: Annotated[bool, typer.Option("--value", help="Also the body, which may hold personal data")] = False,
) -> None:
    """Show one letter: why, where from, headers, history."""
    from services.ops import deadletters  # noqa: PLC0415 see list

    place = deadletters.Place(bootstrap, namespace)
    deadletters.run(deadletters.show_one(place, consumer, letter, value=value))


@app.command()
def replay(
    consumer: Consumer,
    bootstrap: Bootstrap,
    operator: Operator,
    namespace: Namespace = "",
    reason: Reason = "replay",
    wait: Wait = 60.0,
    letter: Annotated[list[str] | None, typer.Option(help="Only this letter, with all of its dossier")] = None,
    subject: Annotated[str, typer.Option(help="Only letters of this subject (dossier code)")] = "",
) -> None:
    """Republish letters in order per dossier, until none is left or one fails again (exit code 1)."""
    from services.ops import deadletters  # noqa: PLC0415 see list

    place = deadletters.Place(bootstrap, namespace, operator, wait)
    done = deadletters.run(deadletters.replay_letters(place, consumer, reason, letter or [], subject))
    if not done:
        raise typer.Exit(1)


@app.command()
def discard(
    consumer: Consumer,
    letter: Annotated[str, typer.Argument(help="Id of the letter, or its beginning")],
    bootstrap: Bootstrap,
    operator: Operator,
    reason: Reason,
    namespace: Namespace = "",
) -> None:
    """Give up the first letter of a dossier: its consumer goes on as if the event had never changed anything."""
    from services.ops import deadletters  # noqa: PLC0415 see list

    place = deadletters.Place(bootstrap, namespace, operator)
    deadletters.run(deadletters.discard_letter(place, consumer, letter, reason))


@app.command()
def purge(
    consumer: Consumer,
    bootstrap: Bootstrap,
    operator: Operator,
    namespace: Namespace = "",
    reason: Reason = "purged",
    *,
    everything: Annotated[bool, typer.Option("--all", help="Discard every open letter first")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
) -> None:
    """Delete resolved letters that lie before the oldest open one."""
    from services.ops import deadletters  # noqa: PLC0415 see list

    place = deadletters.Place(bootstrap, namespace, operator)
    if everything and not yes:
        _confirm(place, consumer)
    deadletters.run(deadletters.purge_letters(place, consumer, reason, everything=everything))


def _confirm(place: "Place", consumer: str) -> None:
    from services.ops import deadletters  # noqa: PLC0415 see list

    number = deadletters.run(deadletters.count_open(place, consumer))
    typer.confirm(f"Discard and delete {number} open letters of {consumer}? This cannot be undone.", abort=True)
