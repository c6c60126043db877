"""Where dossiers of the sandbox tell what happens to them: inside intake alone, never to the broker."""

from typing import Final

from services.contracts.topics import Topic

__all__ = ["SANDBOX"]

SANDBOX: Final = Topic("dossier.sandbox.v1", "intake")
"""Takes the place of `dossier.lifecycle.v1`, so that neither statistics nor messages can learn of such a dossier."""
