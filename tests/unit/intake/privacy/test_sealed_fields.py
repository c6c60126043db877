"""Every place that encrypts under the ring of personal data is known to the rotation of its keys."""

from pathlib import Path

from services.intake.adapters.privacy.sealed_fields import SEALED_FIELDS

INTAKE = Path(__file__).parents[4] / "services" / "intake"
KNOWN = {
    "bootstrap/ground.py",  # applicants: dossiers/state.data_key and state.applicant
    "bootstrap/declaration.py",  # drafts/state.sealed
    "bootstrap/private_text.py",  # activity/state.sealed
    "bootstrap/files.py",  # RotateFiles
    "bootstrap/privacy.py",  # the same files, erased
}


def test_whoever_uses_the_ring_is_known_to_the_rotation() -> None:
    """A new use fails here until its fields are in SEALED_FIELDS; otherwise a retired key would take data with it."""
    uses = {str(path.relative_to(INTAKE)) for path in INTAKE.rglob("*.py") if ".field_keys" in path.read_text()}
    assert uses == KNOWN


def test_each_field_is_named_once_and_bound_to_its_document() -> None:
    """Two documents, or two texts of one, never share their additional data."""
    names = [field.name for field in SEALED_FIELDS]
    assert len(names) == len(set(names))
    places = [{field.place(id_, name) for name in ("1", "2")} for field in SEALED_FIELDS for id_ in ("a", "b")]
    assert len(set.union(*places)) == sum(map(len, places))
