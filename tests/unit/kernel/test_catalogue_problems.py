"""Every mistake in the catalogue is reported with file, line and remedy."""

import pytest

from services.kernel.catalogue import load
from tests.unit.kernel.small_catalogue import SMALL, assert_reported, problems_of


def test_the_undamaged_catalogue_loads() -> None:
    """Else the cases below would prove nothing."""
    catalogue = load(SMALL)
    assert [procedure.ref for procedure in catalogue.procedures.values()] == [
        "1.000001@1",
        "1.000001@2",
        "9.100001@1",
        "9.100002@1",
    ]
    assert catalogue.agencies.keys() >= {"H90.02.01", "H90.02.03"}


_TWO_CASES = (
    "cases: [{key: other, label_vi: A, label_en: A, components: [{key: a, name_vi: A, name_en: A, copies: 1}]}, "
    "{key: default"
)

_TWICE = _TWO_CASES.replace("key: other", "key: default")
_BARE = "cases: [{key: default, label_vi: A, label_en: A, components: []}, {key: other"

_CASES = [
    # file, what stood there, what stands there now, a part of the line reported, what is said
    ("procedures.yaml", "cases: [{key: default", _TWICE, _TWICE[8:], "case default is declared twice"),
    ("procedures.yaml", "cases: [{key: default", _BARE, "components: []", "the case has no components"),
    (
        "procedures.yaml",
        "optional: true, source",
        "optional: true, paper: true, source",
        "cases: [",
        "asks for paper of",
    ),
    ("packs.yaml", "land: [surveying]", "land: [flying]", "land: [flying]", "unknown land 'flying'"),
    ("packs.yaml", "land: [surveying]", "air: [surveying]", "air: [surveying]", "unknown field 'air'"),
    ("time.yaml", "weekly_rest: [6, 7]", "weekly_rest: [6, 7]\n  lunch: long", "lunch", "unknown key 'lunch'"),
    ("time.yaml", '"13:30-17:00"]', '"13:30-16:00"]', "13:30-16:00", "opening hours total 7:00:00, not 8:00:00"),
    ("time.yaml", '"13:30-17:00"]', '"11:00-14:30"]', "11:00-14:30", "opening hours overlap"),
    ("time.yaml", '"13:30-17:00"]', '"half past"]', "half past", "not opening hours"),
    ("time.yaml", 'to: "10-15"', 'to: "10-14"', "seasons:", "no season covers 15/10"),
    ("time.yaml", 'to: "10-15"', 'to: "10-16"', "seasons:", "two seasons cover 16/10"),
    ("time.yaml", 'from: "04-16"', 'from: "16/4"', "16/4", "from is no day of the year"),
    ("time.yaml", "default_calendar: office", "default_calendar: shop", "shop", "unknown default_calendar 'shop'"),
    ("time.yaml", "year: 2025", "year: 2026", "years:", "2026 follows 2024"),
    ("time.yaml", "statutory_days: 2", "statutory_days: 3", "statutory_days: 3", "2 statutory days, 3 expected"),
    ("time.yaml", "{day: 2024-04-30,", "{day: 2024-04-31,", "2024-04-31", "day is no calendar day"),
    ("time.yaml", "{day: 2024-04-30,", "{day: 2025-04-30,", "2025-04-30", "2025-04-30 is not in 2024"),
    ("time.yaml", "{day: 2024-04-30,", "{day: 2024-02-13,", "Thống nhất}", "listed twice"),
    ("time.yaml", "{day: 2024-04-30,", "{day: 2024-04-28,", "2024-04-28", "falls on a rest day without compensation"),
    ("time.yaml", "for: 2024-02-10}", "for: 2024-04-30}", "for: 2024-04-30", "is no holiday on a rest day"),
    ("time.yaml", "{day: 2024-02-13,", "{day: 2024-02-11,", "2024-02-11", "is not a weekday"),
    ("time.yaml", "makeup: 2024-05-04", "makeup: 2024-05-11", "2024-05-11", "make-up day 2024-05-11 is not declared"),
    ("time.yaml", "{day: 2024-05-04, for", "{day: 2024-05-03, for", "2024-05-03, for", "is not a rest day"),
    ("time.yaml", "why: swap_off", "why: picnic", "picnic", "unknown why 'picnic'"),
    ("agencies.yaml", "code: H90.01", "code: 90.01", "code: 90.01", "not an agency code"),
    ("agencies.yaml", "code: H90.01", "code: H90", "Huyện", "agency H90 is declared twice"),
    ("agencies.yaml", "roles: [desk]", "roles: [chef]", "chef", "unknown roles 'chef'"),
    ("agencies.yaml", "roles: [desk]", "roles: desk", "roles: desk", "roles is not a list"),
    ("agencies.yaml", "roles: [desk]", "roles: [desk], calendar: moon", "moon", "unknown calendar 'moon'"),
    ("agencies.yaml", "roles: [desk]", "roles: [desk], parent: H91", "H91", "parent H91 is not declared"),
    ("agencies.yaml", "{land_office: [H90.01]}", "{land_office: [H90.09]}", "H90.09", "agency H90.09 is not declared"),
    ("agencies.yaml", "{land_office: [H90.01]}", "{desk: [H90.01]}", "desk: [H90.01]", "does not have the role 'desk'"),
    (
        "agencies.yaml",
        "roles: [desk]",
        "roles: [land_office]",
        "jurisdiction: {land",
        "both have the role land_office for H90.01",
    ),
    (
        "agencies.yaml",
        "count: 3",
        "ranges: {n: [1, 3]}\n    count: 4",
        "count: 4",
        "the ranges give 3 codes, not the 4",
    ),
    ("agencies.yaml", "count: 3", "ranges: {n: [3, 1]}", "ranges", "range n is not [first, last]"),
    ("agencies.yaml", "count: 3", "ranges: {m: [1, 3]}", "code_pattern", "the placeholders do not match the ranges"),
    ("agencies.yaml", "count: 3", "count: 0", "code_pattern", "a family of 0 members"),
    ("procedures.yaml", '- code: "1.000001"', '- code: "1.01"', '"1.01"', "not a procedure code"),
    ("procedures.yaml", "version: 2", "version: 1", "version: 1, valid_from", "1.000001@1 is declared twice"),
    (
        "procedures.yaml",
        "valid_from: 2024-07-01",
        "valid_from: 2024-06-30",
        "06-30, name",
        "1.000001@2 overlaps 1.000001@1",
    ),
    (
        "procedures.yaml",
        "valid_to: 2024-06-30",
        "valid_from: 2025-01-01\n    valid_to: 2024-06-30",
        "valid_to",
        "before",
    ),
    ("procedures.yaml", "field: land\n", "field: sky\n", "sky", "unknown field 'sky'"),
    ("procedures.yaml", "limit_hours: 10", "limit_hours: 12", "limit_hours: 12", "take 10 h, the limit is 12 h"),
    ("procedures.yaml", "limit_hours: 10", "limit_hours: ten", "ten", "limit_hours is no whole number"),
    ("procedures.yaml", "    limit_hours: 10\n", "", '- code: "1.000001"', "limit_hours is missing"),
    ("procedures.yaml", "{id: examine,", "{id: step1,", "steps", "two steps of leg appraise have the same id"),
    ("procedures.yaml", "{id: examine,", "{id: Xét hồ sơ,", "Xét hồ sơ", "not an id: 'Xét hồ sơ'"),
    ("procedures.yaml", "Xét, hours: 3", "Xét, hours: 4", "steps", "the steps take 5 h, the leg 4 h"),
    ("procedures.yaml", "role: tax_office", "role: wizard", "wizard", "unknown role 'wizard'"),
    ("procedures.yaml", "after: [tax]", "after: [wait]", "legs:", "leg issue comes after 'wait', which does not exist"),
    ("procedures.yaml", "after: [appraise]", "after: [issue]", "legs:", "the legs wait for each other"),
    ("procedures.yaml", "id: issue", "id: tax", "legs:", "two legs have the same id"),
    ("procedures.yaml", "clock: outside", "clock: cuckoo", "cuckoo", "unknown clock 'cuckoo'"),
    ("procedures.yaml", "slip: cadastral", "slip: paper", "paper", "unknown slip 'paper'"),
    ("procedures.yaml", "amount: 1000", "amount: -1", "amount: -1", "amount is no whole number"),
    ("procedures.yaml", "04-01}", "03-31}", "1500", "the same fee is due twice on a day"),
    ("procedures.yaml", "original: 1}", "original: 0}", "key: form", "none of form is asked for"),
    ("procedures.yaml", "source: population", "source: oracle", "oracle", "unknown source 'oracle'"),
    ("procedures.yaml", "{key: form,", "{key: book,", "components:", "component book is listed twice"),
    ("procedures.yaml", "- key: default", "- key: other", "cases:", "no case is the default"),
    (
        "procedures.yaml",
        "{key: book, name_vi: Sổ hộ khẩu, name_en: Household book, copies: 1, optional: true}",
        "{key: deed, name_vi: A, name_en: A, copies: 1}",
        "cases: [",
        "the local rule adds book in the case default",
    ),
    (
        "procedures.yaml",
        "copies: 1, optional: true, source",
        "copies: 2, optional: true, source",
        "cases: [",
        "the local rule asks for more of book",
    ),
    ("procedures.yaml", "optional: true, source", "source", "cases: [", "the local rule requires book"),
    (
        "procedures.yaml",
        "cases: [{key: default",
        _TWO_CASES,
        "cases: [",
        "the local rule adds the case other",
    ),
    ("procedures.yaml", "{book: population}", "{deed: population}", "deed", "no case asks for 'deed'"),
    ("procedures.yaml", "without: [photo]", "without: [deed]", "deed", "no case asks for 'deed'"),
    ("procedures.yaml", "{book: population}", "{book: oracle}", "oracle", "unknown source 'oracle'"),
    ("procedures.yaml", "level: none, valid_from", "level: full, valid_from", "full", "unknown level 'full'"),
    ("procedures.yaml", "valid_to: 2023-12-31", "valid_to: 2024-01-01", "level: none, valid_from", "two online levels"),
    ("procedures.yaml", "tiers: [district]", "tiers: [planet]", "planet", "unknown tiers 'planet'"),
    ("procedures.yaml", "provinces: [H90]", "provinces: [H96]", "H96", "agency H96 is not declared"),
    ("procedures.yaml", "kind: abolish", "kind: praise", "praise", "unknown kind 'praise'"),
    ("procedures.yaml", "reason_vi: Trùng", "reason_en: Twice", "made_on", "reason_vi is missing"),
    ("agencies.yaml", "successor_of: [H90.31]", "successor_of: [H90.99]", "H90.99", "agency H90.99 is not declared"),
    ("agencies.yaml", "valid_from: 2024-07-01, s", "s", "successor_of", "H90.31 is still in force when its successor"),
    ("agencies.yaml", "roles: [desk]", "roles: [desk], extensions: {sky: e}", "sky", "unknown field 'sky'"),
    ("agencies.yaml", "roles: [desk]", "roles: [desk], ticket_fields: [sky]", "sky", "unknown ticket_fields 'sky'"),
    ("procedures.yaml", "paid_at: reception", "paid_at: never", "never", "unknown paid_at 'never'"),
    ("procedures.yaml", "agencies: [H90.01], limit", "agencies: [H99], limit", "H99", "agency H99 is not declared"),
    (
        "procedures.yaml",
        "limit_hours: 8, legs: [{id: all, role: self, hours: 8}],",
        "limit_hours: 12,",
        "[H90.01], limit",
        "longer",
    ),
    (
        "procedures.yaml",
        "8, legs: [{id: all, role: self, hours: 8}]",
        "8",
        "[H90.01], limit",
        "the new limit has no route",
    ),
    ("procedures.yaml", "immediate: true", "immediate: perhaps", "perhaps", "immediate is neither true nor false"),
    ("procedures.yaml", "name_en: Procedure", "name_vi: Twice", "name_vi: Twice", "key 'name_vi' is written twice"),
    ("procedures.yaml", "name_vi: Thủ tục", "name_vi: [a]", "name_vi: [a]", "name_vi is not a plain value"),
    ("procedures.yaml", "{name_vi: Nhận, hours: 1}", "Nhận", "steps", "steps is not made of key: value pairs"),
    ("procedures.yaml", "procedures:", "procedure:", "procedure:", "unknown key 'procedure'"),
    ("procedures.yaml", "  - code:", "  - code: [", "version: 1", "not YAML"),
]


