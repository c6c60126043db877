"""Resolves the roots of the lock anew and writes the lock: `python -m services.ops.platform.relock`.

A developer's step for an upgrade, done once and reviewed as a diff: change a root in maven.lock.json, run this.
"""

from services.ops.platform.jars import sha256_of
from services.ops.platform.maven_lock import Lock, LockedJar, LockedPart, read_lock, write_lock


def relock(lock: Lock) -> Lock:
    return {name: _resolve(part.roots) for name, part in lock.items()}


def _resolve(roots: tuple[str, ...]) -> LockedPart:
    import jgo  # noqa: PLC0415 takes longer to import than all else here

    jars = []
    for artifact in jgo.resolve("+".join(roots)):
        coordinate = f"{artifact.groupId}:{artifact.artifactId}:{artifact.version}"
        jars.append(LockedJar(coordinate, sha256_of(artifact.resolve())))
    return LockedPart(roots, tuple(jars))


if __name__ == "__main__":
    write_lock(relock(read_lock()))
