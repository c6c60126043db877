"""The examples of the OpenAPI document have the members of real answers."""

from services.intake.application.activity.file_petition import FiledPetition
from services.intake.application.activity.petition_texts import Written
from services.intake.application.activity.record_call import CallMade
from services.intake.entrypoints.http.activity import examples
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, at


async def test_examples_have_the_members_of_real_answers() -> None:
    """One of each; a member that is renamed in one place only is caught."""
    desk = Counters(now=at("2026-11-23 07:42"))
    hours = await desk.desk.hours.open(desk.request())
    ticket = (await desk.desk.issue_ticket(desk.request("t"), "land")).body
    await desk.call()
    screen = await desk.desk.read_screen(AGENCY)
    checklist = desk.desk.hotline.checklist(AGENCY, "1.012753")
    petition = await desk.desk.file_petition(desk.request("p"), FiledPetition("feedback", Written("x")))
    answers = {
        "HOURS": hours,
        "TICKET": ticket,
        "SCREEN": screen,
        "CHECKLIST": checklist,
        "CALL": (await desk.desk.record_call(desk.request("c"), CallMade("desk"))).body,
        "VISIT": (await desk.desk.record_visit(desk.request("v"), "land", "guided")).body,
        "PETITION": {name: value for name, value in petition.body.items() if name != "token"},
        "QUESTIONS": desk.desk.survey_scale.questions(AGENCY),
    }
    for name, answer in answers.items():
        assert set(getattr(examples, name)) == set(answer), name
    nested = {"HOURS": ("windows", "periods"), "SCREEN": ("current",), "CHECKLIST": ("cases", "components")}
    for name, lists in nested.items():
        for key in lists:
            assert set(getattr(examples, name)[key][0]) == set(answers[name][key][0]), f"{name} {key}"
