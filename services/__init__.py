"""Liên Thông: one-stop handling of administrative dossiers across agencies."""

from importlib.metadata import version
from typing import Final

VERSION: Final = version("lienthong")
