"""An explanation as lines of text."""

from collections.abc import Iterator

from services.ops.clock.explanation import ClockStory, Explanation, Rules
from services.ops.clock.story import Chapter, Closed, Due, Ended, Paused, Worked
from services.ops.clock.words import Words, clock_time, hours, words_in
from services.routing.domain.clocks.summary import RouteClock

__all__ = ["text_of"]


def text_of(explanation: Explanation, language: str) -> str:
    words = words_in(language, explanation.pauses)
    return "\n".join(_lines(explanation, words, language))


def _lines(explanation: Explanation, words: Words, language: str) -> Iterator[str]:
    rules = explanation.rules
    name = rules.name_en if language == "en" else rules.name_vi
    yield words.say("head", code=explanation.code, name=name, procedure=rules.procedure)
    yield words.say("as_of", moment=words.moment(explanation.as_of))
    yield from _rules(rules, words)
    yield ""
    if explanation.dossier is None:
        yield words.say("no_clock")
    else:
        yield from _story(explanation.dossier, words)
    for leg in explanation.legs:
        yield ""
        yield from _story(leg, words)
    yield ""
    yield from _summary(explanation.route, words)


def _rules(rules: Rules, words: Words) -> Iterator[str]:
    yield words.say("rules", pack=rules.pack, acts=", ".join(rules.acts))
    if rules.plans:
        yield words.say("plans", plans=", ".join(dict.fromkeys(rules.plans)))
    if rules.tags:
        yield words.say("tags", tags=", ".join(rules.tags))
    yield words.say("immediate") if rules.limit_hours is None else words.say("limit", hours=rules.limit_hours)
    if rules.cutoff is not None:
        yield words.say("cutoff", cutoff=f"{rules.cutoff:%H:%M}")


def _story(story: ClockStory, words: Words) -> Iterator[str]:
    place = {"agency": story.agency, "name": story.agency_name, "calendar": story.calendar}
    turn = {"leg": story.leg, "attempt": story.attempt}
    yield words.say("dossier", **place) if story.leg is None else words.say("leg", **turn, **place)
    yield from (f"  {line}" for line in _ledger(story, words))


def _ledger(story: ClockStory, words: Words) -> Iterator[str]:
    if story.outside is not None:
        yield words.say("outside", cause=words.cause(story.outside))
    limit = story.limit_minutes
    yield words.say("no_limit") if limit is None else words.say("ledger_limit", limit=hours(limit))
    yield words.say("started", moment=words.moment(story.started_at))
    if story.opens_at > story.started_at:
        yield words.say("opens", moment=words.moment(story.opens_at))
    for chapter in story.chapters:
        yield from _chapter(chapter, words)
    yield words.say("used", used=hours(story.used_minutes))
    if story.overrun_minutes:
        yield words.say("overrun", overrun=hours(story.overrun_minutes))


def _chapter(chapter: Chapter, words: Words) -> Iterator[str]:
    match chapter:
        case Worked():
            yield _worked(chapter, words)
            if chapter.makes_up:
                yield words.say("makes_up", name=chapter.makes_up)
        case Closed():
            yield words.say(chapter.why.value, days=_days(chapter, words), name=chapter.name)
        case Paused():
            yield from _paused(chapter, words)
        case Due():
            yield words.say("due", moment=words.moment(chapter.at))
        case Ended():
            yield words.say("ended", moment=words.moment(chapter.at))


def _worked(day: Worked, words: Words) -> str:
    windows = ", ".join(f"{clock_time(start)}-{clock_time(end)}" for start, end in day.windows)
    kind = "beyond" if day.beyond else "worked"
    return words.say(kind, day=words.day(day.day), windows=windows, worked=hours(day.worked), total=hours(day.total))


def _days(closed: Closed, words: Words) -> str:
    if closed.first == closed.last:
        return words.day(closed.first)
    return f"{words.day(closed.first)} {words.say('until')} {words.day(closed.last)}"


def _paused(pause: Paused, words: Words) -> Iterator[str]:
    start, cause = words.moment(pause.start), words.cause(pause.cause)
    if pause.end is None:
        yield words.say("still_paused", start=start, cause=cause)
    else:
        yield words.say("paused", start=start, end=words.moment(pause.end), cause=cause)
    if pause.due_before and pause.due_after:
        yield words.say("moved", before=words.moment(pause.due_before), after=words.moment(pause.due_after))
    elif pause.due_before and pause.end is None:
        yield words.say("dropped", before=words.moment(pause.due_before))


def _summary(clock: RouteClock | None, words: Words) -> Iterator[str]:
    if clock is None:
        yield words.say("no_route")
        return
    yield words.say("summary")
    if clock.limit is None:
        yield "  " + words.say("unlimited", used=hours(clock.used))
        return
    figures = {"used": hours(clock.used), "limit": hours(clock.limit), "overrun": hours(clock.overrun)}
    yield "  " + words.say("whole", **figures)
    for agency, minutes in clock.charged.items():
        yield "  " + words.say("charged", agency=agency, minutes=hours(minutes))
