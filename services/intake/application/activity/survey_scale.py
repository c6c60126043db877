"""The questions of a survey and the scale of its answers, as the rules of the day and place have them."""

from collections.abc import Mapping
from typing import Any

from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import RulePack
from services.kernel.catalogue.pack_rules import SurveyRules
from services.kernel.times import Clock, local_day
from services.runtime.failures import PermanentError

__all__ = ["SurveyScale"]


class SurveyScale:
    def __init__(self, terms: Terms, clock: Clock) -> None:
        self._terms = terms
        self._clock = clock

    def questions(self, agency: AgencyCode) -> dict[str, Any]:
        """Raises PermanentError(agency_unknown)."""
        rules = self._rules(agency)
        asked = [{"question": key, "vi": label.vi, "en": label.en} for key, label in rules.survey_questions.items()]
        return {"questions": asked, "least": rules.survey.least, "most": rules.survey.most}

    def check(self, agency: AgencyCode, scores: Mapping[str, int]) -> SurveyRules:
        """Raises PermanentError(scores_invalid) for an unknown question, a value off the scale, or no answer at all."""
        rules = self._rules(agency)
        on_scale = all(rules.survey.least <= score <= rules.survey.most for score in scores.values())
        if not scores or not scores.keys() <= rules.survey_questions.keys() or not on_scale:
            known = sorted(rules.survey_questions)
            raise PermanentError("scores_invalid", least=rules.survey.least, most=rules.survey.most, known=known)
        return rules.survey

    def _rules(self, agency: AgencyCode) -> RulePack:
        with as_permanent():
            self._terms.catalogue.agency(agency)
            return self._terms.catalogue.rules_on(local_day(self._clock()), agency)
