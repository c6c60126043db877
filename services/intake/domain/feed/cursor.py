"""Where a reader stands: the last number it has of each feed, as `H90.01:12,H90.02:3`."""

from collections.abc import Iterable, Mapping

from services.intake.domain.errors import RuleError

__all__ = ["cursor_of", "positions_of"]

_LONGEST_NUMBER = 12


def cursor_of(positions: Mapping[str, int]) -> str:
    """Feeds that nothing was read of are left out."""
    return ",".join(f"{agency}:{number}" for agency, number in sorted(positions.items()) if number)


def positions_of(cursor: str, agencies: Iterable[str]) -> dict[str, int]:
    """The number per agency, 0 for one that the cursor does not name. Raises RuleError(cursor_invalid)."""
    positions = dict.fromkeys(agencies, 0)
    for part in cursor.split(",") if cursor else ():
        agency, _, number = part.partition(":")
        if agency not in positions or not (number.isascii() and number.isdigit()) or len(number) > _LONGEST_NUMBER:
            raise RuleError("cursor_invalid")
        positions[agency] = int(number)
    return positions
