"""Codes and words that the catalogue does not have are refused, not answered with zeros."""

from pathlib import Path

import pytest

from services.runtime.catalogue import read_catalogue
from services.stats.domain.papers.asking import AGENCY, FIELD, PROCEDURE, TAG, AskedError, Parameter, Shape, read_asked
from services.stats.domain.papers.known import Known


@pytest.fixture(scope="module")
def known() -> Known:
    return Known(read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue"))


@pytest.mark.parametrize(
    ("parameter", "right", "wrong"),
    [
        (AGENCY, ["H90", "H90.20", "H90.20.01"], "H90.99"),
        (AGENCY, ["G94"], "H9"),
        (FIELD, ["land"], "lands"),
        (PROCEDURE, ["1.011441", "1.011441@1"], "1.011441@9"),
        (TAG, ["no_appointment"], "no_appointments"),
    ],
)
def test_what_is_not_in_the_catalogue_is_refused(
    known: Known, parameter: Parameter, right: list[str], wrong: str
) -> None:
    """An agency that others are below of is known even if it is none itself."""
    bound = known.bound((parameter,))
    assert read_asked(bound, [(parameter.name, text) for text in right]).words(parameter.name) == frozenset(right)
    with pytest.raises(AskedError):
        read_asked(bound, [(parameter.name, wrong)])


def test_an_asking_can_be_judged_later(known: Known) -> None:
    """The command line reads it before there is a catalogue."""
    asked = read_asked((AGENCY, TAG), [("agency", "H99"), ("tag", "no_writing")])
    with pytest.raises(AskedError, match=r"^agency: unknown$"):
        known.check((AGENCY, TAG), asked)


def test_other_parameters_are_left_as_they_are(known: Known) -> None:
    """One of the same name with another meaning is its report's own."""
    own = Parameter("procedure", Shape.WORD, "A code, or 9.8* for all that begin so", many=True)
    assert known.bound((own,)) == (own,)
