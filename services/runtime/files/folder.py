"""Contents as encrypted files of one folder, named by the SHA-256 of what is in them.

`<folder>/<first two digits>/<sha256>`: a new file is written beside its place, flushed and renamed, so that a crash
leaves either nothing or the whole. Several processes may share the folder.
"""

import asyncio
import hashlib
import os
from pathlib import Path
from uuid import uuid4

from services.runtime.failures import PermanentError, TransientError
from services.runtime.sealing import FieldCipher

__all__ = ["Folder"]


class Folder:
    """Implements the port `Blobs`."""

    def __init__(self, root: Path, cipher: FieldCipher) -> None:
        self._root = root
        self._cipher = cipher

    async def keep(self, sha256: str, content: bytes) -> None:
        try:
            await asyncio.to_thread(self._write, sha256, content)
        except OSError as error:
            raise TransientError("files_not_writable", error=error.errno) from error

    async def read(self, sha256: str) -> bytes | None:
        try:
            return await asyncio.to_thread(self._open, sha256)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise TransientError("files_not_readable", error=error.errno) from error

    async def drop(self, sha256: str) -> None:
        """For erasure; what is not there is gone already."""
        await asyncio.to_thread(self._place(sha256).unlink, missing_ok=True)

    async def renew(self, sha256: str) -> bool:
        """Encrypt under the current key what is under another; return whether it was.

        Raises PermanentError(field_key_unknown | field_unreadable | file_damaged).
        """
        try:
            return await asyncio.to_thread(self._renew, sha256)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise TransientError("files_not_writable", error=error.errno) from error

    def _renew(self, sha256: str) -> bool:
        place = self._place(sha256)
        if self._cipher.is_current(place.read_text()):
            return False
        content = self._open(sha256)
        self._replace(place, sha256, content)
        return True

    def _write(self, sha256: str, content: bytes) -> None:
        place = self._place(sha256)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        self._replace(place, sha256, content)

    def _replace(self, place: Path, sha256: str, content: bytes) -> None:
        beside = place.with_suffix(f".{uuid4().hex}")
        with beside.open("wb") as file:
            file.write(self._cipher.encrypt(content, _where(sha256)).encode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)

    def _open(self, sha256: str) -> bytes:
        content = self._cipher.decrypt(self._place(sha256).read_text(), _where(sha256))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise PermanentError("file_damaged")
        return content

    def _place(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256


def _where(sha256: str) -> bytes:
    return f"file/{sha256}".encode()
