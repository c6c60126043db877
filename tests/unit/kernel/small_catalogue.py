"""A small catalogue that is right, for tests to damage."""

import re

import pytest

from services.kernel.catalogue import CatalogueError, Problem, load

__all__ = ["SMALL", "assert_reported", "problems_of"]

SMALL = {
    "words.yaml": """\
vocabulary:
  tiers: {province: Tỉnh, district: Huyện}
  kinds: {committee: Ủy ban}
  roles: {desk: Một cửa, land_office: Đất đai, tax_office: Thuế}
  fields: {land: Đất đai, sea: Biển}
  slips: {cadastral: Phiếu}
  steps: {receive: Nhận, handle: Xử lý, submit: Trình}
  online_levels: {none: Trực tiếp}
  channels: {direct: Trực tiếp, online: Trực tuyến}
  applicant_kinds: {individual: Cá nhân}
  actors: {receiver: Người tiếp nhận}
  sources: {population: Dân cư}
  places: {desk: Một cửa, website: Trang web}
  offers: {personal_signature: Chữ ký số}
  skills: {surveying: Đo đạc}
""",
    "time.yaml": """\
working_time:
  working_day_hours: 8
  weekly_rest: [6, 7]
  default_calendar: office
  calendars:
    - key: office
      seasons:
        - {from: "04-16", to: "10-15", windows: ["07:00-11:30", "13:30-17:00"]}
        - {from: "10-16", to: "04-15", windows: ["07:30-12:00", "13:00-16:30"]}
  years:
    - year: 2024
      statutory_days: 2
      days_off:
        - {day: 2024-02-10, why: statutory, holiday: Tết}
        - {day: 2024-02-13, why: compensation, holiday: Tết, for: 2024-02-10}
        - {day: 2024-04-30, why: statutory, holiday: Thống nhất}
        - {day: 2024-04-29, why: swap_off, holiday: Thống nhất, makeup: 2024-05-04}
      makeup_days:
        - {day: 2024-05-04, for: 2024-04-29}
    - {year: 2025, statutory_days: 0, days_off: []}
""",
    "scorings.yaml": """\
quantities:
  - {key: asked, vi: Hỏi, en: Asked, source: outside}
  - {key: done, vi: Xong, en: Done, source: dossiers, measures: [resolved]}
scorings:
  - id: index
    vi: Chỉ số
    en: Index
    subject: province
    valid_to: 2024-06-30
    groups: {speed: {vi: Tiến độ, en: Progress, points: 10}}
    indicators:
      - {id: "1", group: speed, vi: Một, en: One, part: [done], whole: [asked]}
      - {id: "2", group: speed, vi: Hai, en: Two, part: [done], whole: [asked], factor: "1", target: 80, points: 4}
  - {id: index, vi: Chỉ số, en: Index, valid_from: 2024-07-01, groups: {}} # the next one
""",
    "packs.yaml": """\
packs:
  - id: "2018"
    valid_to: 2024-06-30
    code_style: legacy
    report_layout: {awaiting_supplement: 12, returned: 9, withdrawn: 9}
    report_channels: {online: 4}
    weights: {"1": 6}
    same_day_cutoff: "15:00"
    due_warning_hours: 24
    escalation:
      - {hours: 4, to: agency}
      - {hours: 8, to: parent_agency}
    tags: {no_appointment: Ngày không hẹn, ninth_hour: Giờ thứ 9}
    attributes: {needs_verification: ["true", "false"]}
    same_day_tags: [no_appointment]
    same_day_warning_minutes: 60
    online_answer_hours: 8
    supplement: &supplement {most_requests: 1, reply_days: 30}
    apology: &apology {most: 1, days_before: 1}
    exchange: &exchange {acknowledge_hours: 8}
    petition: &petition {refuse_days: 2, ask_days: 5, answer_days: 15, publish_days: 2}
    privacy: &privacy {answer_days: 2, least_shown: 5}
    notices: &notices {quiet_from: "22:00", quiet_to: "07:00", spread_minutes: 30, most_a_day: 10}
    advertising: &advertising {label: "[QC]", opens: "07:00", closes: "22:00", most: 3, hours: 24}
    survey: &survey {least: 1, most: 5}
    limits: &limits {bytes: 1000, media_types: [application/pdf]}
    fee_reductions:
      - {percent: 30, applicant_kind: individual, channel: online, cites: Nghị quyết}
    wording: {1: Mới nộp}
    substates: {appraising: {label_vi: Thẩm định, label_en: Appraisal, status: 4}}
    permissions: {accept: [receiver]}
    offers: [personal_signature]
    skills: {land: [surveying]}
  - id: "2025"
    valid_from: 2024-07-01
    code_style: current
    same_day_cutoff: "15:00"
    due_warning_hours: 24
    same_day_warning_minutes: 60
    online_answer_hours: 8
    supplement: *supplement
    apology: *apology
    exchange: *exchange
    petition: *petition
    privacy: *privacy
    notices: *notices
    advertising: *advertising
    survey: *survey
    limits: *limits
overrides:
  - {agencies: [H90.01], valid_to: 2024-06-30, plan: KH 1, set: {apology: {days_before: 0}}}
  - {agencies: [H90], valid_from: 2024-03-01, plan: KH 2, set: {apology: {most: 2}}}
""",
    "agencies.yaml": """\
agencies:
  - {code: H90, name: Tỉnh, tier: province, kind: committee}
  - {code: H90.01, name: Huyện, tier: district, kind: committee, roles: [desk]}
  - code: H90.20
    name: Đất
    tier: district
    kind: committee
    roles: [land_office]
    jurisdiction: {land_office: [H90.01]}
  - {code: H90.31, name: Cũ, tier: district, kind: committee, valid_to: 2024-06-30}
  - {code: H90.32, name: Mới, tier: district, kind: committee, valid_from: 2024-07-01, successor_of: [H90.31]}
  - {code: H90.30, name: Thuế, tier: district, kind: committee, roles: [tax_office], jurisdiction: {tax_office: [H90]}}
  - code_pattern: "H90.02.{n:02d}"
    count: 3
    name: "Số {n}"
    tier: district
    kind: committee
""",
    "procedures.yaml": """\
procedures:
  - code: "1.000001"
    version: 1
    valid_to: 2024-06-30
    name_vi: Thủ tục
    name_en: Procedure
    field: land
    limit_hours: 10
    online_level: none
    online_levels:
      - {level: none, valid_to: 2023-12-31}
      - {level: none, valid_from: 2024-01-01}
    received_at: {provinces: [H90], tiers: [district], kinds: [committee]}
    proposals:
      - {kind: abolish, agency: H90.01, made_on: 2024-05-30, reason_vi: Trùng}
    fees:
      - {kind: fee, name_vi: Phí, amount: 1000, paid_at: reception, valid_to: 2024-03-31}
      - {kind: fee, name_vi: Phí, amount: 1500, paid_at: reception, valid_from: 2024-04-01}
    cases:
      - key: default
        label_vi: Tự nộp
        label_en: In person
        components:
          - {key: form, name_vi: Tờ khai, name_en: Form, original: 1}
          - {key: book, name_vi: Sổ hộ khẩu, name_en: Household book, copies: 1, optional: true}
    legs:
      - id: appraise
        role: land_office
        hours: 4
        steps: [{name_vi: Nhận, hours: 1}, {id: examine, name_vi: Xét, hours: 3}]
      - {id: tax, role: tax_office, hours: 0, clock: outside, after: [appraise], slip: cadastral}
      - {id: issue, role: self, hours: 6, after: [tax]}
    local:
      - {agencies: [H90.01], limit_hours: 8, legs: [{id: all, role: self, hours: 8}],
         cases: [{key: default, label_vi: A, label_en: A, components: [
           {key: book, name_vi: Sổ hộ khẩu, name_en: Household book, copies: 1, optional: true, source: population}]}]}
  - {code: "1.000001", version: 2, valid_from: 2024-07-01, name_vi: A, name_en: A, field: land, online_level: none,
     limit_hours: 8, cases: [{key: default, label_vi: A, label_en: A, components: [
       {key: book, name_vi: A, name_en: A, copies: 1}, {key: photo, name_vi: A, name_en: A, copies: 2}]}],
     local: [{agencies: [H90.01], waived: {book: population}, without: [photo]}]}
  - {code_pattern: "9.1{n:05d}", count: 2, version: 1, name_vi: A, name_en: A, field: land, online_level: none,
     immediate: true}
""",
    "publications.yaml": """\
publications:
  - {agencies: [H90], places: [desk], fields: [land]}
""",
    "models.yaml": """\
plans:
  - {number: KH 580, agency: H90, valid_from: 2024-01-01, valid_to: 2024-12-31, min_weekdays: 2, tags: [no_appointment],
     procedures: ["1.000001"]}
calendar_rules:
  - {key: province, tag: no_appointment, effect: same_day, agencies: [H90], weekdays: [2, 4], plan: KH 580,
     condition: {needs_verification: ["false"]}}
  - {key: district, tag: no_appointment, effect: same_day, agencies: [H90.01], weekdays: [4], mode: extend,
     procedures: ["9.1*"]}
  - {key: monday, tag: ninth_hour, effect: reception_window, agencies: [H90.01], weekdays: [1], fields: [land],
     window_minutes: 60, windows: [
       {from: "04-16", to: "10-15", hours: ["17:00-18:00"]},
       {from: "10-16", to: "04-15", hours: ["16:30-17:30"]}]}
  - {key: friday, tag: ninth_hour, effect: reception_window, agencies: [H90.01], weekdays: [5], fields: [sea],
     windows: [{from: "10-16", to: "04-15", hours: ["16:30-17:30"]}]}
""",
}


def problems_of(texts: dict[str, str]) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as caught:
        load(texts)
    return caught.value.problems


def assert_reported(file: str, old: str, new: str, line_with: str, what: str) -> None:
    """Damages one file; a problem must name it, the first line that holds `line_with`, what is wrong, and a remedy."""
    assert old in SMALL[file]
    damaged = SMALL[file].replace(old, new, 1)
    line = next(n for n, text in enumerate(damaged.splitlines(), 1) if line_with in text)
    reported = [str(problem) for problem in problems_of(SMALL | {file: damaged})]
    pattern = re.compile(rf"{re.escape(file)}:{line}: .*{re.escape(what)}.*\. Remedy: .+\.", re.DOTALL)
    assert any(pattern.fullmatch(problem) for problem in reported), "\n".join(reported)
