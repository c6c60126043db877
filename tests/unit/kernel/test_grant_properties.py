"""Whatever is claimed wherever and whenever, granting keeps to its bounds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, Claim, Effect

_AGENCIES = ("H90.01", "H90.02", "H90.03.01", "H90.04.07", "H91.01.01", "H91.11.02", "H91.20.11", "H91.90", "H93.90")
_PROCEDURES = ("1.004873@1", "1.000894@1", "1.011441@1", "2.000720@1", "9.000101@1", "9.000102@1", "9.500001@1")
_RULED = ("no_appointment", "no_writing", "ninth_hour", "volunteer_saturday", "after_hours", "paper_refused")
_LABELS = ("fee", "slip", "hotline", "secret")
_BY_TIME = {Effect.RECEPTION_WINDOW, Effect.RECEPTION_DAY, Effect.UNTIL_DONE, Effect.REFUSE_PAPER}

_MONDAY = date(2022, 1, 3)

_CLAIMS = st.builds(
    lambda agency, ref, at, channel, tags, verified, ticket, confirmed: (
        AgencyCode(agency),
        ref,
        {
            "received_at": at,
            "channel": channel,
            "tags": frozenset(tags),
            "attributes": verified,
            "ticket_before_close": ticket,
            "confirmed_by": confirmed,
        },
    ),
    st.sampled_from(_AGENCIES),
    st.sampled_from(_PROCEDURES),
    # from a month before the first plan to after the second one has begun
    st.datetimes(datetime(2023, 9, 15), datetime(2025, 6, 1), timezones=st.just(UTC)),  # noqa: DTZ001 the zone is given
    st.sampled_from(["direct", "online", "post"]),
    st.sets(st.sampled_from(_RULED + _LABELS)),
    st.sampled_from([{}, {"needs_verification": "true"}, {"needs_verification": "false"}]),
    st.booleans(),
    st.sampled_from([None, "signature"]),
)


@given(_CLAIMS)
def test_every_claimed_tag_is_kept_or_dropped_with_a_reason(
    shipped: Catalogue, claimed: tuple[AgencyCode, str, dict[str, object]]
) -> None:
    """Never both, never neither; labels are always kept; what nobody claimed comes by time or refusal only."""
    claim = _claim(shipped, claimed)
    granted = shipped.grant(claim)
    assert claim.tags <= granted.tags | granted.dropped.keys()
    assert granted.tags.isdisjoint(granted.dropped)
    assert claim.tags & set(_LABELS) <= granted.tags
    by_time = {rule.tag for rule in shipped.service_models.rules if rule.effect in _BY_TIME}
    assert granted.tags - claim.tags <= by_time
    assert bool(granted.refuse and granted.refuse.reason == "paper_refused") == ("paper_refused" in granted.tags)
    assert granted.refuse is None or claim.channel == "direct"


@given(_CLAIMS)
def test_tags_are_independent(shipped: Catalogue, claimed: tuple[AgencyCode, str, dict[str, object]]) -> None:
    """Claimed alone, a tag fares as it does beside any others."""
    claim = _claim(shipped, claimed)
    together = shipped.grant(claim)
    for tag in claim.tags:
        alone = shipped.grant(_claim(shipped, (claimed[0], claimed[1], claimed[2] | {"tags": frozenset({tag})})))
        assert (tag in alone.tags, alone.dropped.get(tag)) == (tag in together.tags, together.dropped.get(tag))


@given(st.integers(0, 200), st.sampled_from([(0, "9.000102@1"), (4, "1.001193@1")]), st.integers(0, 59))
def test_next_window_serves_the_field(shipped: Catalogue, week: int, other: tuple[int, str], minute: int) -> None:
    """Coming back when told, the applicant of another day's field is received in the extended hour."""
    agency, (weekday, ref) = AgencyCode("H91.11.02"), other
    closing = shipped.calendar_for(agency).closing_of(_MONDAY + timedelta(weeks=week, days=weekday))
    assume(closing is not None)
    assert closing
    claim = Claim(agency=agency, procedure=shipped.procedure(ref), received_at=closing + timedelta(minutes=minute))
    refuse = shipped.grant(claim).refuse
    assert refuse
    assert refuse.next_window
    assert claim.received_at < refuse.next_window < claim.received_at + timedelta(weeks=4)
    assert shipped.grant(replace(claim, received_at=refuse.next_window)).tags == {"ninth_hour"}


def _claim(shipped: Catalogue, claimed: tuple[AgencyCode, str, dict[str, object]]) -> Claim:
    agency, ref, more = claimed
    return Claim(agency=agency, procedure=shipped.procedure_at(ref, agency), **more)  # type: ignore[arg-type]  # drawn by strategy
