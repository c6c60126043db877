"""Every mistake in packs, overrides, plans, calendar rules and publications is reported where it is."""

import pytest

from tests.unit.kernel.small_catalogue import assert_reported

_SAME_PLAN = "  - {number: KH 580, agency: H90, min_weekdays: 1} # name it twice\ncalendar_rules:"

_CASES = [
    # file, what stood there, what stands there now, a part of the line reported, what is said
    ("packs.yaml", "code_style: legacy", "code_style: gothic", "gothic", "unknown code_style 'gothic'"),
    ("packs.yaml", "valid_from: 2024-07-01", "valid_from: 2024-06-30", "valid_from", "overlaps pack 2018"),
    ("packs.yaml", 'id: "2025"', 'id: "2018" # again', "# again", "pack 2018 is declared twice"),
    ("packs.yaml", 'same_day_cutoff: "15:00"', "same_day_cutoff: noon", "noon", "same_day_cutoff is no time of day"),
    ("packs.yaml", "same_day_tags: [no_app", "same_day_tags: [some_app", "some_app", "unknown same_day_tags"),
    ("packs.yaml", "supplement: &supplement {most_requests: 1,", "supplement: &supplement {", "reply_days", "missing"),
    ("packs.yaml", "most: 1, days", "mots: 1, days", "mots", "unknown key 'mots'"),
    ("packs.yaml", "to: parent_agency", "to: nobody", "nobody", "unknown to 'nobody'"),
    ("packs.yaml", "{hours: 8, to: parent", "{hours: 4, to: parent", "parent", "4 h comes after 4 h"),
    ("packs.yaml", 'quiet_from: "22:00"', 'quiet_from: "25:00"', "25:00", "quiet_from is no time of day"),
    ("packs.yaml", "spread_minutes: 30", "spread_minutes: 241", "241", "the morning would be over"),
    ("packs.yaml", "most_a_day: 10", "most_a_year: 10", "most_a_year", "unknown key 'most_a_year'"),
    ("packs.yaml", 'closes: "22:00"', 'closes: "06:00"', "06:00", "there is no time between opens and closes"),
    ("packs.yaml", "percent: 30", "percent: 130", "130", "a reduction of 130 percent"),
    ("packs.yaml", "channel: online", "channel: pigeon", "pigeon", "unknown channel 'pigeon'"),
    ("packs.yaml", "status: 4", "status: 11", "status: 11", "no national status code: 11"),
    ("packs.yaml", "wording: {1:", "wording: {0:", "wording", "no national status code: '0'"),
    ("packs.yaml", "accept: [receiver]", "accept: [robot]", "robot", "unknown accept 'robot'"),
    ("packs.yaml", "{days_before: 0}", "{days_after: 0}", "days_after", "unknown key 'days_after'"),
    ("packs.yaml", "set: {apology: {days_before: 0}}", "set: {apologies: 1}", "apologies", "unknown key 'apologies'"),
    ("packs.yaml", "set: {apology: {days_before: 0}}", "unset: 1", "KH 1", "the override changes nothing"),
    ("packs.yaml", "agencies: [H90], valid_from", "agencies: [H97], valid_from", "H97", "agency H97 is not declared"),
    ("packs.yaml", "agencies: [H90], valid_from", "agencies: [H90.01], valid_from", "KH 2", "apology is set twice at"),
    (
        "packs.yaml",
        "set: {apology: {days_before: 0}}",
        "set: {same_day_tags: [x]}",
        "KH 1",
        "unknown same_day_tags 'x'",
    ),
    ("packs.yaml", "plan: KH 2, ", "", "03-01", "plan is missing"),
    ("packs.yaml", "offers: [personal", "offers: [golden", "golden", "unknown offers 'golden_signature'"),
    ("publications.yaml", "places: [desk]", "places: [moon]", "moon", "unknown places 'moon'"),
    ("publications.yaml", "places: [desk], ", "", "H90", "the publication names no places"),
    ("models.yaml", "tag: ninth_hour", "tag: tenth_hour", "tenth", "unknown tag 'tenth_hour'"),
    ("models.yaml", "effect: same_day", "effect: magic", "magic", "unknown effect 'magic'"),
    ("models.yaml", "agencies: [H90],", "agencies: [H98],", "H98", "agency H98 is not declared"),
    ("models.yaml", "agencies: [H90],", "", "key: province", "the rule holds nowhere"),
    ("models.yaml", "weekdays: [1]", "weekdays: [8]", "[8]", "no weekday: 8"),
    ("models.yaml", '["9.1*"]', '["9.7*"]', "9.7*", "no procedure has the code '9.7*'"),
    ("models.yaml", "fields: [land]", "fields: [air]", "air", "unknown fields 'air'"),
    ("models.yaml", "condition: {needs", "condition: {wants", "wants", "no pack declares the attribute"),
    ("models.yaml", '["false"]', '["perhaps"]', "perhaps", "unknown needs_verification 'perhaps'"),
    ("models.yaml", "plan: KH 580", "plan: KH 581", "KH 581", "unknown plan 'KH 581'"),
    ("models.yaml", "plan: KH 580,", "plan: KH 580, valid_from: 2023-12-31,", "plan: KH 580, v", "outside its plan"),
    ("models.yaml", "weekdays: [2, 4]", "weekdays: [4]", "weekdays: [4]", "no_appointment on 1 weekdays a week at H90"),
    ("models.yaml", "mode: extend", "mode: replace", "key: district", "no_appointment on 1 weekdays a week at H90.01"),
    ("models.yaml", "17:00-18:00", "17:00-18:30", "18:30", "the window is open for 90 minutes"),
    ("models.yaml", "17:00-18:00", "18:00-17:00", "18:00-17:00", "the window is open for -60 minutes"),
    ("models.yaml", 'to: "10-15", hours', 'to: "10-16", hours', "windows: [", "two windows cover 16/10"),
    (
        "models.yaml",
        '{from: "04-16", to: "10-15", hours: ["17:00-18:00"]}',
        '{from: "04-16", to: "10-15", hours: ["16:30-17:30"]}',
        "windows: [",
        "the window lies inside the opening hours on",
    ),
    ("models.yaml", "weekdays: [5], fields: [sea]", "weekdays: [1], fields: [land]", "key: friday", "rule friday over"),
    ("models.yaml", "key: friday", "key: monday", "weekdays: [5]", "rule monday is declared twice"),
    ("packs.yaml", "supplement: &supplement", "suplement: &supplement", '- id: "2018"', "supplement is missing"),
    ("packs.yaml", "limits: &limits", "limit: &limits", '- id: "2018"', "limits is missing"),
    ("models.yaml", "calendar_rules:", _SAME_PLAN, "name it twice", "plan KH 580 is declared twice"),
]


@pytest.mark.parametrize(("file", "old", "new", "line_with", "what"), _CASES)
def test_mistake_is_reported_where_it_is(file: str, old: str, new: str, line_with: str, what: str) -> None:
    """File, line, what is wrong and what to do."""
    assert_reported(file, old, new, line_with, what)
