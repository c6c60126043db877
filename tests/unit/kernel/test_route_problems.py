"""A route that dossiers could be stuck on, or that breaks the time limit, is found before any dossier takes it."""

import pytest

from services.kernel.catalogue import Join, Leg, load
from services.kernel.catalogue.check_route import longest_path
from services.kernel.catalogue.combinations import Selection, Selections
from tests.unit.kernel.small_catalogue import SMALL, assert_reported

_TAX = "- {id: tax, role: tax_office, hours: 0, clock: outside, after: [appraise], slip: cadastral}"
_ISSUE = "- {id: issue, role: self, hours: 6, after: [tax]}"
_LEGS, _LIMIT = "    legs:", "limit_hours: 10"


def _with(*legs: str) -> str:
    """The legs after `appraise`, which takes 4 of 10 hours."""
    return "\n      ".join(f"- {{{leg}}}" for leg in legs)


_CASES = [
    # the legs after the first, a part of the line reported, what is said
    (_with("id: Tax, role: self, hours: 6, after: [appraise]"), _LEGS, "no id of a leg: 'Tax'"),
    (_with("id: tax, role: self, hours: 6, after: [appraise, appraise]"), _LEGS, "comes twice after the same leg"),
    (_with("id: tax, role: self, hours: 10"), _LEGS, "leg tax hangs together with no path from appraise"),
    (
        _with("id: a, role: self, hours: 6, after: [b]", "id: b, role: self, hours: 6, after: [a]"),
        _LEGS,
        "the legs wait for each other",
    ),
    (_with("id: tax, role: self, hours: 6, after: [appraise], join: any"), _LEGS, "leg tax joins any of one leg"),
    (
        _with("id: a, role: self, hours: 6, optional: true", "id: b, role: self, hours: 4, after: [a, appraise]"),
        _LEGS,
        "nobody can ask for the optional leg a",
    ),
    (
        _with("id: tax, role: self, hours: 6, after: [appraise], when: {moon: [full]}"),
        "when: {moon",
        "no pack declares the attribute 'moon'",
    ),
    (
        _with("id: tax, role: self, hours: 6, after: [appraise], when: {channel: [carrier]}"),
        "when: {channel",
        "unknown channel 'carrier'",
    ),
    (
        _with("id: tax, role: self, hours: 6, after: [appraise], when: {channel: []}"),
        "when: {channel",
        "no value of channel is named",
    ),
    (
        _with(
            "id: a, role: self, hours: 2, after: [appraise], when: {channel: [online]}",
            "id: b, role: self, hours: 2, after: [appraise], when: {needs_verification: ['true']}",
            "id: c, role: self, hours: 4, after: [a, b]",
        ),
        _LEGS,
        "leg c joins branches of which none exists for channel=direct, needs_verification=else",
    ),
    (
        _with(
            "id: a, role: self, hours: 2, after: [appraise], when: {channel: [online]}",
            "id: b, role: self, hours: 3, after: [a], when: {channel: [direct]}",
        ),
        _LIMIT,
        "the legs inside the clock take 7 h for channel=direct, the limit is 10 h",
    ),
    (
        _with("id: tax, role: self, hours: 6, after: [appraise], child: '7.000000'"),
        _LEGS,
        "leg tax has the unknown child '7.000000'",
    ),
    (
        _with("id: tax, role: self, hours: 6, after: [appraise], child: '1.000001'"),
        _LEGS,
        "the child 1.000001 of leg tax has children itself",
    ),
    (
        _with("id: tax, role: self, hours: 6, after: [appraise], child: '9.100001', slip: cadastral"),
        _LEGS,
        "leg tax is a dossier of its own and has a slip, an obligation or steps",
    ),
    (
        _with(*(f"id: a{n}, role: self, hours: 0, after: [appraise], optional: true" for n in range(13))),
        _LEGS,
        "allow 8192 ways through the route",
    ),
]


@pytest.mark.parametrize(("legs", "line", "what"), _CASES, ids=[case[2] for case in _CASES])
def test_the_mistake_is_reported(legs: str, line: str, what: str) -> None:
    """With file, line, what is wrong and a remedy."""
    assert_reported("procedures.yaml", f"{_TAX}\n      {_ISSUE}", legs, line, what)


