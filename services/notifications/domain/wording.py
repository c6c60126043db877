"""All texts of one version, what may stand in them, and the check that none can ever get too long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

from services.kernel.money import Vnd, format_vnd
from services.kernel.times import VIETNAM
from services.notifications.domain.segments import measure
from services.notifications.domain.template import Part, Template, TemplateError, render
from services.notifications.domain.unaccent import REPLACEMENT, unaccent

__all__ = [
    "LANGUAGES",
    "OTHER_REASON",
    "PLACES",
    "STATUS_ANSWER",
    "SURVEY",
    "FactValue",
    "Facts",
    "Wording",
    "refuse_if_wrong",
]

FactValue = str | int | datetime
Facts = Mapping[str, FactValue]
"""What a message is about, unformatted: never a name, a number or an address of a person."""

LANGUAGES: Final = ("vi", "en")
_EVERYWHERE: Final = frozenset({"code", "link"})
PLACES: Final[Mapping[str, frozenset[str]]] = {
    "accepted": _EVERYWHERE | {"appointment"},
    "due_today": _EVERYWHERE | {"appointment"},
    "supplement_requested": _EVERYWHERE | {"reply_by"},
    "payment_due": _EVERYWHERE | {"amount", "notice"},
    "nothing_due": _EVERYWHERE | {"notice"},
    "result_ready": _EVERYWHERE,
    "refused": _EVERYWHERE | {"reason"},
    "apology": _EVERYWHERE | {"reason", "appointment"},
    "stopped": _EVERYWHERE | {"reason"},
    "withdrawn": _EVERYWHERE,
    "survey": _EVERYWHERE | {"survey"},
    "child_failed": _EVERYWHERE,
    "due_warning": _EVERYWHERE | {"due"},
    "signer_missing": _EVERYWHERE | {"due", "reason"},
    "overdue": _EVERYWHERE | {"due"},
    "escalated": _EVERYWHERE | {"agency", "hours"},
    "control_document": frozenset({"agency", "document"}),
    "weekly_digest": frozenset({"agency", "week", "messages", "failed", "warnings", "report"}),
    "petition_acknowledged": frozenset({"code", "due"}),
    "petition_answered": frozenset({"code"}),
    "petition_published": frozenset({"code"}),
    "one_time_code": _EVERYWHERE | {"answer", "until"},
    "status_answer": _EVERYWHERE | {"standing", "appointment"},
}
"""The templates that there must be, and the places that each may have."""

_MAY_BE_UNKNOWN: Final = {
    "accepted": frozenset({"appointment"}),
    "apology": frozenset({"appointment"}),
    "due_warning": frozenset({"due"}),
    "petition_acknowledged": frozenset({"due"}),
    "signer_missing": frozenset({"due"}),
    "supplement_requested": frozenset({"reply_by"}),
    "status_answer": frozenset({"appointment"}),
}
_IN_WORDS: Final = frozenset({"reason", "standing"})
"""Places that are filled with the words for a code."""
OTHER_REASON: Final = "other"
STATUS_ANSWER: Final = "status_answer"
"""What whoever asks for a dossier by SMS is sent."""
SURVEY: Final = "survey"
"""The template, and its place: the token of the invitation, which only the sealed contact holds."""
_LONGEST_SURVEY: Final = "t" * 32
_LONGEST_CODE: Final = "H" * 40
_LONGEST_TOKEN: Final = "T" * 128
_LONGEST_REPORT: Final = 125  # an address of the settings with agency and two days
_LONGEST_AMOUNT: Final = Vnd(10**15)
_LONGEST_TIME: Final = datetime(2026, 12, 31, 23, 59, tzinfo=VIETNAM)


@dataclass(frozen=True, slots=True)
class Wording:
    """`reasons` are the words for reason codes by language; what is appended to the addresses makes them complete.

    To `lookup_url` it is the code, to `survey_url` code and token. `examples` has a value for each place, for previews.
    """

    templates: Mapping[str, Template]
    reasons: Mapping[str, Mapping[str, str]]
    lookup_url: str
    survey_url: str
    examples: Facts

    def text(self, template: str, language: str, code: str, facts: Facts) -> str:
        """The text of one message; raises TemplateError."""
        return self.fill(self.templates[template].texts[language], language, code, facts)

    def fill(self, parts: tuple[Part, ...], language: str, code: str, facts: Facts) -> str:
        """The text of a template that need not be one of these; raises TemplateError."""
        values = {name: self._shown(name, value, language) for name, value in facts.items()}
        if SURVEY in values:
            values[SURVEY] = self._survey(code, values[SURVEY])
        return self._render(parts, values, code)

    def check(self) -> Iterator[str]:
        """What is wrong with the texts, one line each: places nobody fills, lost characters, too many segments."""
        for place in sorted({*chain.from_iterable(PLACES.values())} - {"link"} - self.examples.keys()):
            yield f"examples: none for {place}. Remedy: add one"
        for name, places in PLACES.items():
            template = self.templates.get(name)
            if template is None:
                yield f"{name}: no such template. Remedy: add it"
                continue
            for language in LANGUAGES:
                yield from self._check_text(template, language, places)

    def _check_text(self, template: Template, language: str, places: frozenset[str]) -> Iterator[str]:
        where, parts = f"{template.name}.{language}", template.texts[language]
        unknown = {name for part in parts for name in part.names} - places
        if unknown:
            yield f"{where}: unknown places {sorted(unknown)}. Remedy: use {sorted(places)}"
            return
        required = {name for part in parts if not part.optional for name in part.names}
        required &= _MAY_BE_UNKNOWN.get(template.name, frozenset())
        if required:
            yield f"{where}: {sorted(required)} may be unknown. Remedy: put what needs it in square brackets"
        accented = self._render(parts, self._longest(language), _LONGEST_CODE)
        longest = unaccent(accented)
        if longest.count(REPLACEMENT) > accented.count(REPLACEMENT):
            yield f"{where}: has a character that cannot be written without accents. Remedy: use another one"
        segments = measure(longest).segments
        if segments > template.most_segments:
            yield f"{where}: up to {segments} segments, allowed are {template.most_segments}. Remedy: shorten it"

    def _render(self, parts: tuple[Part, ...], values: Mapping[str, str], code: str) -> str:
        return render(parts, {**values, "code": code, "link": self.lookup_url + code})

    def _survey(self, code: str, token: str) -> str:
        return f"{self.survey_url}{code}?t={token}"

    def _shown(self, name: str, value: FactValue, language: str) -> str:
        if isinstance(value, datetime):
            return value.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
        if isinstance(value, int):
            return format_vnd(Vnd(value))
        if name in _IN_WORDS:
            return self.reasons.get(value, self.reasons[OTHER_REASON])[language]
        return value

    def _longest(self, language: str) -> dict[str, str]:
        reasons = (words[language] for words in self.reasons.values())
        times = self._shown("appointment", _LONGEST_TIME, language)
        return {
            "appointment": times,
            "reply_by": times,
            "amount": format_vnd(_LONGEST_AMOUNT),
            "notice": _LONGEST_TOKEN,
            "answer": "0" * 6,
            SURVEY: self._survey(_LONGEST_CODE, _LONGEST_SURVEY),
            "until": times,
            "due": times,
            "agency": "H99.999.999.999",
            "hours": "9" * 6,
            "document": "H" * 47,
            "week": "53/9999",
            "report": "h" * _LONGEST_REPORT,
            **dict.fromkeys(("messages", "failed", "warnings"), "9" * 7),
        } | dict.fromkeys(_IN_WORDS, max(reasons, key=lambda words: len(unaccent(words))))


def refuse_if_wrong(wording: Wording) -> Wording:
    """Return `wording`; raises TemplateError with every problem on a line of its own."""
    problems = list(wording.check())
    if problems:
        raise TemplateError("\n".join(problems))
    return wording
