"""`lienthong chaos`: kill services and the broker while dossiers flow, then prove that nothing was lost or doubled."""

from typing import Annotated

import typer

app = typer.Typer()

_SEED_NOW = -1


@app.command()
def chaos(
    dossiers: Annotated[int, typer.Option(min=1, max=100_000, help="How many dossiers flow")] = 200,
    kills: Annotated[int, typer.Option(min=0, help="SIGKILLs of services, evenly spread; the broker is extra")] = 12,
    seed: Annotated[int, typer.Option(help="Decides the moments and victims; -1 draws one")] = _SEED_NOW,
    patience: Annotated[float, typer.Option(min=5, help="Seconds without any progress until a wait ends")] = 60.0,
    *,
    broker: Annotated[bool, typer.Option(help="Kill the broker once, too")] = True,
    again: Annotated[bool, typer.Option(help="Deliver everything a second time at the end")] = True,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the run's folder with data and logs")] = False,
) -> None:
    """Exit code 0 only when every status, SMS, report and counter is right afterwards."""
    import secrets  # noqa: PLC0415 keeps `lienthong --help` fast

    from services.ops.chaos.fresh import run_fresh  # noqa: PLC0415 see above
    from services.ops.chaos.plan import Plan  # noqa: PLC0415 see above
    from services.ops.target import SERVICES  # noqa: PLC0415 see above

    plan = Plan(
        dossiers=dossiers,
        kills=kills,
        seed=secrets.randbelow(2**32) if seed == _SEED_NOW else seed,
        kill_broker=broker,
        rewound=SERVICES if again else (),
        stale=again,
        patience_seconds=patience,
    )
    raise typer.Exit(run_fresh(plan, keep=keep))
