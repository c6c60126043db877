"""What a message would be and cost, before anybody sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from services.notifications.domain.composing import Composed, Tariff, TextTooLongError, compose, spellings
from services.notifications.domain.segments import Encoding
from services.notifications.domain.template import Part, TemplateError, parse
from services.notifications.domain.wording import Facts, FactValue, Wording
from services.runtime.failures import PermanentError

__all__ = ["Draft", "Offer", "Preview", "Previewed", "Spelling"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A template that there is, or the `text` of one that there may be; what `facts` lack is taken from examples."""

    template: str | None = None
    text: str | None = None
    language: str = "vi"
    code: str | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)
    most_segments: int | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    text: str
    encoding: Encoding
    segments: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Prices with and without accents (dong), and what would be sent; None: it is too long to be sent."""

    provider: str
    accented_vnd: int
    plain_vnd: int
    sent: Composed | None


@dataclass(frozen=True, slots=True)
class Previewed:
    """`version` None: the text is none of the templates."""

    version: int | None
    most_segments: int
    accented: Spelling
    plain: Spelling
    offers: tuple[Offer, ...]


class Preview:
    """Changes nothing; `most_segments` is what a text without a template may have when it does not say."""

    def __init__(self, wording: Wording, tariffs: Mapping[str, Tariff], most_segments: int) -> None:
        self._wording = wording
        self._tariffs = tariffs
        self._most_segments = most_segments

    def __call__(self, draft: Draft) -> Previewed:
        """Raises PermanentError(template_unknown | template_invalid | fact_invalid)."""
        version, most, parts = self._parts(draft)
        text = self._text(draft, parts)
        accented, plain = (Spelling(each.text, each.encoding, each.segments) for each in spellings(text, Tariff(0)))
        offers = tuple(_offer(name, text, tariff, most) for name, tariff in self._tariffs.items())
        return Previewed(version, most, accented, plain, offers)

    def _parts(self, draft: Draft) -> tuple[int | None, int, tuple[Part, ...]]:
        if draft.text is not None:
            return None, draft.most_segments or self._most_segments, _parsed(draft.text)
        template = self._wording.templates.get(draft.template or "")
        if template is None:
            raise PermanentError("template_unknown", template=draft.template)
        return template.version, draft.most_segments or template.most_segments, template.texts[draft.language]

    def _text(self, draft: Draft, parts: tuple[Part, ...]) -> str:
        examples = self._wording.examples
        given = {name: _value(name, value, examples) for name, value in draft.facts.items()}
        facts: Facts = {name: value for name, value in {**examples, **given}.items() if name != "code"}
        try:
            return self._wording.fill(parts, draft.language, draft.code or str(examples["code"]), facts)
        except TemplateError as error:
            raise PermanentError("template_invalid", problem=str(error)) from error


def _offer(name: str, text: str, tariff: Tariff, most_segments: int) -> Offer:
    accented, plain = spellings(text, tariff)
    try:
        sent = compose(text, tariff, most_segments)
    except TextTooLongError:
        sent = None
    return Offer(name, accented.price_vnd, plain.price_vnd, sent)


def _parsed(text: str) -> tuple[Part, ...]:
    try:
        return parse(text)
    except TemplateError as error:
        raise PermanentError("template_invalid", problem=str(error)) from error


def _value(name: str, value: str | int, examples: Facts) -> FactValue:
    """The value in the form that its example has."""
    kind = type(examples.get(name))
    if kind is datetime and isinstance(value, str):
        return _instant(name, value)
    if kind is not type(value):
        raise PermanentError("fact_invalid", place=name)
    return value


def _instant(name: str, text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise PermanentError("fact_invalid", place=name) from None
    if instant.tzinfo is None:
        raise PermanentError("fact_invalid", place=name)
    return instant
