"""Reads the catalogue's files; what they mean and whether they are right is the kernel's business."""

from pathlib import Path

from services.kernel.catalogue import Catalogue, load

__all__ = ["read_catalogue"]


def read_catalogue(folder: str | Path) -> Catalogue:
    """Load every YAML file below `folder`; raises CatalogueError, and FileNotFoundError when there is none."""
    root = Path(folder)
    files = sorted(root.rglob("*.yaml"))
    if not files:
        message = f"no catalogue in {root}. Remedy: set LIENTHONG_CATALOGUE_DIR to the folder with its YAML files"
        raise FileNotFoundError(message)
    return load({path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files})
