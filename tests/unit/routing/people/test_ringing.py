"""Which phone to ring for a field (S1-02): its extension, the fallback when nobody answers, then those above."""

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Agency
from services.routing.domain.people.extensions import next_ring

OFFICE, PROVINCE = AgencyCode("H91.11.01"), AgencyCode("H91")


def _agency(code: AgencyCode, fallback: str | None, **extensions: str) -> Agency:
    return Agency(
        code,
        "A",
        "commune",
        "committee",
        frozenset(),
        None,
        "office",
        extensions=extensions,
        fallback_extension=fallback,
    )


HERE = _agency(OFFICE, "ext-0", culture_society="ext-1", cadastral="ext-2", justice="ext-3")
ABOVE = _agency(PROVINCE, "ext-9", justice="ext-0")


def _order(field: str, *, field_away: bool = False) -> list[str]:
    """What is rung one after the other while nobody answers."""
    tried: list[str] = []
    while ring := next_ring([HERE, ABOVE], field, tried, field_away=field_away):
        tried.append(ring.id)
    return tried


def test_each_field_has_its_extension_and_then_the_fallback() -> None:
    """Nobody is rung twice, and an extension of another agency is another phone."""
    assert _order("culture_society") == ["H91.11.01/ext-1", "H91.11.01/ext-0", "H91/ext-9"]
    assert _order("justice") == ["H91.11.01/ext-3", "H91.11.01/ext-0", "H91/ext-0", "H91/ext-9"]


def test_a_field_without_extension_goes_to_the_fallback() -> None:
    """And says that it is not the field's own."""
    ring = next_ring([HERE, ABOVE], "transport", (), field_away=False)
    assert ring is not None
    assert (ring.extension, ring.fallback) == ("ext-0", True)


def test_while_the_field_is_away_the_fallback_is_rung_first() -> None:
    """The roster knows that nobody there will answer; the extension is still tried in the end."""
    assert _order("cadastral", field_away=True)[:2] == ["H91.11.01/ext-0", "H91.11.01/ext-2"]
