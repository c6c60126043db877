"""`lienthong demo`: the main job, on a fresh embedded platform or against running services."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()

_SCENARIO = "s000"

Scale = Annotated[int, typer.Option(min=1, help="Divide every outcome of the scenario by this; 1 is the full count")]
TargetUrls = Annotated[
    list[str] | None, typer.Option(help="name=url of running services, instead of starting any; repeat or use commas")
]
SmsFile = Annotated[
    Path | None, typer.Option(envvar="LIENTHONG_SMS_FILE", help="With --target: the provider's file, if readable")
]


@app.command()
def demo(
    scale: Scale = 100,
    target: TargetUrls = None,
    sms_file: SmsFile = None,
    *,
    once: Annotated[bool, typer.Option("--once", help="Exit when done: code 0 only if everything was right")] = False,
    full: Annotated[bool, typer.Option("--full", help="The article's full count, as --scale 1")] = False,
    story: Annotated[
        bool, typer.Option("--story", help="The one dossier alone: a replay's would stay in an installation's figures")
    ] = False,
) -> None:
    """One land dossier from filing to SMS and statistics, then the replay of an article's figures."""
    from services.ops.demo.run import Demo, play  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.fresh import run_fresh, run_on_target  # noqa: PLC0415 see above

    work = play(Demo(None if story else _SCENARIO, 1 if full else scale))
    code = run_on_target(target, sms_file, work) if target else run_fresh(work, once=once)
    raise typer.Exit(code)
