"""A route as lines of text: what a screen reader, a terminal or a message can show."""

from collections.abc import Iterator

from services.ops.pictures.sheet import Card, RouteSheet
from services.ops.pictures.words import WORDS

__all__ = ["route_text"]


def route_text(sheet: RouteSheet) -> list[str]:
    """The head, then the legs in the order of the procedure, each with those that it comes after."""
    head = [f"{sheet.ref} {sheet.title}", sheet.limit, *([sheet.place] if sheet.place else [])]
    return [*head, *(line for card in sheet.cards for line in _lines(card, sheet))]


def _lines(card: Card, sheet: RouteSheet) -> Iterator[str]:
    words = WORDS[sheet.language]
    after = words["after"].format(legs=", ".join(card.after)) if card.after else words["start"].lower()
    yield f"- {card.id} ({after}): {'; '.join((card.who, card.time, *card.notes))}"
    if card.steps:
        yield f"  {words['steps'].format(steps=card.steps)}"
