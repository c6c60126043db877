"""`lienthong topics apply|list|check`: the declared topics against the broker."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from services.runtime.kafka.operations.topics import TopicState

app = typer.Typer(name="topics", help="Kafka topics: create, repair, compare", no_args_is_help=True)

Bootstrap = Annotated[
    str, typer.Option(envvar="LIENTHONG_KAFKA_BOOTSTRAP", help="Kafka bootstrap servers", show_envvar=True)
]
Namespace = Annotated[str, typer.Option(envvar="LIENTHONG_NAMESPACE", help="Prefix of topics; empty in production")]
Replication = Annotated[
    int, typer.Option(envvar="LIENTHONG_REPLICATION", min=1, max=7, help="Copies of each partition; 3 in a cluster")
]


@app.command()
def apply(bootstrap: Bootstrap, namespace: Namespace = "", replication: Replication = 1) -> None:
    """Create missing topics and repair settings; never changes partitions (exit code 1 when that would be needed)."""
    from services.runtime.kafka.operations.topics import apply_topics  # noqa: PLC0415 keeps `lienthong --help` fast

    states = asyncio.run(apply_topics(bootstrap, namespace, replication=replication))
    for state in states:
        typer.echo(f"{state.name}: {_done(state)}", err=state.refusal is not None)
    if any(state.refusal for state in states):
        raise typer.Exit(1)


@app.command()
def check(bootstrap: Bootstrap, namespace: Namespace = "", replication: Replication = 1) -> None:
    """Say what `apply` would do; exit code 1 when anything differs."""
    from services.runtime.kafka.operations.topics import topic_states  # noqa: PLC0415 see apply

    states = asyncio.run(topic_states(bootstrap, namespace, replication=replication))
    differing = [state for state in states if state.missing or state.wrong or state.refusal]
    for state in differing:
        typer.echo(f"{state.name}: {_difference(state)}")
    if differing:
        raise typer.Exit(1)
    typer.echo(f"{len(states)} topics are as declared.")


@app.command(name="list")
def list_topics(bootstrap: Bootstrap, namespace: Namespace = "") -> None:
    """Show the declared topics and what the broker has."""
    from rich.console import Console  # noqa: PLC0415 see apply
    from rich.table import Table  # noqa: PLC0415 see apply

    from services.runtime.kafka.operations.topics import topic_states  # noqa: PLC0415 see apply

    table = Table("Topic", "Producer", "Partitions", "Retention", "State")
    for state in asyncio.run(topic_states(bootstrap, namespace)):
        topic = state.topic
        retention = (
            "compacted" if topic.compacted else "for ever" if topic.retention_ms < 0 else _days(topic.retention_ms)
        )
        table.add_row(state.name, topic.producer, str(topic.partitions), retention, _short(state))
    Console().print(table)


def _done(state: "TopicState") -> str:
    if state.refusal:
        return f"refused: {state.refusal}."
    if state.missing:
        return f"created with {state.topic.partitions} partitions"
    return f"repaired {', '.join(sorted(state.wrong))}" if state.wrong else "as declared"


def _difference(state: "TopicState") -> str:
    if state.missing:
        return "missing. Remedy: lienthong topics apply"
    if state.refusal:
        return f"{state.refusal}."
    parts = [f"{key} is {found}, declared {wanted}" for key, (wanted, found) in sorted(state.wrong.items())]
    return f"{'; '.join(parts)}. Remedy: lienthong topics apply"


def _short(state: "TopicState") -> str:
    if state.missing:
        return "missing"
    return "wrong partitions" if state.refusal else "differs" if state.wrong else "as declared"


def _days(milliseconds: int) -> str:
    return f"{milliseconds // 86_400_000} days"