@pytest.mark.parametrize(("file", "old", "new", "line_with", "what"), _CASES)
def test_mistake_is_reported_where_it_is(file: str, old: str, new: str, line_with: str, what: str) -> None:
    """File, line, what is wrong and what to do."""
    assert_reported(file, old, new, line_with, what)


def test_all_mistakes_are_told_at_once_in_order() -> None:
    """One run shows every file's mistakes, each once although a family has many members."""
    damaged = SMALL | {
        "agencies.yaml": SMALL["agencies.yaml"].replace('"H90.02.{n:02d}"', '"H9.02.{n:02d}"'),
        "packs.yaml": SMALL["packs.yaml"].replace("legacy", "gothic"),
        "time.yaml": SMALL["time.yaml"].replace("statutory_days: 2", "statutory_days: 3"),
    }
    problems = problems_of(damaged)
    assert [problem.place.file for problem in problems] == sorted(problem.place.file for problem in problems)
    assert {problem.place.file for problem in problems} == {"agencies.yaml", "packs.yaml", "time.yaml"}
    assert len(set(problems)) == len(problems)


def test_role_without_an_agency_is_reported() -> None:
    """A route that leads nowhere is found at start-up, not by the first dossier."""
    orphan = SMALL["agencies.yaml"].replace("roles: [tax_office], jurisdiction: {tax_office: [H90]}", "roles: []")
    assert any(
        "no agency has the role 'tax_office'" in problem.what
        for problem in problems_of(SMALL | {"agencies.yaml": orphan})
    )


