"""Client secrets: made here, stored as argon2id hashes, two of them active while one is being rotated."""

import asyncio
import secrets
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SECRET_PREFIX: Final = "lts_"  # noqa: S105 marks our secrets, so that logs and scanners can recognise them
_ENTROPY_BYTES: Final = 32


def new_secret() -> str:
    """Return a client secret with 256 random bits; it is shown once and never stored."""
    return SECRET_PREFIX + secrets.token_urlsafe(_ENTROPY_BYTES)


class SecretHasher:
    """argon2id in threads, with the parameters OWASP names for little memory (19 MiB, 2 passes, 1 lane).

    At most two hashes run at once, which bounds the memory that a flood of token requests can take.
    """

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._slots = asyncio.Semaphore(2)

    async def hash(self, secret: str) -> str:
        """Return the hash to store."""
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, secret)

    async def verify(self, hashes: Sequence[str], secret: str) -> bool:
        """Say whether `secret` fits any of the hashes; for an unknown client pass none: it takes as long."""
        async with self._slots:
            return await asyncio.to_thread(self._verify_any, hashes, secret)

    def _verify_any(self, hashes: Sequence[str], secret: str) -> bool:
        return any(self._fits(stored, secret) for stored in hashes or (self._decoy,))

    def _fits(self, stored: str, secret: str) -> bool:
        try:
            return self._hasher.verify(stored, secret)
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _decoy(self) -> str:
        return self._hasher.hash(new_secret())
