"""Who may sign, when, and on whose behalf (domain §11; scenarios s000 F2 and s004 F1)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.signing import Authority, SigningRefused, SigningRegister, able, resolve
from tests.unit.intake.delegations.ward import (
    CHAIR,
    COPY,
    JUSTICE,
    SIGNATURE,
    WARD,
    absence,
    delegation,
    paper,
    post,
    register,
)
from tests.unit.intake.desk import at

NOON = at("2024-05-06 12:00")


def test_a_delegate_signs_on_behalf_of_the_chair() -> None:
    """The signature stores who, in which role, on whose behalf, with which prefix and by which document."""
    found = resolve(register(delegation()), paper(), JUSTICE, NOON)
    assert found == Authority(JUSTICE, "justice_officer", "ward_chair", "TUQ.", "UQ-7")


def test_the_chair_signs_in_own_right() -> None:
    """Also papers that were delegated, and without a prefix."""
    found = resolve(register(delegation()), paper(paper_origin="foreign"), CHAIR, NOON)
    assert (found.role, found.on_behalf_of, found.prefix) == ("ward_chair", None, "")


@pytest.mark.parametrize(
    ("moment", "procedure", "why"),
    [
        ("2024-01-31 23:59", COPY, "not_started"),
        ("2024-12-01 00:00", COPY, "ended"),
        ("2024-05-06 12:00", SIGNATURE, "other_procedure"),
    ],
)
def test_a_delegate_cannot_sign_outside_of_the_delegation(moment: str, procedure: str, why: str) -> None:
    """s004 F1: before it starts, after it ends, for another procedure: refused, and told who may."""
    with pytest.raises(SigningRefused, match="delegation_not_valid") as caught:
        resolve(register(delegation()), paper(procedure), JUSTICE, at(moment))
    assert caught.value.fields == {"why": why, "may_sign": CHAIR}


@pytest.mark.parametrize("scope", [{"paper_origin": "foreign"}, {"paper_origin": "unknown"}, {"other": "domestic"}])
def test_a_foreign_paper_goes_to_the_chair(scope: dict[str, str]) -> None:
    """S4-02: what is not known to be domestic is not delegated."""
    with pytest.raises(SigningRefused, match="delegation_not_valid") as caught:
        resolve(register(delegation()), paper(**scope), JUSTICE, NOON)
    assert caught.value.fields == {"why": "out_of_scope", "may_sign": CHAIR}


def test_while_the_chair_is_away_the_paper_moves_to_a_valid_delegate() -> None:
    """S0-13: the answer names the delegate; the chair's own signature is refused meanwhile."""
    here = register(delegation(), absence("2024-05-06 07:00", "2024-05-06 17:00"))
    with pytest.raises(SigningRefused, match=r"^signer_absent$") as caught:
        resolve(here, paper(), CHAIR, NOON)
    assert caught.value.fields == {"delegates": JUSTICE}
    assert resolve(here, paper(), JUSTICE, NOON).on_behalf_of == "ward_chair"
    assert resolve(here, paper(), CHAIR, at("2024-05-06 17:00")).officer == CHAIR


@pytest.mark.parametrize("officer", [CHAIR, JUSTICE])
def test_nobody_signs_while_the_signer_is_away_without_a_delegate(officer: str) -> None:
    """s000 F2: not by the chair, not by somebody whose delegation has ended."""
    here = register(delegation(valid_to=at("2024-03-01 00:00")), absence("2024-05-06 07:00", "2024-05-06 17:00"))
    with pytest.raises(SigningRefused, match="signer_absent_no_delegate"):
        resolve(here, paper(), officer, NOON)


def test_a_stranger_is_no_signer_even_when_nobody_else_is_there() -> None:
    """Who is in no register raises no alert."""
    here = register(absence("2024-05-06 07:00", "2024-05-06 17:00"))
    with pytest.raises(SigningRefused, match="signer_unknown"):
        resolve(here, paper(), "stranger", NOON)


def test_a_delegate_cannot_delegate() -> None:
    """No sub-delegation, whether or not the second would be shorter."""
    with pytest.raises(SigningRefused, match="sub_delegation"):
        register(delegation()).delegated(delegation(id="d2", delegator=JUSTICE, delegate="clerk"))


