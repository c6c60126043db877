"""The catalogue from its folder of YAML files."""

from pathlib import Path

from services.kernel.catalogue import Catalogue, load

__all__ = ["read_catalogue"]


def read_catalogue(folder: str) -> Catalogue:
    """Reads every `.yaml` file below `folder`; raises CatalogueError with all problems, OSError for no folder."""
    root = Path(folder)
    return load({path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*.yaml"))})