def test_a_route_without_any_leg_for_some_dossiers_is_reported() -> None:
    """A dossier of this channel would be completed without anybody having looked at it."""
    old, new = (
        "legs: [{id: all, role: self, hours: 8}]",
        "legs: [{id: all, role: self, hours: 8, when: {tags: [ninth_hour]}}]",
    )
    assert_reported("procedures.yaml", old, new, "- {agencies: [H90.01]", "no leg exists for tags=else")


def test_a_limit_by_tag_is_kept_by_the_ways_of_that_tag() -> None:
    """Each limit is taken by the longest of its own ways: one more leg for the tag, and no more time without it."""
    tagged = f"- {{id: check, role: self, hours: 2, after: [appraise], when: {{tags: [ninth_hour]}}}}\n      {_TAX}"
    old = f"{_LIMIT}\n"
    text = SMALL["procedures.yaml"].replace(_TAX, tagged.replace("after: [appraise], slip", "after: [check], slip"))
    changed = text.replace(old, f"{old}    limits_by_tag: {{ninth_hour: 12}}\n", 1)
    procedure = load(SMALL | {"procedures.yaml": changed}).procedures["1.000001@1"]
    assert (procedure.limit_minutes_for([]), procedure.limit_minutes_for(["ninth_hour"])) == (600, 720)
    assert_reported("procedures.yaml", _LIMIT, f"{_LIMIT}\n    limits_by_tag: {{moon: 12}}", "moon", "the tag 'moon'")


def test_conditions_and_optional_legs_are_read() -> None:
    """What the catalogue says is what the route goes by."""
    legs = _with(
        "id: tax, role: tax_office, hours: 2, after: [appraise], when: {channel: [online], tags: [ninth_hour]}",
        "id: copy, role: self, hours: 4, after: [tax], optional: true",
    )
    changed = SMALL["procedures.yaml"].replace(f"{_TAX}\n      {_ISSUE}", legs)
    _, tax, copy = load(SMALL | {"procedures.yaml": changed}).procedures["1.000001@1"].legs
    assert tax.when == {"channel": frozenset({"online"}), "tags": frozenset({"ninth_hour"})}
    assert (tax.optional, copy.optional) == (False, True)


_TAGGED = (
    Leg("a", "self", 1),
    Leg("b", "self", 2, after=("a",), when={"tags": frozenset({"x"})}),
    Leg("c", "self", 4, after=("a",), when={"tags": frozenset({"y", "z"}), "channel": frozenset({"post"})}),
    Leg("d", "self", 8, after=("b", "c"), optional=True),
)
_KNOWN = {"channel": frozenset({"post", "online"}), "tags": frozenset({"x", "y", "z", "w"})}


def test_every_selection_of_legs_is_looked_at_once() -> None:
    """A dossier may have several tags; values that no condition tells apart are one; optional legs come and go."""
    selections = Selections(_TAGGED, _KNOWN)
    assert {each.missing for each in selections.by_condition()} == {
        frozenset(),
        frozenset({"b"}),
        frozenset({"c"}),
        frozenset({"b", "c"}),
    }
    found = [each.missing for each in selections.all()]
    assert len(found) == len(set(found)) == 8
    assert len(found) <= selections.count


@pytest.mark.parametrize(
    ("missing", "hours"), [((), 6), (("fast",), 25), (("slow",), 6), (("fast", "slow"), 5), (("end",), 2)]
)
def test_the_longest_path_counts_the_branches_that_exist(missing: tuple[str, ...], hours: int) -> None:
    """A join of any goes on with the faster branch that is there; without any it goes on at once."""
    legs = (
        Leg("start", "self", 1),
        Leg("fast", "self", 1, after=("start",)),
        Leg("slow", "self", 20, after=("start",)),
        Leg("end", "self", 4, after=("fast", "slow"), join=Join.ANY),
    )
    assert longest_path(legs, Selection({}, frozenset(missing))) == hours
