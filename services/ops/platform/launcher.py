"""Compiles our Java launchers with the Eclipse compiler, because the bundled runtime has no javac."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from services.ops.platform.errors import CompileError

_RELEASE: Final = "17"
_TIMEOUT_SECONDS: Final = 120


def compile_launcher(java: Path, compiler: Path, class_path: Sequence[Path], sources: Path, target: Path) -> None:
    """Compile every source below `sources` into `target`; raises `CompileError` with the compiler's output."""
    files = sorted(sources.rglob("*.java"))
    options = ["-source", _RELEASE, "-target", _RELEASE, "-proc:none", "-nowarn", "-encoding", "UTF-8"]
    paths = ["-classpath", join(class_path), "-d", str(target)]
    command = [str(java), "-jar", str(compiler), *options, *paths, *map(str, files)]
    done = subprocess.run(  # noqa: S603 the command is ours
        command, capture_output=True, text=True, check=False, timeout=_TIMEOUT_SECONDS
    )
    if done.returncode != 0:
        raise CompileError(done.stdout + done.stderr)


def join(paths: Sequence[Path]) -> str:
    return ":".join(str(path) for path in paths)