@pytest.mark.parametrize(
    "limits",
    [
        {"valid_to": at("2024-06-01 00:00")},
        {"valid_from": at("2024-03-01 00:00")},
        {"procedures": (SIGNATURE,)},
        {"revoked_at": at("2024-06-01 00:00")},
    ],
)
def test_nobody_delegates_more_than_the_own_authority(limits: dict[str, object]) -> None:
    """The delegator's post must cover the whole period and every procedure."""
    with pytest.raises(SigningRefused, match="sub_delegation"):
        SigningRegister(WARD).appointed(post(**limits)).delegated(delegation())


def test_a_delegation_ends_with_the_post_behind_it() -> None:
    """When the chair's post is revoked, nobody signs on the chair's behalf any more."""
    here = register(delegation()).revoked("p1", at("2024-05-01 00:00"))
    with pytest.raises(SigningRefused, match="delegation_not_valid") as caught:
        resolve(here, paper(), JUSTICE, NOON)
    assert caught.value.fields == {"why": "delegator_without_post", "may_sign": ""}


def test_a_revoked_delegation_keeps_what_was_signed_before() -> None:
    """Validity is asked for the moment of signing."""
    here = register(delegation()).revoked("d1", at("2024-05-06 10:00"))
    assert resolve(here, paper(), JUSTICE, at("2024-05-06 09:59")).prefix == "TUQ."
    with pytest.raises(SigningRefused, match="delegation_not_valid"):
        resolve(here, paper(), JUSTICE, at("2024-05-06 10:00"))


def test_the_same_entry_twice_is_one_entry() -> None:
    """A repeated request changes nothing, not even the version."""
    once = register(delegation())
    assert once.delegated(delegation()) is once


_days = st.integers(min_value=0, max_value=40)


@st.composite
def _registers(draw: st.DrawFn) -> SigningRegister:
    start = at("2024-04-20 00:00")
    found = register()
    for n in range(draw(st.integers(0, 4))):
        first, days = draw(_days), draw(st.integers(1, 30))
        found = found.delegated(
            delegation(
                id=f"d{n}",
                delegate=draw(st.sampled_from(["a", "b"])),
                valid_from=start + timedelta(days=first),
                valid_to=start + timedelta(days=first + days),
                procedures=draw(st.sampled_from([(), (COPY,), (SIGNATURE,)])),
                condition=draw(st.sampled_from([{}, {"paper_origin": ("domestic",)}])),
                revoked_at=draw(st.none() | _days.map(lambda day: start + timedelta(days=day))),
            )
        )
    for n in range(draw(st.integers(0, 3))):
        first = draw(_days)
        who = draw(st.sampled_from([CHAIR, "a", "b"]))
        found = (
            found.away(absence("2024-05-01 00:00", "2024-05-02 00:00", who))
            if n
            else found.away(absence(f"2024-05-{first % 28 + 1:02d} 07:00", f"2024-05-{first % 28 + 1:02d} 17:00", who))
        )
    return found


@given(here=_registers(), day=_days, hour=st.integers(0, 23), origin=st.sampled_from(["domestic", "foreign"]))
def test_who_signs_is_there_entitled_and_within_the_delegation(
    here: SigningRegister, day: int, hour: int, origin: str
) -> None:
    """Whatever the register says, resolving agrees with a plain reading of its entries."""
    moment = at("2024-04-20 00:00") + timedelta(days=day, hours=hour)
    for officer in (CHAIR, "a", "b"):
        away = any(a.officer == officer and a.starts_at <= moment < a.ends_at for a in here.absences)
        mine = [
            each
            for each in here.delegations
            if each.delegate == officer
            and each.valid_from <= moment < min(each.valid_to, each.revoked_at or each.valid_to)
            and (not each.procedures or COPY in each.procedures)
            and (not each.condition or origin == "domestic")
        ]
        expected = not away and (officer == CHAIR or bool(mine))
        try:
            found = resolve(here, paper(paper_origin=origin), officer, moment)
        except SigningRefused as error:
            assert not expected
            nobody = not able(here, paper(paper_origin=origin), moment)
            if error.reason == "signer_absent_no_delegate":
                assert nobody
        else:
            assert expected
            assert found.on_behalf_of == (None if officer == CHAIR else "ward_chair")
