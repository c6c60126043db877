"""Where the embedded platform's sources are and where it is installed, and the catalogue that ships with it."""

from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[3]
CATALOGUE: Final = PROJECT / "deploy" / "catalogue"
SOURCES: Final = PROJECT / "deploy" / "embedded"
HOME: Final = PROJECT / ".lienthong" / "platform"
LOCK_FILE: Final = SOURCES / "maven.lock.json"
JAVA_SOURCES: Final = SOURCES / "java"
SERVER_PROPERTIES: Final = SOURCES / "server.properties.template"