def test_working_time_must_be_declared_once() -> None:
    """Neither missing nor in two files."""
    without = {name: text for name, text in SMALL.items() if name != "time.yaml"}
    assert any("declared nowhere" in problem.what for problem in problems_of(without))
    assert any("declared twice" in problem.what for problem in problems_of(SMALL | {"time2.yaml": SMALL["time.yaml"]}))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_file_without_keys_is_reported(text: str) -> None:
    """An empty file is a mistake too: nobody adds one on purpose."""
    assert any(problem.place.file == "odd.yaml" for problem in problems_of(SMALL | {"odd.yaml": text}))


def test_legs_that_join_any_start_with_the_first() -> None:
    """The longest path then goes through the shorter branch."""
    legs = (
        "legs: [{id: a, role: self, hours: 2}, {id: b, role: self, hours: 7}, "
        "{id: c, role: self, hours: 6, after: [a, b], join: any}]"
    )
    text = SMALL["procedures.yaml"].replace("limit_hours: 8, cases", f"limit_hours: 8, {legs}, cases")
    assert "1.000001@2" in load(SMALL | {"procedures.yaml": text}).procedures
    waiting = text.replace("join: any", "join: all")
    assert any("take 13 h" in problem.what for problem in problems_of(SMALL | {"procedures.yaml": waiting}))
