"""The lines of a file that another process is still writing."""

from pathlib import Path


def written_lines(file: Path) -> list[bytes]:
    """Every line that has its end: of the last one a reader may see a part only, where it crosses a page of the file.

    A file that is not there yet has none.
    """
    return file.read_bytes().split(b"\n")[:-1] if file.exists() else []
