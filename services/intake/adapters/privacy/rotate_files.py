"""Encrypts files anew under the ring's current key: each is written beside its place and moved over it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from services.intake.adapters.privacy.rotate_fields import KeyUsage, Rotation
from services.runtime.failures import PermanentError
from services.runtime.files.folder import Folder
from services.runtime.sealing import key_id_of

__all__ = ["RotateFiles"]

_NAME: Final = "files"
_PAGE: Final = 100
_KEY_ID: Final = 64


class RotateFiles:
    """Idempotent: what is under the current key is left alone, so stopped, it goes on where it was."""

    def __init__(self, root: Path, folder: Folder) -> None:
        self._root = root
        self._folder = folder

    async def __call__(self) -> AsyncIterator[Rotation]:
        """Yield after each hundred. Raises TransientError; then simply run it again."""
        rotation, files = Rotation(_NAME), _files(self._root)
        while page := await asyncio.to_thread(lambda: list(islice(files, _PAGE))):
            for file in page:
                rotation.seen += 1
                try:
                    rotation.renewed += await self._folder.renew(file.name)
                except PermanentError:
                    rotation.left.append(file.name)
            yield rotation
        yield rotation

    async def usage(self) -> KeyUsage:
        return KeyUsage(_NAME, await asyncio.to_thread(self._count))

    def _count(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for file in _files(self._root):
            with file.open(encoding="ascii") as content:
                kid = key_id_of(content.read(_KEY_ID))
            counts[kid] = counts.get(kid, 0) + 1
        return counts


def _files(root: Path) -> Iterator[Path]:
    """Whole files only: one that is being written has a suffix."""
    return (path for path in root.glob("??/*") if not path.suffix)
